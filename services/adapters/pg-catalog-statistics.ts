// Statistics of the last ANALYZE, without telling whose rows they are: text shows its shape, unless a value is short and many rows share it.
import type { PoolClient } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';
import { typeOf } from '../transform/postgres.ts';
import type { Relation } from './pg-catalog-queries.ts';

type Statistics = NonNullable<Catalog['tables'][number]['columns'][number]['statistics']>;

type Row = {
  readonly oid: string;
  readonly column: string;
  readonly source_type: string;
  readonly null_fraction: number;
  readonly distinct_values: number;
  readonly common: string[] | null;
  readonly frequencies: number[] | null;
  readonly bounds: string[] | null;
};

const maxCommon = 10;

/** By table and column; nothing for what was never analysed. */
export const readStatistics = async (
  client: PoolClient,
  relations: readonly Relation[],
  rowCounts: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Statistics>>> => {
  const { rows } = await client.query<Row>(
    `select c.oid::text as oid, s.attname::text as column, format_type(a.atttypid, a.atttypmod) as source_type,
            s.null_frac::float8 as null_fraction, s.n_distinct::float8 as distinct_values,
            s.most_common_vals::text::text[] as common, s.most_common_freqs::float8[] as frequencies,
            s.histogram_bounds::text::text[] as bounds
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.inherited = (c.relkind = 'p')
       join pg_attribute a on a.attrelid = c.oid and a.attname = s.attname
      where c.oid = any($1::oid[]) and s.schemaname = any($2::text[]) and s.tablename = any($3::text[])`,
    [relations.map(({ oid }) => oid), [...new Set(relations.map(({ schema }) => schema))], relations.map(({ name }) => name)],
  );
  const tables = new Map<string, Map<string, Statistics>>();
  for (const row of rows) {
    const columns = tables.get(row.oid) ?? new Map<string, Statistics>();
    tables.set(row.oid, columns.set(row.column, statisticsOf(row, rowCounts.get(row.oid) ?? -1)));
  }
  return tables;
};

const statisticsOf = (row: Row, rowCount: number): Statistics => {
  const { type } = typeOf(row.source_type);
  const plain = type !== null && !type.endsWith('[]') && /^(boolean|int|bigint|float|double|date|timestamp|timestamptz|decimal)/.test(type);
  const orderOf = plain ? orders[type.startsWith('decimal') ? 'decimal' : type] : undefined;
  const common = row.common ?? [];
  const values = orderOf === undefined ? [] : [...common, ...(row.bounds ?? [])].sort((a, b) => orderOf(a, b));
  const [low, high] = plain ? [values[0], values.at(-1)] : [row.bounds?.[0], row.bounds?.at(-1)].map((value) => value && shape(value));
  const shown = common.map((value, n) =>
    plain || isShared(value, row.frequencies?.[n] ?? 0, row.distinct_values, rowCount) ? value : shape(value),
  );
  return {
    nullFraction: Math.min(1, Math.max(0, row.null_fraction)),
    distinct: row.distinct_values,
    ...(low === undefined ? {} : { low: capped(low) }),
    ...(high === undefined ? {} : { high: capped(high) }),
    ...(shown.length === 0 ? {} : { common: [...new Set(shown.map(capped))].slice(0, maxCommon) }),
  };
};

/** A value of a short list such as a status, rather than of a person: nobody's address, number or name that two happen to have. */
const isShared = (value: string, frequency: number, distinct: number, rows: number): boolean => {
  const shareOfDistinct = distinct < 0 ? -distinct : rows > 0 ? distinct / rows : 1;
  return (
    value.length <= 30 && !/@|\d{4}/.test(value) && shareOfDistinct <= 0.5 && frequency >= 0.005 && (rows < 0 || frequency * rows >= 2)
  );
};

/** Letters become a or A, digits 9: enough to see a code from a sentence. */
const shape = (value: string): string =>
  value
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{L}/gu, (letter) => (letter === 'A' ? 'A' : 'a'))
    .replace(/\p{Nd}/gu, '9');

const capped = (value: string): string => ([...value].length <= 80 ? value : `${[...value].slice(0, 79).join('')}…`);

const asNumbers = (a: string, b: string): number => Number(a) - Number(b);
const asTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
// ISO dates and times sort as texts; infinities and years before 1 do not, and are rare enough.
const orders: Readonly<Record<string, (a: string, b: string) => number>> = {
  int: asNumbers,
  bigint: asNumbers,
  float: asNumbers,
  double: asNumbers,
  decimal: asNumbers,
  date: asTexts,
  timestamp: asTexts,
  timestamptz: asTexts,
};
