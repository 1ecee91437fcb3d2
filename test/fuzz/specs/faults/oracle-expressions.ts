// Faults in the expressions of the oracle.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import { type Fault, faultIn } from './fault.ts';

const oracle = faultIn('oracle', 'render/oracle');

export const oracleExpressions: readonly Fault[] = [
  oracle(
    'aggregates.ts',
    'sums and counts of different values count every row',
    "value.is === 'aggregate' && value.distinct ? 'distinct ' : ''",
    "''",
  ),
  oracle(
    'aggregates.ts',
    'a combination with a NULL counts',
    "of('count', `(${args.join(', ')})`, allPresent(args, where))",
    "of('count', `(${args.join(', ')})`)",
  ),
  oracle('aggregates.ts', 'the filter of an aggregate is forgotten', "where === undefined ? '' : ` filter (where ${where})`", "''"),
  oracle('aggregates.ts', 'an exact average by PostgreSQL’s own 16 digits', '* ${enoughDigits} / nullif(${of', '/ nullif(${of'),
  oracle(
    'aggregates.ts',
    'min and max of texts by the collation of the database, where case or accents decide',
    'isText(value) ? `${first} collate "C"` : first',
    'isText(value) ? `${first} collate "default"` : first',
  ),
  oracle(
    'aggregates.ts',
    'min_by and max_by take the greatest of equals for the least',
    '${direction} nulls last`;',
    "${at === 0 ? direction : 'asc'} nulls last`;",
  ),
  oracle('aggregates.ts', 'a percentile is the middle of its two neighbours, also where its place is not', '* mod(${place}, 1))', '* 0.5)'),
  oracle(
    'operators.ts',
    'a quotient has PostgreSQL’s 16 digits and no more',
    '(${a} * ${enoughDigits} / ${divisor(b, call)})::',
    '(${a} / ${divisor(b, call)})::',
  ),
  oracle('operators.ts', 'distinct from NULL is NULL', '(${a} is distinct from ${b})', '(${a} <> ${b})'),
  oracle('operators.ts', 'ilike looks at case', '(${lowered(value)} like ${lowered(pattern)} ', '(${value} like ${pattern} '),
  oracle(
    'operators.ts',
    'texts are compared by the collation of the database, where case or accents decide',
    "args[0] && isText(args[0]) ? ' collate \"C\"' : ''",
    "args[0] && isText(args[0]) ? ' collate \"default\"' : ''",
  ),
  oracle(
    'functions/numbers.ts',
    'div rounds down, so quotients below zero are one less',
    '(${a}::bigint / nullif(${b}, 0))',
    'floor(${a}::numeric / nullif(${b}, 0))::bigint',
  ),
  oracle(
    'functions/numbers.ts',
    'halves of floats round to the even neighbour',
    "if (call.type === 'double') return `round(${value}::text::numeric, ${n})::double precision`;",
    "if (call.type === 'double') return n === '0' ? `round(${value})` : `round(${value}::text::numeric, ${n})::double precision`;",
  ),
  oracle(
    'functions/times.ts',
    'last_day is the first day of the next month',
    "+ interval '1 month' - interval '1 day')::date`,",
    "+ interval '1 month')::date`,",
  ),
  oracle('functions/times.ts', 'next_day stays on the day, where it is that day of the week', '% 7 + 1)`', '% 7)`'),
  oracle(
    'functions/times.ts',
    'weeks between are sevenths of days, not Mondays',
    "if (of === 'week') return `date_trunc('week', ${sql}::timestamp)::date`;",
    "if (of === 'week') return `${sql}::date`;",
  ),
  oracle('functions/times.ts', 'a month has 30 days in months_between', '2678400.0', '2592000.0'),
  oracle(
    'functions/times.ts',
    'broken seconds are rounded, not cut',
    '`floor(extract(second from ${value}))::integer`',
    '`extract(second from ${value})::integer`',
  ),
  oracle(
    'functions/times.ts',
    'the later of two moments, where the clock is set back',
    'then least(${earlier}, ${moment})',
    'then greatest(${earlier}, ${moment})',
  ),
  oracle(
    'functions/text.ts',
    'a negative position begins one character too early',
    'else length(${value}) + ${from} + 1 end',
    'else length(${value}) + ${from} end',
  ),
  oracle(
    'functions/text.ts',
    'a negative length counts from the other end',
    'case when ${sql} < 0 then 0 else ${sql} end',
    'case when ${sql} < 0 then ${sql} else ${sql} end',
  ),
  oracle(
    'functions/arguments.ts',
    'capitals by the collation "C", so É stays small',
    '(upper(${sql} collate "und-x-icu") collate "C")',
    '(upper(${sql} collate "C") collate "C")',
  ),
  oracle(
    'functions/arrays.ts',
    'an empty text has no part',
    "case when ${of} = '' then array[''::text] else",
    "case when ${of} = '' then array[]::text[] else",
  ),
  oracle(
    'conversions.ts',
    'decimals are rounded to whole numbers, not cut off',
    'then trunc(${sql}::numeric)::${travelling(to)} end',
    'then round(${sql}::numeric)::${travelling(to)} end',
  ),
  oracle(
    'conversions.ts',
    'a timestamp as text keeps zeros that say nothing',
    "rtrim(rtrim(to_char(${sql}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')",
    "rtrim(to_char(${sql}, 'YYYY-MM-DD HH24:MI:SS.US'), '.')",
  ),
];
