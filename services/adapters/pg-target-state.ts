// How a target stands: what is there, whether it is ours, and what hangs on it.
import type { PoolClient } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';
import { SourceTrouble } from '../../events/ports.ts';
import { parseTableName } from '../transform/names.ts';
import type { DatabaseConfig } from './config.ts';
import { dependentsOf, primaryKeyOf } from './pg-dependents.ts';
import { columnsIn, firesIn, keysIn, referencesTo } from './pg-target-shape.ts';

type Target = NonNullable<Catalog['target']>;

/** Of a target as somebody wrote it. */
export const targetState = async (client: PoolClient, config: DatabaseConfig, target: string): Promise<Target> => {
  const asked = parseTableName(target);
  if (asked === undefined) throw new SourceTrouble('source-missing', `${target} is no table name: write schema.table, or table alone`);
  const { schema = config.targetSchema, name } = asked;
  return stateOf(client, config, { schema, name });
};

export const stateOf = async (
  client: PoolClient,
  { targetSchemas }: Pick<DatabaseConfig, 'targetSchemas'>,
  { schema, name }: { readonly schema: string; readonly name: string },
): Promise<Target> => {
  const writable = targetSchemas.includes(schema);
  const found = await relationAt(client, schema, name);
  if (found === undefined) return { schema, name, exists: false, published: false, isTable: false, writable, dependents: [], grants: [] };
  const { oid } = found;
  const known = await publishedThere(client, schema, name);
  const ours = known.flatMap(({ checks }) => checks ?? []);
  return {
    schema,
    name,
    exists: true,
    published: known.some(({ relation }) => relation === oid),
    isTable: found.is_table,
    writable,
    // checks that we put there go with the specification, not with the table
    dependents: (await dependentsOf(client, oid)).filter(
      ({ kind, name: of }) => kind !== 'constraint' || !ours.some((check) => of.startsWith(`${check} `)),
    ),
    grants: found.grants,
    relation: oid,
    columns: await columnsIn(client, oid),
    primaryKey: [...((await primaryKeyOf(client, oid))?.columns ?? [])],
    keys: await keysIn(client, oid),
    fires: await firesIn(client, oid),
    referenced: await referencesTo(client, oid),
    // an interval is in the rows of the table that it was added to; another table of that name knows nothing of it
    intervals: known.flatMap(({ run_id: runId, relation, column, from, to, undone }) =>
      relation !== oid || column === null || from === null || to === null || undone ? [] : [{ runId, column, from, to }],
    ),
  };
};

type Found = { readonly oid: string; readonly is_table: boolean; readonly grants: string[] };

export const relationAt = async (client: PoolClient, schema: string, name: string): Promise<Found | undefined> => {
  const { rows } = await client.query<Found>(
    `select c.oid::text as oid, c.relkind = 'r' and not c.relispartition and c.relpersistence = 'p' as is_table,
            coalesce(c.relacl::text[], '{}') as grants
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relname = $2`,
    [schema, name],
  );
  return rows[0];
};

type Known = {
  readonly run_id: string;
  readonly relation: string | null;
  readonly checks: string[] | null;
  readonly column: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly undone: boolean;
};

/** Read as documents: a table of publications that an earlier version made lacks some of the columns. */
const publishedThere = async (client: PoolClient, schema: string, name: string): Promise<readonly Known[]> => {
  const { rows: readable } = await client.query<{ yes: boolean }>(
    `select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as yes
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'datamorph' and c.relname = 'publications'`,
  );
  if (readable[0]?.yes !== true) return [];
  const { rows } = await client.query<Known>(
    `select run_id, relation::text as relation, coalesce(array(select jsonb_array_elements_text(nullif(d.said -> 'checks', 'null'))), '{}') as checks,
            d.said ->> 'watermark_column' as column, d.said ->> 'watermark_from' as from, d.said ->> 'watermark_to' as to,
            d.said ->> 'undone_by' is not null as undone
       from datamorph.publications p, lateral (select to_jsonb(p) as said) d
      where outcome = 'published' and target_schema = $1 and target_name = $2`,
    [schema, name],
  );
  return rows;
};
