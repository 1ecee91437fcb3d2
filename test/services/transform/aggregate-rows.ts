// Rows that aggregates, windows, levels and pivots are tried on, and the shortest way to a plan over them.
import type { Step } from '../../../contracts/generated/types.ts';
import { exampleRows } from '../../../services/transform/check/aggregates/signature.ts';
import type { PlannedCase } from './engines.ts';
import { catalogOf, diagnosticsOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

const sourceTypes: Readonly<Record<string, string>> = { int: 'integer', double: 'double precision', 'decimal(6,2)': 'numeric(6,2)' };
const exampleColumns = Object.fromEntries(
  Object.entries(exampleRows.columns).map(([name, type]) => [
    name,
    `${sourceTypes[type] ?? type}${name === 'id' || name === 'team' ? '!' : ''}`,
  ]),
);
const readings = {
  id: 'integer!',
  grp: 'text',
  sub: 'text',
  i: 'integer',
  j: 'bigint',
  d: 'numeric(12,2)',
  w: 'numeric(38,18)',
  g: 'double precision',
  b: 'boolean',
  x: 'text',
  day: 'date',
  ts: 'timestamp without time zone',
  u: 'uuid',
};
const measured = {
  id: 'integer!',
  grp: 'integer',
  g: 'double precision',
  d: 'numeric(12,2)',
  w: 'numeric(38,18)',
  same: 'double precision',
};
const odd = { id: 'integer!', 'a.b': 'text', level: 'text', value: 'text', 'q"`': 'integer', place: 'integer', w1: 'integer' };
const catalog = catalogOf(
  tableOf('a', 'odd', ['id'], odd),
  tableOf('a', 'floats', ['id'], measured),

  tableOf('a', 'examples', ['id'], exampleColumns),
  tableOf('a', 't', ['id'], readings),
  tableOf('a', 'ties', [], readings),
);

const literal = (value: string | null): string => (value === null ? 'null' : `'${value}'`);
const create = (name: string, columns: Readonly<Record<string, string>>): string =>
  `create table a.${name} (${Object.entries(columns).map(([column, type]) => `"${column.replaceAll('"', '""')}" ${type.replace('!', '')}`)});`;

/** NULLs, ties, NaN, texts of which one begins another, month ends, large and tiny numbers. */
export const aggregateRows = `
create schema a;
${create('examples', exampleColumns)}
insert into a.examples values ${exampleRows.rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')};
${create('t', readings)}
insert into a.t values
(1, 'a', 'x', 7, 2, 12.34, 1.123456789012345678, 2.5, true, 'a', '2024-02-29', '2024-02-29 23:59:59.123456', '0f8fad5b-d9cb-469f-a165-70867728950e'),
(2, 'a', 'x', -7, 0, -0.01, -9.5, -2.675, false, 'ab', '2024-03-01', '2024-02-29 23:59:59.123455', null),
(3, 'a', 'y', 2147483647, 9223372036854775, 9999999999.99, 0, 1e10, null, 'B', '2024-03-02', '2024-03-01 00:00:00', null),
(4, 'b', 'y', -2147483648, -9223372036854775, -9999999999.99, 1, -0.0, true, 'ß', '2024-03-01', '2024-03-01 00:59:59', '7c9e6679-7425-40de-944b-e07fc1f90ae7'),
(5, 'b', 'x', 0, 1, 0, null, 'NaN', false, '', null, null, null),
(6, null, null, null, null, null, null, null, null, null, '2024-12-31', '2024-12-31 10:00:00', null),
(7, 'b', null, 3, 3, 0.05, 2.5, 1.005, true, '😀', '2024-03-08', '2024-03-01 01:59:59.5', null),
(8, null, 'x', 100, 1000000, 100.00, 3.3, 0.3, true, 'é', '2024-03-08', '2024-03-02 10:20:30.1', null),
(9, 'a', 'x', 7, 2, 12.34, 1.1, 2.5, null, 'a', '2024-02-29', '2024-02-29 23:59:59.123456', null),
(10, 'c', 'z', null, null, null, null, null, null, null, null, null, null);
${create('ties', readings)}
insert into a.ties select * from a.t union all select * from a.t;
${create('floats', measured)}
insert into a.floats select n, n % 5, 1000000 + sin(n) * exp(n % 7), (n * 7919 % 100000) / 100.0, n / 7.0, 0.1 from generate_series(1, 3000) as n;
insert into a.floats values (3001, 9, 0.1, 1.23, 1, 0.1), (3002, 9, 0.3, null, null, null), (3003, 10, null, null, null, null);
${create('odd', odd)}
insert into a.odd values (1, 'x', 'l', 'v', 1, 1, 1), (2, 'x', 'm', 'w', 2, 1, 2), (3, null, 'l', 'u', 1, 2, 3), (4, 'y', null, null, null, null, 4);`;

const sources = {
  t: { name: 't', table: 'a.t' },
  examples: { name: 't', table: 'a.examples' },
  ties: { name: 't', table: 'a.ties' },
  floats: { name: 't', table: 'a.floats' },
  odd: { name: 't', table: 'a.odd' },
} as const;

export const stepCase = (name: string, steps: Step[], wanted: readonly string[], source: keyof typeof sources = 't'): PlannedCase => {
  const types = typesIn(steps, wanted, source);
  const target = targetOf(Object.fromEntries(wanted.map((column) => [column, types.get(column) ?? 'bytes'])));
  return { name, plan: planOf(specOf(steps, target, [sources[source]]), catalog) };
};

/** A wrong type makes the checker say the right one. */
export const typesIn = (steps: Step[], wanted: readonly string[], source: keyof typeof sources): ReadonlyMap<string, string> => {
  const asked = targetOf(Object.fromEntries(wanted.map((column) => [column, 'bytes'])));
  const found = diagnosticsOf(specOf(steps, asked, [sources[source]]), catalog);
  const other = found.filter(({ code }) => code !== 'target-type');
  if (other.length > 0) throw new Error(JSON.stringify(other, null, 2));
  return new Map(found.map(({ at, expected }) => [wanted[Number(at.split('/')[3])] ?? '', expected[0] ?? '']));
};

export const lines = (text: string): readonly string[] =>
  text
    .split(/[;\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export type Computed = Extract<Step, { do: 'window' }>['compute'][number];
export type Order = Computed['order'];
export const asc = (expr: string, nulls?: 'first' | 'last'): Order[number] => ({ expr, direction: 'asc', ...(nulls && { nulls }) });
export const desc = (expr: string, nulls?: 'first' | 'last'): Order[number] => ({ expr, direction: 'desc', ...(nulls && { nulls }) });

export const none: Step = { name: 'none', do: 'filter', where: 'id < 0' };
