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
/** Added later, with values of their own. */
const furtherColumns = {
  ta: 'text[]',
  ia: 'integer[]',
  na: 'numeric(12,2)[]',
  da: 'date[]',
  js: 'jsonb',
  ba: 'bytea',
  p: 'text',
  q: 'double precision',
};
const partners = { rid: 'integer!', i: 'integer', name: 'text' };
export const awkward = catalogOf(tableOf('s', 't', ['id'], { ...columns, ...furtherColumns }), tableOf('s', 'r', ['rid'], partners));

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
alter table s.t ${Object.entries(furtherColumns)
  .map(([name, type]) => `add ${name} ${type}`)
  .join(', ')};
update s.t set (ta, ia, na, da, js, ba, p, q) = (select f.ta, f.ia, f.na, f.da, f.js, f.ba, f.p, f.q from (values
(1, array['a', 'b,c', null, 'NULL', 'é"\'], array[1, null, 3], array[1.50, -0.01], array['2024-02-29'::date], '{"a": {"b": [1, "x", 12.50]}, "c": "text"}'::jsonb, '\x00ff'::bytea, '28.02.2024', 1e308::double precision),
(2, '{}', '{}', '{}', '{}', '[1, 2.5, null]', '', '2.1.2024', -1.7976931348623157e308),
(3, array[''], array[2147483647, -2147483648], array[9999999999.99], array['0001-01-01'::date, '9999-12-31'], '{"c": null, "d": true, "e": 1e10, "f": 0.0001}', '\xdeadbeef', '31.04.2024', 5e-324),
(4, array['😀', ' x '], null, null, null, '"[plain]"', '\x00ff', ' 01.12.2023 ', -5e-324),
(5, '{{a,b},{c,d}}', '[3:5]={7,8,9}', null, null, '{"c": "😀 \"q\" {", "a": {"b": [123456789.125, 1e300, -0.5, 12345678901234567890]}}', null, '29.02.2023', 1e200),
(6, null, null, null, null, null, null, null, null),
(7, array['b'], array[7], array[0.00], array['2025-01-05'::date], '{"c": "", "a": {"b": []}, "n": {"x": [{}], "y": "a b"}}', '\x61', '', 710),
(8, array['a', 'a'], array[5, 5, 5], array[1.00, null], null, '[]', '\x', '31.12.9999', -746),
(9, array['a', 'b,c', null, 'NULL', 'é"\'], array[1, null, 3], array[1.50, -0.01], array['2024-02-29'::date], '{"c": 7}', '\x00ff', '28/02/2024', 0.5),
(10, array['abc'], array[10], array[10.10], array['2024-01-31'::date], '3.10', '\x0a', '1.1.0000', 1e16)
) as f(id, ta, ia, na, da, js, ba, p, q) where f.id = s.t.id);
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
-d; -g; g / i; g * 2; g / nullif(i, 7); g + d; g - f; f * 2; f + i; i % 3; j % 2; d % e; d % 3; div(i, 2); div(i, j); div(7, -2); i / nullif(i, i); abs(i % 100); abs(g)
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
2 * (i % 10); 10 - (i % 10 - 3); 1 + i % 10 * 2 - 3
g + q; g - q; g * q; g / q; q * q; q / cast(0.00000000001 as double); q * q * q; q + q + g; (g + q) * (g - q) / (q + 1); q * q / q; trunc(g); trunc(q)
trunc(d); trunc(d, 1); trunc(d, -2); trunc(e, 3); trunc(w, 5); trunc(n, -3); trunc(i, -2); trunc(j, -3); trunc(d, -12); trunc(i); sqrt(g); sqrt(d)
sqrt(q); power(g, 2); power(g, 0.5); power(d, -1); power(q, 2); power(q, -2); power(2, q); power(-1.5, q); power(-2, i); power(q, g); power(g, q)
exp(g); exp(q); ln(g); ln(q); ln(d); log10(g); log10(j); initcap(x); initcap(y); initcap('a  b '); translate(x, 'aSß', 'xy'); translate(x, '😀', 'é')
translate(x, 'a', '😀'); reverse(x); repeat(x, 3); repeat(x, 0); repeat(x, -1); split(x, 'a'); split(x, ' '); split(k, '.'); split_part(x, ' ', 1)
split_part(x, 'b', -1); split_part(x, 'b', 9); md5(x); md5(ba); sha2(x, 256); sha2(x, 512); sha2(ba, 224); trim(x, 'a z'); trim(x, '😀')
ltrim(x, ' a'); rtrim(x, 'b ]'); rtrim(x, 'z'); trim(leading from x); trim(trailing 'bß ' from x); x like 'a!%b!_c%' escape '!'
x like '%!%' escape '!'; x not ilike '%S%' escape '#'; b is unknown; b is not unknown; cast(i as boolean); cast(j as boolean); week(dt); week(ts)
isoyear(dt); isoyear(tz); doy(dt); epoch(ts); epoch(tz); extract(week from dt); add_months(ts, i % 50); add_months(tz, -1); add_months(du, i % 20)
months_between(dt, du); months_between(ts, dt); months_between(ts, tz); months_between(du, ts, 'whole'); months_between(dt, du, 'whole')
months_between(ts, tz, 'whole'); seconds_between(ts, tz); seconds_between(dt, ts); seconds_between(tz, du); last_day(du); next_day(du, 'sunday')
make_date(2024, i % 14, 31); make_date(i, 2, 29); make_date(2000 + i % 30, 2, 29); make_date(i, i, i); make_date(2024, 2, id * 3)
to_date(p, 'dd.MM.yyyy'); to_date(p, 'd.M.yyyy'); to_date(p, 'dd/MM/yyyy'); to_date(k, 'yyyy-MM-dd'); to_timestamp(k, 'yyyy-MM-dd HH:mm:ss')
to_timestamp(k, 'yyyy-MM-dd HH:mm:ss.SSS'); to_timestamp(p, 'd.M.yyyy'); to_timestamp(cast(ts as text), 'yyyy-MM-dd HH:mm:ss.SSSSSS')
date_format(dt, 'dd.MM.yyyy'); date_format(ts, 'EEEE, d MMMM yyyy HH:mm'); date_format(ts, 'yyyyMMddTHHmmss.SSS'); date_format(tz, 'HH:mm:ss.SSSSSS')
date_format(du, 'EEE MMM d'); date_format(ts, 'H:mm'); at_zone(tz, 'Europe/Vienna'); at_zone(ts, 'Europe/Vienna'); at_zone(tz, 'Asia/Kolkata')
at_zone(at_zone(ts, 'Europe/Vienna'), 'Europe/Vienna'); at_zone(ts, 'Australia/Lord_Howe'); at_zone(ts, 'UTC'); dt - days(i % 100); du + months(1)
ts - hours(i % 100); ts + seconds(i); tz + weeks(i % 10); ts - years(4); tz + months(i % 30); date_trunc('month', ts + months(1)) - days(1); ta; ia
na; da; ta[1]; ta[5]; ta[0]; ta[i]; ia[2]; na[1]; da[1]; array_length(ta); array_length(ia); array_contains(ta, 'a'); array_contains(ta, x)
array_contains(ia, 1); array_contains(ia, i); array_join(ta, '|'); ta = split('a', ','); ia = ia; ta is distinct from split(x, 'b'); js
json_text(js, '$.a.b[0]'); json_text(js, '$.a.b[1]'); json_text(js, '$.a.b[2]'); json_text(js, '$.a.b'); json_text(js, '$.a'); json_text(js, '$.c')
json_text(js, '$.d'); json_text(js, '$.e'); json_text(js, '$.f'); json_text(js, '$[1]'); json_text(js, '$[0]'); json_text(js, '$.c[0]'); json_text(js, '$[2]'); json_text(js, '$')
json_text(js, '$.n'); json_text(js, '$["c"]'); json_array_length(js); cast(js as text); ba; regexp_like(x, '^[a-z]'); regexp_like(x, 'a|ab|abc')
regexp_like(x, '(?i)straße$'); regexp_like(x, '\s'); regexp_like(x, '\bb\b'); regexp_like(x, '.\n.'); regexp_like(x, '\W')
regexp_like(k, '^[+-]?\d+$'); regexp_replace(x, '[^a-z]+', '_'); regexp_replace(x, '\s+', ' '); regexp_replace(x, '([a-c])([a-c])', '\2\1')
regexp_replace(x, '.', '$1'); regexp_replace(x, '^.', '\\'); regexp_replace(k, '^0+', ''); regexp_replace(x, '[^\w]', ''); regexp_extract(x, '[a-z]+')
regexp_extract(x, '(.*) (.*)$', 1); regexp_extract(x, '(.*)b', 1); regexp_extract(k, '(\d+)(-\d+)?', 2); regexp_extract(k, '(\d+)-(\d+)', 2)
regexp_extract(k, '\d{2,4}'); regexp_extract(x, '(a|é|S)(.)', 2); regexp_extract(x, '[😀-😂]'); cast(k as decimal(10,2)); cast('1.5e3' as decimal(10,2))
cast(x as double); cast(f as decimal(10,3)); cast(f as decimal(10,6)); cast(q as decimal(20,5)); cast(cast(q as decimal(38,5)) as text)
cast(p as date); case when id <> 6 then next_day(dt, 'monday') end; case when id <> 6 then next_day(dt, 'wednesday') end
case when id <> 6 then at_zone(ts, 'America/New_York') end; case when id <> 6 then dt + days(3) end; case when id <> 6 then dt + weeks(1) end
case when id <> 6 then du - years(1) end; case when id <> 6 then ts + days(1) end; case when id <> 6 then ts + minutes(90) end
case when id <> 6 then ts + months(1) end; case when id <> 6 then date_format(at_zone(ts, 'Europe/Vienna'), 'HH:mm') end; ts + days(i % 7) + hours(1)
round(sqrt(abs(g)) * q / (g + 1), 3); to_date(lower(p) || '', 'dd.MM.yyyy'); json_text(js, '$.a.b[3]')`
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
  stepCase('every column as it is', [], [...Object.keys(columns), ...Object.keys(furtherColumns)]),
  {
    name: 'targets narrower than computed',
    plan: planOf(
      specOf([], targetOf({ id: 'int', f: 'decimal(12,4)', e: 'decimal(10,2)', d: 'decimal(12,1)', i: 'double', na: 'decimal(12,2)[]' }), [
        t,
      ]),
      awkward,
    ),
  },
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
      { name: 'less', do: 'select', columns: [], others: 'keep', drop: ['id', 'u', 'k', 'js', 'p', 'q'] },
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
