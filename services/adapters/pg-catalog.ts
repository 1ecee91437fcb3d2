// What there is to read, and how the target stands: a handful of set-based queries on the system catalog in one read-only transaction.
import type { PoolClient } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';
import { type CatalogPort, SourceTrouble } from '../../events/ports.ts';
import { formatTableName, parseTableName } from '../transform/names.ts';
import type { DatabaseConfig } from './config.ts';
import { type Relation, readColumns, readForeignKeys, readKeys, readRelations, rowsOf } from './pg-catalog-queries.ts';
import { readStatistics } from './pg-catalog-statistics.ts';
import { type Database, systemOnly } from './pg-pool.ts';
import { targetState } from './pg-target-state.ts';

type Request = Parameters<CatalogPort['profile']>[0];

/** Throws SourceTrouble for a source that is not there, has no one meaning, or may not be read. */
export const pgCatalog = (database: Database): CatalogPort => ({
  profile: (request) =>
    database.use(async (client, config) => {
      await client.query(`begin isolation level repeatable read read only; ${systemOnly}`);
      const catalog = await profile(client, config, request);
      await client.query('rollback');
      return catalog;
    }),
});

const profile = async (client: PoolClient, config: DatabaseConfig, { sources, target, now }: Request): Promise<Catalog> => {
  const all = await readRelations(client, config.sourceSchemas);
  const chosen =
    sources === undefined
      ? all.filter(({ inherited, readable, remote }) => readable && !inherited && !remote)
      : named(sources, all, config);
  const oids = chosen.map(({ oid }) => oid);
  const rows = await rowsOf(client, chosen);
  const columns = await readColumns(client, oids);
  const keys = await readKeys(client, oids);
  const foreignKeys = await readForeignKeys(client, oids);
  const statistics = await readStatistics(client, chosen, rows);
  const { rows: server } = await client.query<{ version: string }>("select current_setting('server_version') as version");
  return {
    takenAt: now,
    server: server[0]?.version ?? 'unknown',
    defaultSchema: config.defaultSchema,
    targetSchema: config.targetSchema,
    tables: chosen.map(({ oid, schema, name, kind, bytes, comment }) => ({
      schema,
      name,
      kind,
      rows: rows.get(oid) ?? -1,
      bytes,
      ...(comment === null ? {} : { comment }),
      columns: (columns.get(oid) ?? []).map((column) => {
        const known = statistics.get(oid)?.get(column.name);
        return known === undefined ? column : { ...column, statistics: known };
      }),
      primaryKey: keys.get(oid)?.find(({ primary }) => primary)?.columns ?? [],
      uniqueKeys: (keys.get(oid) ?? []).filter(({ primary }) => !primary).map(({ columns: unique }) => unique),
      foreignKeys: foreignKeys.get(oid) ?? [],
    })),
    target: target === undefined ? null : await targetState(client, config, target),
  };
};

/** The tables that were named, in that order, each once. */
const named = (sources: readonly string[], all: readonly Relation[], config: DatabaseConfig): readonly Relation[] => [
  ...new Set(sources.map((source) => resolve(source, all, config))),
];

const resolve = (source: string, all: readonly Relation[], { defaultSchema }: DatabaseConfig): Relation => {
  const asked = parseTableName(source);
  if (asked === undefined) throw new SourceTrouble('source-missing', `${source} is no table name: write schema.table, or table alone`);
  // Names in capitals are often written without the quotes that SQL wants.
  const candidates = [asked.name, source.trim()].map((name) =>
    all.filter((relation) => relation.name === name && (asked.schema === undefined || relation.schema === asked.schema)),
  );
  const found = candidates.find((relations) => relations.length > 0) ?? [];
  const readable = found.filter((relation) => relation.readable);
  if (found.length > 0 && readable.length === 0)
    throw new SourceTrouble(
      'access-denied',
      `${source} is there, but this login may not read it: grant select on ${found.map(fullName).join(', ')}`,
    );
  const [only, ...others] = readable;
  if (only === undefined) throw new SourceTrouble('source-missing', `there is no readable table ${source}${nearest(source, all)}`);
  if (others.length === 0) return local(only);
  const usual = readable.find(({ schema }) => schema === defaultSchema);
  if (usual !== undefined) return local(usual);
  throw new SourceTrouble('source-missing', `${source} could be ${readable.map(fullName).join(' or ')}: name it with its schema`);
};

/** What another server keeps may change between two reads of one run: then its result could be neither proved nor refuted. */
const local = (relation: Relation): Relation => {
  if (!relation.remote) return relation;
  const rows = relation.kind === 'foreign' ? 'its rows' : 'rows of its partitions';
  throw new SourceTrouble(
    'source-unsupported',
    `${fullName(relation)} cannot be a source: ${rows} lie on another server, which takes no part in the run's snapshot. Copy it into a table or a materialized view here, and name that`,
  );
};

const fullName = ({ schema, name }: Relation): string => formatTableName(schema, name);

const nearest = (source: string, all: readonly Relation[]): string => {
  const wanted = source.toLowerCase();
  const scored = all
    .filter(({ readable }) => readable)
    .map((relation) => ({ name: fullName(relation), far: Math.min(distance(wanted, fullName(relation)), distance(wanted, relation.name)) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.min(wanted.length, name.length) / 2))
    .sort((a, b) => a.far - b.far);
  return scored.length === 0
    ? ''
    : `; near it: ${scored
        .slice(0, 3)
        .map(({ name }) => name)
        .join(', ')}`;
};

/** Letters to change, add or drop (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? a.length;
};
