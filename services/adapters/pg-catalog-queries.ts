// Tables, columns and keys as the system catalog tells them: one query for all tables each.
import type { PoolClient } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier, typeOf } from '../transform/postgres.ts';

type Table = Catalog['tables'][number];
type Column = Omit<Table['columns'][number], 'statistics'>;

export type Relation = Pick<Table, 'schema' | 'name' | 'kind' | 'bytes'> & {
  readonly oid: string;
  readonly comment: string | null;
  /** Size of the rows alone, without indexes and what lies beside them. */
  readonly heap: number;
  /** Rows at the last ANALYZE; -1 before the first. */
  readonly analysed: number;
  readonly readable: boolean;
  /** A partition or an inheriting child: its parent shows its rows. */
  readonly inherited: boolean;
  /** A foreign table, or one with a foreign table among its partitions or children. */
  readonly remote: boolean;
};

const kinds: Readonly<Record<string, Table['kind']>> = { r: 'table', p: 'partitioned', v: 'view', m: 'materialized-view', f: 'foreign' };

/** undefined: all schemas but the system's and DataMorph's own. */
export const readRelations = async (client: PoolClient, schemas: readonly string[] | undefined): Promise<readonly Relation[]> => {
  const { rows } = await client.query<Omit<Relation, 'kind'> & { kind: string }>(
    `with recursive remote as (
       select f.oid from pg_class f where f.relkind = 'f'
       union
       select i.inhparent from remote r join pg_inherits i on i.inhrelid = r.oid)
     select c.oid::text as oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.reltuples::float8 as analysed,
            coalesce(pg_table_size(c.oid), 0)::float8 as bytes, coalesce(pg_relation_size(c.oid), 0)::float8 as heap, left(obj_description(c.oid, 'pg_class'), 1000) as comment,
            has_schema_privilege(n.oid, 'usage') and (has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select')) as readable,
            exists (select from pg_inherits i where i.inhrelid = c.oid) as inherited, c.oid in (select r.oid from remote r) as remote
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
        and n.nspname not in ('datamorph', 'datamorph_staging')
        and (n.nspname = any($1::text[]) or
             $1::text[] is null and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname !~ '^datamorph')
      order by n.nspname, c.relname`,
    [schemas ?? null],
  );
  return rows.map((row) => ({ ...row, kind: kinds[row.kind] ?? 'table' }));
};

/** Columns that this login may read. A domain is read as its base type, an enum as text. */
export const readColumns = async (client: PoolClient, oids: readonly string[]): Promise<ReadonlyMap<string, Column[]>> => {
  const { rows } = await client.query<{
    oid: string;
    name: string;
    source_type: string;
    kind: string;
    nullable: boolean;
    comment: string | null;
  }>(
    `with recursive base as (
       select t.oid as type, t.oid, t.typtype, t.typbasetype, t.typtypmod from pg_type t where t.typtype = 'd'
       union all
       select b.type, t.oid, t.typtype, t.typbasetype, case when t.typtype = 'd' then t.typtypmod else b.typtypmod end
         from base b join pg_type t on t.oid = b.typbasetype where b.typtype = 'd')
     select a.attrelid::text as oid, a.attname as name, coalesce(b.typtype, t.typtype) as kind, not a.attnotnull as nullable,
            case when b.oid is null then format_type(a.atttypid, a.atttypmod) else format_type(b.oid, b.typtypmod) end as source_type,
            left(col_description(a.attrelid, a.attnum), 1000) as comment
       from pg_attribute a join pg_type t on t.oid = a.atttypid
       left join base b on b.type = a.atttypid and b.typtype <> 'd'
      where a.attrelid = any($1::oid[]) and a.attnum > 0 and not a.attisdropped and has_column_privilege(a.attrelid, a.attnum, 'select')
      order by a.attrelid, a.attnum`,
    [oids],
  );
  return grouped(rows, ({ name, source_type: sourceType, nullable, comment }) => ({
    name,
    ...typeOf(sourceType),
    sourceType,
    nullable,
    ...(comment === null ? {} : { comment }),
  }));
};

