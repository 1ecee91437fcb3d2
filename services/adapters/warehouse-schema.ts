// What DataMorph needs in the user's database: its own schemas, the target's, and the table of publications. Statements to be read before they are run.

import { quoteIdentifier } from '../transform/postgres.ts';
import { type Database, systemOnly } from './pg-pool.ts';

/** Schema of publications and of kept old versions; staging and oracle tables have one of their own, which the job writes. */
export const ownSchema = 'datamorph';
export const stagingSchema = 'datamorph_staging';

/**
 * One row per run that published, or that must not publish any more (outcome `tombstone`, with the reason where it was refused), and one per restore.
 * `snapshot_xmax` orders the snapshots that the rows were computed on, where the runner told it, among those of one `cluster`.
 */
const publications = (more: readonly string[]) => `create table if not exists datamorph.publications (
  run_id text primary key,
  attempt integer not null,
  target_schema text not null,
  target_name text not null,
  mode text not null,
  outcome text not null check (outcome in ('published', 'tombstone', 'restored')),
  relation oid,
  row_count bigint,
  snapshot text,
  snapshot_xmax numeric,
  cluster text,
  previous text,
  refusal_code text,
  refusal text,
  published_by text not null default session_user,
  published_at timestamp with time zone not null,
  ${more.join(', ')}
)`;
/**
 * What a restore needs. `relation` is the table that we made, `target_relation` the one that was written, also where others made it; `strategy` says how;
 * `kept_relation` is what `previous` names. `before_…`, `after_…`: number of rows and order-free hash over `hashed_columns`, where rows were written in
 * place; after a swap `sealed_by` is the transaction that no row of the table is younger than. `checks`: constraints that came with the run.
 * `undone_by`: the restore that took this publication back; `restored_to`: the run whose version a restore brought back, none for what was there before us.
 */
const forRestore = [
  ...[
    'strategy text',
    'target_relation oid',
    'kept_relation oid',
    'before_rows bigint',
    'before_hash text',
    'after_rows bigint',
    'after_hash text',
  ],
  ...['hashed_columns text[]', 'sealed_by text', 'checks text[]', 'key_columns text[]', 'watermark_column text', 'watermark_from text'],
  ...['watermark_to text', 'watermark_condition text', 'undone_by text', 'restored_to text'],
];
/** A table that an earlier version made lacks them. */
const laterColumns = `alter table datamorph.publications
  add column if not exists cluster text, add column if not exists refusal_code text, add column if not exists refusal text`;
const columnsForRestore = `alter table datamorph.publications
  ${forRestore.map((column) => `add column if not exists ${column}`).join(', ')},
  drop constraint if exists publications_outcome_check,
  add constraint publications_outcome_check check (outcome in ('published', 'tombstone', 'restored'))`;
const publicationsByTarget = `create index if not exists publications_target
  on datamorph.publications (target_schema, target_name, published_at)`;

// to_regclass would raise for a schema that this login may not use.
const ownRelation = `exists (select from pg_class where relname = $ and relnamespace = (select oid from pg_namespace where nspname = '${ownSchema}'))`;

const ownColumn = `(not ${ownRelation.replace('relname = $', "relname = 'publications'")} or exists (select from pg_attribute a join pg_class c on c.oid = a.attrelid
  where a.attname = $ and c.relname = 'publications' and c.relnamespace = (select oid from pg_namespace where nspname = '${ownSchema}')))`;

type Part = { readonly statement: string; readonly isThere: string; readonly named: string };

/** Statements that are still to be run, in order; empty when everything is there. */
export const missing = (database: Database): Promise<string[]> =>
  database.use(async (client, { targetSchema }) => {
    const parts = partsFor(targetSchema);
    await client.query(`begin read only; ${systemOnly}`);
    const { rows } = await client.query<{ there: boolean[] }>({
      text: `select array[${parts.map(({ isThere }, n) => isThere.replaceAll('$', `$${n + 1}`)).join(', ')}] as there`,
      values: parts.map(({ named }) => named),
    });
    await client.query('rollback');
    return parts.filter((_, n) => rows[0]?.there[n] !== true).map(({ statement }) => `${statement};`);
  });

/** Runs what is missing, all or nothing. Answers what it ran. */
export const create = async (database: Database): Promise<string[]> => {
  const statements = await missing(database);
  if (statements.length === 0) return [];
  await database.use(async (client) => {
    await client.query(`begin; ${systemOnly}`);
    // Two that create at once would each find the schema missing, and one would fail.
    await client.query("select pg_advisory_xact_lock(hashtextextended('datamorph.schema', 0::int8))");
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  });
  return statements;
};

const partsFor = (targetSchema: string): readonly Part[] => [
  ...[...new Set([ownSchema, stagingSchema, targetSchema])].map((name) => ({
    statement: `create schema if not exists ${quoteIdentifier(name)}`,
    isThere: 'exists (select from pg_namespace where nspname = $)',
    named: name,
  })),
  { statement: publications(forRestore), isThere: ownRelation, named: 'publications' },
  { statement: laterColumns, isThere: ownColumn, named: 'refusal' },
  { statement: columnsForRestore, isThere: ownColumn, named: 'restored_to' },
  { statement: publicationsByTarget, isThere: ownRelation, named: 'publications_target' },
];
