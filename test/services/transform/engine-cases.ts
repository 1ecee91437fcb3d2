// What both engines are asked: every example of a function, many expressions over awkward rows, every kind of step.
import type { Step } from '../../../contracts/generated/types.ts';
import { functions } from '../../../services/transform/check/functions/all.ts';
import type { PlannedCase } from './engines.ts';
import { catalogOf, diagnosticsOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

const columns = {
  id: 'integer!',
  i: 'integer',
  j: 'bigint',
  si: 'smallint',
  d: 'numeric(12,2)',
  e: 'numeric(10,4)',
  n: 'numeric',
  w: 'numeric(38,18)',
  f: 'real',
  g: 'double precision',
  b: 'boolean',
  x: 'text',
  y: 'character varying(20)',
  c: 'character(5)',
  dt: 'date',
  du: 'date',
  ts: 'timestamp without time zone',
  tz: 'timestamp with time zone',
  u: 'uuid',
  k: 'text',
};
const partners = { rid: 'integer!', i: 'integer', name: 'text' };
export const awkward = catalogOf(tableOf('s', 't', ['id'], columns), tableOf('s', 'r', ['rid'], partners));

/** NULLs, ties, extremes, NaN, Unicode, month ends, summer time, texts that are almost numbers. */
export const awkwardRows = String.raw`
create schema s;
create table s.t (${Object.entries(columns).map(([name, type]) => `${name} ${type.replace('!', ' primary key')}`)});
create table s.r (${Object.entries(partners).map(([name, type]) => `${name} ${type.replace('!', ' primary key')}`)});
insert into s.t values
(1, 7, 2, 3, 12.34, 1.2345, 1.5, 1.123456789012345678, 0.1, 2.5, true, 'Straße', 'b', 'ab', '2024-02-29', '2025-03-01', '2024-02-29 23:59:59.123456', '2024-03-31 01:30:00+01', '0f8fad5b-d9cb-469f-a165-70867728950e', ' 12 '),
(2, -7, 0, -3, -0.01, 0, 1e-10, -99999999999999999999.5, 1.5, -2.675, false, '', 'B', '', '1969-12-31', '1970-01-01', '1969-12-31 23:59:59', '1969-12-31 23:59:59.5+00', null, '+5'),
(3, 2147483647, 9223372036854775807, null, 9999999999.99, 999999.9999, 123456789.123456789, 0, null, 1e300, null, '  a b  ', null, 'é', '2023-12-31', '2024-01-01', '2023-12-31 00:00:00', '2024-10-27 01:30:00+00', null, '2024-02-30'),
(4, -2147483648, -9223372036854775808, 0, -9999999999.99, -1.0001, 0, 1, -0.0, -0.0, true, 'İstanbul ΣΑΣ', 'ß', 'zzzzz', '2024-03-31', '2024-02-29', '2024-03-31 02:30:00.5', '2024-03-31 02:30:00+00', null, '2024-02-29'),
(5, 0, 1, 1, 0, 0.0001, null, null, 'NaN', 'NaN', false, 'a%b_c\d', 'aa', 'a', null, null, null, null, null, '1e3'),
(6, null, null, null, null, null, null, null, null, 'Infinity', null, null, null, null, '9999-12-31', '0001-01-01', '9999-12-31 23:59:59.999999', null, null, 'TRUE'),
(7, 3, 3, 2, 0.05, 2.5, 2.675, 2.5, 2.5, 1.005, true, E'z\nz', 'é', 'b', '2025-01-01', '2025-01-05', '2025-01-05 12:00:00', '2025-01-05 12:00:00+00', null, 'no'),
(8, 100, 1000000, 5, 100.00, 3.3333, 3, 3.333333333333333333, 3, 0.30000000000000004, true, '😀a', '𝒜', 'x', '2024-12-30', '2024-12-29', '2024-12-30 10:20:30.1', '2024-12-30 10:20:30+00', null, '2024-02-29 10:20:30.5'),
(9, 7, 2, 3, 12.34, 1.2345, 1.5, 1.123456789012345678, 0.1, 2.5, true, 'Straße', 'b', 'ab', '2024-02-29', '2025-03-01', '2024-02-29 23:59:59.123456', '2024-03-31 01:30:00+01', null, '00012.345'),
(10, 5, 5, 5, 1.00, 1.0000, 1, 1, 1, 4503599627370497.5, false, 'abcabc', 'abc', 'abc', '2024-01-31', '2024-02-01', '2024-01-31 12:00:00', '2024-01-31 12:00:00+00', null, E'5\n');
insert into s.r values (1, 7, 'seven'), (2, 7, 'sieben'), (3, 0, 'zero'), (4, null, 'null'), (5, 12345, 'lonely');`;

const t = { name: 't', table: 's.t' };
const r = { name: 'r', table: 's.r' };

/** One plan with all expressions beside the row's id, each stored as what it is computed as. */
const rowCase = (name: string, expressions: readonly string[]): PlannedCase => {
  const computed = expressions.map((expr, at) => ({ name: `e${at}`, expr }));
  return stepCase(
    name,
    [{ name: 'computed', do: 'select', columns: [{ name: 'id', expr: 'id' }, ...computed], others: 'drop' }],
    ['id', ...computed.map((each) => each.name)],
  );
};

const stepCase = (name: string, steps: Step[], wanted: readonly string[], sources = [t]): PlannedCase => {
  const asked = targetOf(Object.fromEntries(wanted.map((column) => [column, 'bytes'])));
  // a wrong type makes the checker say the right one
  const types = new Map(
    diagnosticsOf(specOf(steps, asked, sources), awkward).map(({ at, expected }) => [Number(at.split('/')[3]), expected[0] ?? '']),
  );
  const target = targetOf(Object.fromEntries(wanted.map((column, at) => [column, types.get(at) ?? 'bytes'])));
  return { name, plan: planOf(specOf(steps, target, sources), awkward) };
};

const expressions = String.raw`
i / j; i / 2; i / 3.0; d / e; d / 3; d / i; 1 / i; 1.5 / d; d * e; d + e; d - 1; d * 1.19; i * 0.5; w / e; w + 1; w - w / 2; j / 3; n / 7; n + d
-d; -g; g / i; g * 2; g / 0; g + d; g - f; f * 2; f + i; i % 3; j % 2; d % e; d % 3; div(i, 2); div(i, j); div(7, -2); i / 0; abs(i % 100); abs(g)
ceil(d); ceil(e); ceil(g); floor(d); floor(g); ceil(i); round(d); round(e, 2); round(e, 9); round(g, 2); round(f, 1); round(i % 100, -1); round(d, -2)
round(n, 3); sign(d); sign(g); sign(i); case when i > 5 then 'big' when i is null then 'none' else 'small' end; case i when 7 then 1.5 when 0 then 2 end
case when b then d else 0 end; case when b then i else j end; i in (7, 0, null); i not in (7, 0); d in (12.34, 0); i between 0 and 10; d between 0 and 12.34
dt between '2024-01-01' and '2024-12-31'; x like 'a%'; x like '%\\d'; x like '%\_%'; x ilike 'STRA%'; x ilike '%A%'; x not like '%a%'; x < y; x >= 'a'
y < 'a'; c = 'ab'; c || '|'; length(c); d = 0; d <> g; g > 1; g = g; g >= f; i = d; i is distinct from j; d is not distinct from null; b and i > 0; b or i > 0
not b; b is true; b is not true; coalesce(d, 0); coalesce(i, j, 1.5); coalesce(x, y, 'none'); coalesce(dt, ts); nullif(i, 7); nullif(x, ''); greatest(i, 5, j)
least(d, e); greatest(x, y, 'b'); least(g, 1); concat(x, '-', y); x || '-' || y || 'z'; concat_ws('-', x, y, 'q'); upper(x); lower(x); trim(x); ltrim(x); rtrim(x)
length(x); substring(x, 2, 3); substring(x, -2); substring(x, 0, 2); substring(x, i % 5, 2); substring(x, -8, 4); left(x, 2); left(x, i % 5); right(x, i % 5)
replace(x, 'a', 'ZZ'); replace(x, '', 'Q'); replace(x, y, 'Q'); starts_with(x, y); ends_with(x, ''); contains(x, y); position(y in x); lpad(x, 4, '*'); rpad(x, 8, 'xy')
quarter(dt); isodow(dt); hour(tz); second(ts); date_trunc('week', dt); date_trunc('quarter', dt); date_trunc('hour', ts); date_trunc('day', tz)
date_add(date '2024-02-28', i % 100); add_months(date '2024-01-31', i % 100); last_day(dt); datediff('day', dt, du); datediff('week', dt, du); datediff('month', dt, du)
datediff('quarter', dt, du); datediff('hour', ts, timestamp '2024-01-01 00:00:00'); datediff('minute', ts, tz); datediff('second', ts, timestamp '2024-01-01 00:00:00.5')
cast(d as text); cast(b as text); cast(b as int); cast(dt as text); cast(ts as text); cast(tz as text); cast(u as text); cast(d as int); cast(-1.9 as int); cast(w as bigint)
cast(j as int); cast(g as int); cast(g as bigint); cast(f as int); cast(g as decimal(10,2)); cast(f as decimal(10,3)); cast(d as decimal(5,1)); cast(i as decimal(5,2))
cast(w as decimal(10,4)); cast(n as double); cast(d as float); cast(k as int); cast(k as bigint); cast(k as decimal(5,2)); cast(k as double); cast(k as boolean)
cast(k as date); cast(k as timestamp); cast(ts as date); cast(ts as timestamptz); try_cast(k, 'int'); cast(x as uuid); u = '0F8FAD5B-D9CB-469F-A165-70867728950E'
ts >= dt; tz = '2024-03-31 00:30:00'; 'it''s "q" \ back'; 3000000000; -9223372036854775808; 12345678901234567890; round(d * 1.19 / 3, 2); (d + e) * (d - e) / nullif(e, 0)
2 * (i % 10); 10 - (i % 10 - 3); 1 + i % 10 * 2 - 3`
  .split(/[;\n]/)
  .map((line) => line.trim())
  .filter((line) => line !== '');

const aggregates = `
count(*); count(d); count(distinct i); count(distinct i, b); count(*) filter (where d > 1); count(distinct x) filter (where i > 0); sum(i % 1000); sum(j % 1000); sum(d)
sum(distinct d); sum(d) filter (where b); avg(i); avg(j); avg(d); avg(distinct d); avg(w % 1000); min(x); max(x); min(d); max(g); max(dt); min(tz); max(u); bool_and(b)
bool_or(i > 5); bool_and(b) filter (where i > 5); sum(d) / count(*); coalesce(sum(e), 0); round(100.0 * count(*) filter (where b) / count(*), 2)`
  .split(/[;\n]/)
  .map((line) => line.trim())
  .filter((line) => line !== '');

const compute = aggregates.map((expr, at) => ({ name: `a${at}`, expr }));
const computedNames = compute.map(({ name }) => name);
const over = (by: Extract<Step, { do: 'aggregate' }>['by']): Step => ({ name: 'grouped', do: 'aggregate', by, compute });
const joined = (kind: Extract<Step, { do: 'join' }>['kind'], more: Partial<Extract<Step, { do: 'join' }>> = {}): Step => ({
  name: 'joined',
  do: 'join',
  left: 't',
  right: 'r',
  kind,
  on: kind === 'cross' ? [] : [{ left: 'i', right: 'i' }],
  keep: [
    { side: 'left', columns: ['id', 'x'] },
    ...(kind === 'semi' || kind === 'anti' ? [] : [{ side: 'right' as const, columns: ['rid', 'name'] }]),
  ],
  expect: 'many',
  ...more,
});

export const awkwardCases = (): readonly PlannedCase[] => [
  ...Array.from({ length: Math.ceil(expressions.length / 40) }, (_, at) =>
    rowCase(`expressions ${at + 1}`, expressions.slice(at * 40, at * 40 + 40)),
  ),
  stepCase('every column as it is', [], Object.keys(columns)),
  stepCase('aggregates over all rows', [over([])], computedNames),
  stepCase('aggregates over no rows', [{ name: 'none', do: 'filter', where: 'id < 0' }, over([])], computedNames),
  stepCase(
    'aggregates by computed keys',
    [over(['b', { name: 'month', expr: "date_trunc('month', dt)" }, { name: 'x', expr: 'upper(x)' }])],
    ['b', 'month', 'x', ...computedNames],
  ),
  stepCase(
    'keys without aggregates',
    [{ name: 'keys', do: 'aggregate', by: ['b', { name: 'one', expr: "'1'" }], compute: [] }],
    ['b', 'one'],
  ),
  ...(['inner', 'left', 'right', 'full', 'cross'] as const).map((kind) =>
    stepCase(`${kind} join`, [joined(kind)], ['id', 'x', 'rid', 'name'], [t, r]),
  ),
  ...(['semi', 'anti'] as const).map((kind) => stepCase(`${kind} join`, [joined(kind)], ['id', 'x'], [t, r])),
  stepCase(
    'a table joined to itself',
    [
      joined('inner', {
        right: 't',
        on: [{ left: 'upper(x)', right: 'upper(x)' }],
        keep: [
          { side: 'left', columns: ['id'] },
          { side: 'right', columns: [{ column: 'id', as: 'other' }] },
        ],
      }),
    ],
    ['id', 'other'],
  ),
  stepCase(
    'equal rows once',
    [
      { name: 'less', do: 'select', columns: [], others: 'keep', drop: ['id', 'u', 'k'] },
      { name: 'once', do: 'dedupe' },
    ],
    ['i', 'd', 'f', 'g', 'x', 'ts'],
  ),
  stepCase(
    'the first row per key',
    [
      {
        name: 'first',
        do: 'dedupe',
        keys: ['b'],
        order: [
          { expr: 'x', direction: 'desc' },
          { expr: 'g / 2', direction: 'asc', nulls: 'first' },
        ],
      },
    ],
    ['b', 'id', 'x'],
  ),
  stepCase(
    'the first row per key, by all columns',
    [
      { name: 'less', do: 'select', columns: [], others: 'keep', drop: ['id'] },
      { name: 'first', do: 'dedupe', keys: ['b'] },
    ],
    ['b', 'i', 'x'],
  ),
  ...(['keep', 'break'] as const).flatMap((ties) => [
    stepCase(`top, ties: ${ties}`, [{ name: 'top', do: 'top', n: 3, order: [{ expr: 'd', direction: 'desc' }], ties }], ['id', 'd']),
    stepCase(
      `top per group, ties: ${ties}`,
      [{ name: 'top', do: 'top', n: 2, by: ['b'], order: [{ expr: 'd', direction: 'desc', nulls: 'first' }], ties }],
      ['id', 'b', 'd'],
    ),
  ]),
];

/** Per function a plan whose columns are, in turn, an example and what it must give. */
export const exampleCases = (): readonly PlannedCase[] =>
  [...functions].map(([name, { examples }]) => {
    const both = examples.flatMap(([example, result], at) => [
      { name: `given${at}`, expr: example },
      { name: `wanted${at}`, expr: result },
    ]);
    return stepCase(
      name,
      [{ name: 'examples', do: 'select', columns: both, others: 'drop' }],
      both.map((each) => each.name),
      [r],
    );
  });
