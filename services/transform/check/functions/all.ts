// Every function of the language by name, and words that people use for them in other dialects.
import { choiceFunctions } from './choices.ts';
import { numberFunctions } from './numbers.ts';
import type { Signature } from './signature.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './times.ts';

export const functions: ReadonlyMap<string, Signature> = new Map(
  Object.entries({ ...textFunctions, ...numberFunctions, ...timeFunctions, ...choiceFunctions }),
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
    btrim: 'trim(text)',
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
    trunc: "date_trunc('month', time)",
    date_diff: "datediff('day', from, to)",
    dateadd: 'date_add(date, n)',
    date_sub: 'date_add(date, -n)',
    to_date: 'cast(text as date)',
    to_timestamp: 'cast(text as timestamp)',
    mean: 'avg(x)',
    average: 'avg(x)',
    every: 'bool_and(x)',
    count_distinct: 'count(distinct x)',
  }),
);
