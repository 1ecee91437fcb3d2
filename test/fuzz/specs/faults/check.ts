// Faults in the checker and the plans it makes.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import { type Fault, faultIn } from './fault.ts';

const check = faultIn('check', 'check');

export const checks: readonly Fault[] = [
  check(
    'needed.ts',
    'rows are equal already in the wanted columns',
    'step.keys.length === 0 ? step : { ...step, columns }',
    '{ ...step, columns }',
  ),
  check('needed.ts', 'a distinct union of the wanted columns only', "step.rows === 'distinct' ? step : withColumns", 'withColumns'),
  check('steps/order.ts', 'orders are not completed, so ties are broken by luck', 'return [...asked, ...added];', 'return asked;'),
  check('steps/order.ts', 'NULLs first where nothing is said', "nulls: nulls ?? 'last'", "nulls: nulls ?? 'first'"),
  check(
    'windows/frame.ts',
    'rank by the completed order, so equal rows have places of their own',
    "if (kind === 'ranks') return { ...window, order: order.asked,",
    "if (kind === 'ranks') return { ...window, order: order.complete,",
  ),
  check(
    'windows/frame.ts',
    'an ordered window without a frame is the whole partition',
    'order.asked.length === 0 ? wholePartition : runningRows',
    'order.asked.length === 0 ? runningRows : wholePartition',
  ),
  check(
    'casts.ts',
    'a number as boolean says the opposite',
    "built('not-equal', [value, literal(value.type, '0')]",
    "built('equal', [value, literal(value.type, '0')]",
  ),
  check('aggregates/plain.ts', 'an average has two decimals less', 'digits.scale + 4)', 'digits.scale + 2)'),
  check(
    'aggregates/plain.ts',
    'the average of whole numbers is not exact',
    'if ((isDecimal(arg.type) && digits.scale >= 2) || !hasRoom) return arg;',
    'if (isDecimal(arg.type) || isInteger(arg.type) || !hasRoom) return arg;',
  ),
  check(
    'steps/pivot.ts',
    'the filter of a pivoted aggregate is forgotten',
    "value.where === undefined ? test : built('and', [test, value.where], 'boolean')",
    'test',
  ),
  check(
    'operators.ts',
    'not in is in',
    "return negated(compare('in', args, at, isComparable));",
    "return compare('in', args, at, isComparable);",
  ),
  check('operators.ts', 'is not true is is true', "return name.includes('not') ? negated(test) : test;", 'return test;'),
  check(
    'like.ts',
    'a written escape is forgotten, so its % is any text',
    "plain += next === mark && mark !== '\\\\' && mark !== '%' && mark !== '_' ? mark : `\\\\${next}`;",
    'plain += next;',
  ),
  check('shifts.ts', 'a time minus a duration is later', "tree.name === 'subtract' ? negative(count) : count", 'count'),
  check(
    'steps/join/kept.ts',
    'the right value before the left one, where both are there',
    "unify([of('left', first), of('right', second)])",
    "unify([of('right', second), of('left', first)])",
  ),
  check(
    'steps/join/one-join.ts',
    'columns of a side without a partner are never NULL',
    'nullable: kept.column.nullable || mayMiss(kind, kept.side)',
    'nullable: kept.column.nullable',
  ),
  check(
    'steps/join/join-keys.ts',
    'a left key stays a key, though its rows meet several',
    "const byLeft = once && !mayMiss(kind, 'left')",
    "const byLeft = !mayMiss(kind, 'left')",
  ),
  check(
    'steps/unpivot.ts',
    'values stand beside the labels of others',
    'value: values.values[at] ??',
    'value: values.values[values.values.length - 1 - at] ??',
  ),
  check(
    'aggregates.ts',
    'equals of a falling order are taken from the least',
    "direction: asked.at(-1)?.direction ?? 'asc'",
    "direction: 'asc'",
  ),
  check(
    'steps/join/asof.ts',
    'of several last rows of one time the last by the remaining columns',
    "direction: 'desc', nulls: 'last', added: false }], right, keys);",
    "direction: 'desc', nulls: 'last', added: false }], right, keys).slice(0, 1);",
  ),
  check(
    'expression.ts',
    'a missing ELSE is the last branch',
    'otherwise: otherwise === undefined ? undefined : values[whens.length]',
    'otherwise: values.at(-1)',
  ),
  check('steps/sequence.ts', 'every unit is in a sequence, not every second one', 'every: step.every, unit', 'every: 1, unit'),
  check(
    'operators.ts',
    'is unknown is is not unknown',
    "name.includes('not') ? 'is-not-null' : 'is-null'",
    "name.includes('not') ? 'is-null' : 'is-not-null'",
  ),
];