type Key = { readonly primary: boolean; readonly columns: string[] };

/** Unique indexes over whole columns of all rows. */
export const readKeys = async (client: PoolClient, oids: readonly string[]): Promise<ReadonlyMap<string, Key[]>> => {
  const { rows } = await client.query<Key & { oid: string }>(
    `select i.indrelid::text as oid, i.indisprimary as primary,
            (select array_agg(a.attname::text order by k.n) from unnest(i.indkey::int2[]) with ordinality k(attnum, n)
              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.n <= i.indnkeyatts) as columns
       from pg_index i
      where i.indrelid = any($1::oid[]) and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
      order by i.indrelid, i.indisprimary desc, i.indexrelid`,
    [oids],
  );
  return grouped(rows, ({ primary, columns }) => ({ primary, columns }));
};

export const readForeignKeys = async (client: PoolClient, oids: readonly string[]): Promise<ReadonlyMap<string, Table['foreignKeys']>> => {
  const { rows } = await client.query<{ oid: string; schema: string; name: string; columns: string[]; references: string[] }>(
    `select c.conrelid::text as oid, n.nspname as schema, r.relname as name,
            (select array_agg(a.attname::text order by k.n) from unnest(c.conkey) with ordinality k(attnum, n)
              join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) as columns,
            (select array_agg(a.attname::text order by k.n) from unnest(c.confkey) with ordinality k(attnum, n)
              join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum) as references
       from pg_constraint c join pg_class r on r.oid = c.confrelid join pg_namespace n on n.oid = r.relnamespace
      where c.contype = 'f' and c.conrelid = any($1::oid[])
      order by c.conrelid, c.conname`,
    [oids],
  );
  return grouped(rows, ({ schema, name, columns, references }) => ({ columns, table: formatTableName(schema, name), references }));
};

const countedUpTo = 100_000;
const countedTables = 100;
/** Above it even the capped count would read too much. */
const countedBytes = 64 * 1024 * 1024;

/** Estimates of the last ANALYZE; before the first, small tables are counted up to a limit, larger ones as the planner guesses from their size. */
export const rowsOf = async (client: PoolClient, relations: readonly Relation[]): Promise<ReadonlyMap<string, number>> => {
  const rows = new Map(relations.map(({ oid, analysed }) => [oid, analysed]));
  const unknown = relations.filter(({ kind, analysed }) => analysed < 0 && (kind === 'table' || kind === 'materialized-view'));
  for (const { oid } of unknown.filter(({ heap }) => heap === 0)) rows.set(oid, 0);
  const small = unknown
    .filter(({ heap, readable }) => heap > 0 && heap <= countedBytes && readable)
    .sort((a, b) => a.heap - b.heap)
    .slice(0, countedTables);
  const counts = small.map(
    ({ oid, schema, name }) =>
      `select '${oid}' as oid, (select count(*)::int from (select from ${quoteIdentifier(schema)}.${quoteIdentifier(name)} limit ${countedUpTo + 1}) as counted) as rows`,
  );
  if (counts.length > 0) {
    const { rows: counted } = await client.query<{ oid: string; rows: number }>(counts.join(' union all '));
    for (const { oid, rows: count } of counted) rows.set(oid, count <= countedUpTo ? count : -1);
  }
  for (const relation of unknown.filter(({ oid }) => rows.get(oid) === -1).slice(0, countedTables))
    rows.set(relation.oid, await guessed(client, relation));
  return rows;
};

const guessed = async (client: PoolClient, { schema, name }: Relation): Promise<number> => {
  const table = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(`explain (format json) select from ${table}`);
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? -1;
};

const grouped = <Row extends { readonly oid: string }, Value>(
  rows: readonly Row[],
  value: (row: Row) => Value,
): ReadonlyMap<string, Value[]> => {
  const groups = new Map<string, Value[]>();
  for (const row of rows) groups.set(row.oid, [...(groups.get(row.oid) ?? []), value(row)]);
  return groups;
};
