// Faults in the PySpark renderer.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import { type Fault, faultIn } from './fault.ts';

const pyspark = faultIn('pyspark', 'render/pyspark');

export const pysparkSteps: readonly Fault[] = [
  pyspark('steps/parts.ts', 'NULLs where Spark puts them, so first in a rising order', '`${direction}_nulls_${nulls}`', 'direction'),
  pyspark(
    'windows.ts',
    'a range is taken as rows, where equal keys belong together',
    "frame.unit === 'rows' ? 'rowsBetween' : 'rangeBetween'",
    "'rowsBetween'",
  ),
  pyspark(
    'windows.ts',
    'lead for lag',
    'over(call(`F.${value.name}`, arg, ...away, ...more))',
    "over(call('F.lead', arg, ...away, ...more))",
  ),
  pyspark('steps/first-rows.ts', 'row_number for rank, so ties are cut off', "ties ? 'F.rank' : 'F.row_number'", "'F.row_number'"),
  pyspark('steps/first-rows.ts', 'one row less than n', "n === 1 ? '==' : '<='", "n === 1 ? '==' : '<'"),
  pyspark('steps/set.ts', 'intersect without ALL', "rows === 'all' ? 'intersectAll' : 'intersect'", "'intersect'"),
  pyspark('steps/set.ts', 'a distinct union keeps equal rows', "step.rows === 'distinct' ? method", "step.rows !== 'distinct' ? method"),
  pyspark('steps/join.ts', 'a right join is a left one', "right: 'right'", "right: 'left'"),
  pyspark('steps/join.ts', 'anti is semi', "anti: 'left_anti'", "anti: 'left_semi'"),
  pyspark(
    'steps/partners.ts',
    'NULL keys do not meet, where they were to match',
    "pair.nullsMatch ? method(bracketed(left), 'eqNullSafe', right) : binary(left, '==', right)",
    "binary(left, '==', right)",
  ),
  pyspark(
    'steps/asof.ts',
    'the last row before, not that of the same time',
    "method(call('F.col', string(columnName(isLeft))), 'asc_nulls_first')",
    "method(call('F.col', string(columnName(isLeft))), 'desc_nulls_first')",
  ),
  pyspark('steps/unnest.ts', 'positions count from 0', "'+', atom('1')", "'+', atom('0')"),
  pyspark('steps/fill.ts', 'the row before, also where it is NULL', "atom('ignorenulls=True')", "atom('ignorenulls=False')"),
  pyspark('steps/levels.ts', 'a level keeps keys that it leaves out', 'having.length === groups.length', 'having.length > 0'),
  pyspark(
    'steps/walk.ts',
    'every row goes on at every level, not those of the last one',
    "'==', binary(atom(counter)",
    "'<=', binary(atom(counter)",
  ),
  pyspark('steps/sequence.ts', 'a number sequence ends before its end', 'BigInt(to.value) + 1n', 'BigInt(to.value)'),
  pyspark(
    'steps/scalars.ts',
    'rows are lost, where the single row of a value is missing',
    "method(joined, 'join', single, call('F.lit', atom('True')), string('left'))",
    "method(joined, 'join', single, call('F.lit', atom('True')), string('inner'))",
  ),
];

export const pysparkExpressions: readonly Fault[] = [
  pyspark(
    'aggregates.ts',
    'count(*) forgets its filter',
    "where === undefined ? call('F.count', string('*')) : call('F.count_if', renderer.column(where))",
    "call('F.count', string('*'))",
  ),
  pyspark(
    'aggregates.ts',
    'an aggregate forgets its filter',
    "where === undefined ? renderer.named(arg) : call('F.when', renderer.column(where), renderer.column(arg))",
    'renderer.named(arg)',
  ),
  pyspark(
    'aggregates.ts',
    'different values are counted each time',
    "if (value.name === 'count') return call('F.count_distinct', ...args);",
    "if (value.name === 'count') return call('F.count', ...args);",
  ),
  pyspark('aggregates.ts', 'min_by takes rows whose key is NULL', '...present([by], renderer)], structOf(fields)', '], structOf(fields)'),
  pyspark(
    'inner-order.ts',
    'NULL is not moved to the end of the order inside an aggregate',
    'value.nullable && !isAlreadyThere ?',
    'value.nullable && isAlreadyThere ?',
  ),
  pyspark('expression.ts', 'the last branch that is true, not the first', '= value.branches;', '= value.branches.toReversed();'),
  pyspark('operators.ts', 'division by zero raises', 'if (divides && !isNeverZero(b))', 'if (divides && isNeverZero(b))'),
  pyspark(
    'operators.ts',
    'NULL is true is NULL',
    "'is-true': unary((value) => method(bracketed(value), 'eqNullSafe', atom('True')))",
    "'is-true': unary((value) => bracketed(value))",
  ),
  pyspark('operators.ts', 'less leaves the equal ones in', "less: comparing('<')", "less: comparing('<=')"),
  pyspark(
    'operators.ts',
    'between without its upper end',
    "method(bracketed(renderer.column(known(value))), 'between', renderer.bare(known(low)), renderer.bare(known(high)))",
    "binary(bracketed(binary(bracketed(renderer.column(known(value))), '>=', bracketed(renderer.bare(known(low))))), '&', bracketed(binary(bracketed(renderer.column(known(value))), '<', bracketed(renderer.bare(known(high))))))",
  ),
  pyspark(
    'functions/times.ts',
    'days of the week count from Sunday',
    "binary(call('F.weekday', renderer.named(known(value))), '+', atom('1'))",
    "call('F.dayofweek', renderer.named(known(value)))",
  ),
  pyspark(
    'functions/times.ts',
    'seconds between have the other sign',
    "binary(microsOf(known(to), renderer), '-', microsOf(known(from), renderer))",
    "binary(microsOf(known(from), renderer), '-', microsOf(known(to), renderer))",
  ),
  pyspark('functions/times.ts', 'a year has one month, when it moves a time', "unit === 'year' ? 12 : 1", '1'),
  pyspark(
    'functions/times.ts',
    'zones are applied the wrong way round',
    "time?.type === 'timestamptz' ?",
    "time?.type !== 'timestamptz' ?",
  ),
  pyspark('functions/arrays.ts', 'elements count from 0', 'numberOf(position) - 1', 'numberOf(position)'),
  pyspark(
    'functions/text.ts',
    'the position of the whole in its part',
    "call('F.position', renderer.named(known(part)), renderer.named(known(whole)))",
    "call('F.position', renderer.named(known(whole)), renderer.named(known(part)))",
  ),
  pyspark('conversions.ts', 'a text with a sign is no number', "matches(trimmed, '[+-]?[0-9]{1,38}')", "matches(trimmed, '[0-9]{1,38}')"),
  pyspark(
    'conversions.ts',
    'blanks around a text make it none',
    "fromText(call('F.trim', renderer.named(value)), to, column)",
    'fromText(column, to, column)',
  ),
];
