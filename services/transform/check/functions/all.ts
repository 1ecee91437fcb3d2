// Every function of the language by name, and words that people use for them in other dialects.
import { arrayFunctions } from './arrays.ts';
import { choiceFunctions } from './choices.ts';
import { formatFunctions } from './formats.ts';
import { numberFunctions } from './numbers.ts';
import { patternFunctions } from './patterns.ts';
import type { Signature } from './signature.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './times.ts';

export const functions: ReadonlyMap<string, Signature> = new Map(
  Object.entries({
    ...textFunctions,
    ...patternFunctions,
    ...numberFunctions,
    ...timeFunctions,
    ...formatFunctions,
    ...choiceFunctions,
    ...arrayFunctions,
  }),
);

/** What to write instead of a function of another dialect. */
export const otherDialects: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ifnull: 'coalesce(a, b)',
    nvl: 'coalesce(a, b)',
    isnull: 'a is null',
    if: 'case when a then b else c end',
    iif: 'case when a then b else c end',
    substr: 'substring(text, position, length)',
    len: 'length(text)',
    char_length: 'length(text)',
    strpos: 'position(part in whole)',
    instr: 'position(part in whole)',
    btrim: 'trim(text, characters)',
    ucase: 'upper(text)',
    lcase: 'lower(text)',
    startswith: 'starts_with(text, start)',
    endswith: 'ends_with(text, end)',
    ceiling: 'ceil(x)',
    mod: 'a % b',
    dayofmonth: 'day(time)',
    dayofweek: 'isodow(time)',
    weekday: 'isodow(time)',
    date_part: 'extract(year from time)',
    date_diff: "datediff('day', from, to)",
    timestampdiff: "datediff('hour', from, to)",
    dateadd: 'date_add(date, n)',
    date_sub: 'date_add(date, -n)',
    age: "months_between(later, earlier, 'whole')",
    interval: 'days(1)',
    eomonth: 'last_day(date)',
    makedate: 'make_date(year, month, day)',
    str_to_date: "to_date(text, 'yyyy-MM-dd')",
    strptime: "to_timestamp(text, 'yyyy-MM-dd HH:mm:ss')",
    to_char: "date_format(time, 'yyyy-MM')",
    strftime: "date_format(time, 'yyyy-MM')",
    weekofyear: 'week(time)',
    dayofyear: 'doy(time)',
    yearofweek: 'isoyear(time)',
    unix_timestamp: 'epoch(timestamp)',
    convert_timezone: "at_zone(timestamp, 'Europe/Vienna')",
    from_utc_timestamp: "at_zone(timestamp, 'Europe/Vienna')",
    to_utc_timestamp: "at_zone(timestamp, 'Europe/Vienna')",
    timezone: "at_zone(timestamp, 'Europe/Vienna')",
    pow: 'power(x, y)',
    log: 'ln(x), log10(x)',
    truncate: 'trunc(x, n)',
    signum: 'sign(x)',
    rlike: 'regexp_like(text, pattern)',
    regexp_matches: 'regexp_like(text, pattern)',
    regexp_substr: 'regexp_extract(text, pattern)',
    string_to_array: 'split(text, separator)',
    cardinality: 'array_length(array)',
    size: 'array_length(array)',
    array_to_string: 'array_join(array, separator)',
    get_json_object: "json_text(document, '$.name')",
    json_extract: "json_text(document, '$.name')",
    json_value: "json_text(document, '$.name')",
    jsonb_array_length: 'json_array_length(document)',
    sha256: 'sha2(value, 256)',
    replicate: 'repeat(text, n)',
    proper: 'initcap(text)',
    mean: 'avg(x)',
    average: 'avg(x)',
    every: 'bool_and(x)',
    count_distinct: 'count(distinct x)',
  }),
);
