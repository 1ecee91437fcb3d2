// Every function and operator over awkward rows.
import type { Case } from '../postgres.ts';
import { caseOf, lines } from './case.ts';

export const rowCases = (): readonly Case[] =>
  chunks([...expressions, ...rounded], 40).map((some, at) => {
    const columns = some.map((expr, n) => ({ name: `e${n}`, expr }));
    const named = [{ name: 'id', expr: 'id' }, ...columns];
    return caseOf(
      `expressions ${at + 1}`,
      [{ name: 'computed', do: 'select', input: 't', columns: named, others: 'drop' }],
      named.map(({ name }) => name),
    );
  });

const expressions = lines(String.raw`
i / j; i / 2; d / e; d / i; 1.5 / d; d * e; d + e; d - 1; d * 1.19; i * 0.5; w / e; n / 7; n + d; -d; -g; g / i; g * 2; g - f; g * g; g + q; q * g; f * 2; q / g
i % 3; j % 2; d % e; div(i, 2); div(i, j); abs(i % 100); abs(g); ceil(d); ceil(g); floor(d); floor(g); round(d); round(e, 2); round(g, 2); round(q, 1); round(i % 100, -1)
round(d, -2); trunc(d); trunc(e, 2); trunc(i, -2); trunc(g); trunc(d, -3); sign(d); sign(g); sqrt(g); sqrt(d)
case when i > 5 then 'big' when i is null then 'none' else 'small' end; case i when 7 then 1.5 when 0 then 2 end; case when b then i else j end
i in (7, 0, null); i not in (7, 0); d between 0 and 12.34; dt between '2024-01-01' and '2024-12-31'; x like 'a%'; x like '%\\d'; x ilike 'STRA%'; x like '%!%%' escape '!'
x not ilike '%a%'; x like '_%' escape '!'; x < y; x >= 'a'; c = 'ab'; d <> g; g = g; g >= f; i is distinct from j; d is not distinct from null; b and i > 0; b or i > 0; not b
b is not true; b is unknown; (i > 0) is not unknown; coalesce(d, 0); coalesce(i, j, 1.5); coalesce(dt, ts); nullif(i, 7); greatest(i, 5, j); least(d, e); greatest(x, y, 'b'); least(g, 1)
concat(x, '-', y); x || '-' || y; concat_ws('-', x, y, 'q'); upper(x); lower(x); initcap(x); initcap(y || ' eÉ ab-cd'); trim(x); ltrim(x, 'aS '); rtrim(x, 'ca '); trim(both 'a' from x)
length(x); substring(x, 2, 3); substring(x, -2); substring(x, 0, 2); substring(x, i % 5, 2); left(x, i % 5); right(x, i % 5); replace(x, 'a', 'ZZ'); replace(x, y, 'Q'); starts_with(x, y)
ends_with(x, ''); contains(x, y); position(y in x); lpad(x, 4, '*'); rpad(x, 8, 'xy'); translate(x, 'abß', 'xy'); reverse(x); repeat(y, 3); split_part(x, 'a', 2); split_part(x, 'b', -1)
md5(x); sha2(x, 256); md5(ba); sha2(ba, 512); regexp_like(x, '^[a-z]+$'); regexp_like(x, '(?i)STR|b'); regexp_replace(x, '([a-c]+)', '<\1>'); regexp_replace(x, '(.)b', '\1\1')
regexp_extract(x, '[A-Z][a-z]+'); regexp_extract(x, '([a-z])([a-z])', 2); regexp_replace(k, '\D+', ''); regexp_like(k, '\bT'); regexp_extract(k, '(\d+)(x)?', 2); regexp_like(x, '\s')
year(dt); quarter(dt); month(ts); week(dt); isoyear(dt); doy(dt); isodow(dt); hour(tz); minute(ts); second(ts); epoch(ts); epoch(tz); date_trunc('week', dt); date_trunc('quarter', dt)
date_trunc('hour', ts); date_trunc('day', tz); date_trunc('year', ts); date_add(date '2024-02-28', i % 100); add_months(date '2024-01-31', i % 100); add_months(ts, 1); last_day(dt)
next_day(dt, 'friday'); make_date(2024, i, 29); make_date(i, 2, 29); months_between(dt, du); months_between(ts, du); months_between(ts, dt, 'whole'); seconds_between(ts, tz); seconds_between(dt, ts)
datediff('day', dt, du); datediff('week', dt, du); datediff('month', dt, du); datediff('quarter', dt, du); datediff('year', du, ts); datediff('hour', ts, timestamp '2024-01-01 00:00:00')
datediff('minute', ts, tz); datediff('second', ts, timestamp '2024-01-01 00:00:00.5'); dt + days(3); dt - months(1); ts + hours(30); ts - seconds(1); dt + weeks(2); ts + years(1); dt - years(4)
at_zone(tz, 'Europe/Vienna'); at_zone(ts, 'Europe/Vienna'); at_zone(ts, 'America/New_York'); at_zone(ts, 'Asia/Kolkata'); at_zone(tz, 'Australia/Lord_Howe')
to_date(p, 'dd.MM.yyyy'); to_date(p, 'd.M.yyyy'); to_date(k, 'yyyy-MM-dd'); to_timestamp(k, 'yyyy-MM-dd HH:mm:ss'); to_timestamp(k, 'yyyy-MM-dd HH:mm:ss.SSS'); to_date(p, 'dd/MM/yyyy')
date_format(dt, 'EEE d MMM yyyy'); date_format(ts, 'yyyyMMddTHHmmss.SSSSSS'); date_format(ts, 'EEEE, MMMM H:mm:ss.SSS'); date_format(dt, 'M/d/yyyy'); date_format(tz, 'HH:mm')
cast(d as text); cast(b as text); cast(b as int); cast(dt as text); cast(ts as text); cast(u as text); cast(d as int); cast(w as bigint); cast(j as int); cast(g as int); cast(g as bigint)
cast(g as decimal(10,2)); cast(f as decimal(10,3)); cast(d as decimal(5,1)); cast(i as decimal(5,2)); cast(n as double); cast(d as float); cast(k as int); cast(k as decimal(5,2))
cast(k as double); cast(k as boolean); cast(k as date); cast(k as timestamp); cast(ts as date); cast(x as uuid); cast(i as boolean); try_cast(k, 'int'); ts >= dt; tz = '2024-03-31 00:30:00'
u = '0F8FAD5B-D9CB-469F-A165-70867728950E'; ta[1]; ia[2]; na[i % 3]; da[1]; array_length(ta); array_length(ia); array_contains(ta, 'a'); array_contains(ia, 5); array_join(ta, '|'); split(x, 'a')
array_length(split(x, 'b')); (split(x, 'a'))[2]; array_contains(na, 1.5); json_text(js, '$.c'); json_text(js, '$.a'); json_text(js, '$.a.b'); json_text(js, '$.a.b[2]'); json_text(js, '$')
json_text(js, '$[1]'); json_text(js, '$.n.x[0]'); json_array_length(js); 3000000000; -9223372036854775808; 12345678901234567890; round(d * 1.19 / 3, 2); 2 * (i % 10); 10 - (i % 10 - 3)
ta = split('a', ','); ia is distinct from ia; coalesce(ia, ia)`);

/** The libraries' last bit is theirs: rounded, it is nobody's. */
const rounded = [
  'exp(i % 20)',
  'ln(d)',
  'log10(j)',
  'power(g, 2)',
  'power(d, 0.5)',
  'power(i % 10, -2)',
  'exp(q)',
  'ln(g)',
  'power(g, q)',
].map((expr) => `round(${expr}, 6)`);

const chunks = (all: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, at * size + size));
