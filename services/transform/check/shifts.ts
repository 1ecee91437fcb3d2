// Times moved by a duration: placed + days(3), shipped - hours(1). A duration is no value of its own; it has its place beside a date or timestamp.
import type { Ast } from '../parse/ast.ts';
import type { TypedExpr } from '../plan.ts';
import { withType } from './arithmetic.ts';
import { adapt, literal } from './coerce.ts';
import { built, type OperatorAst, type Typing } from './operators.ts';
import { complain, type Site } from './scope.ts';
import { isTime } from './types.ts';

type CallAst = Extract<Ast, { is: 'call' }>;

/** Durations, each with the unit it counts. */
export const durations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    years: 'year',
    months: 'month',
    weeks: 'week',
    days: 'day',
    hours: 'hour',
    minutes: 'minute',
    seconds: 'second',
  }),
);

const isDuration = (tree: Ast | undefined): tree is CallAst => tree?.is === 'call' && durations.has(tree.name);

export const isShift = ({ name, args }: OperatorAst): boolean =>
  isDuration(args[1]) ? name === 'add' || name === 'subtract' : name === 'add' && isDuration(args[0]);

/** The call `shift(unit, time, n)`; subtracting negates n. */
export const shift = (tree: OperatorAst, site: Site, typed: Typing): TypedExpr | undefined => {
  const [timeTree, duration] = isDuration(tree.args[1]) ? [tree.args[0], tree.args[1]] : [tree.args[1], tree.args[0]];
  if (timeTree === undefined || !isDuration(duration)) return undefined;
  const time = typed(timeTree, site);
  const count = countOf(duration, site, typed);
  if (time === undefined || count === undefined) return undefined;
  if (!isTime(time.type)) {
    const expected = time.is === 'literal' ? ["date '2025-03-01'"] : ['cast(… as date)', 'cast(… as timestamp)'];
    return complain(site, 'type-mismatch', timeTree, `${duration.name} move a date or a timestamp, this is ${time.type}`, expected);
  }
  const unit = durations.get(duration.name) ?? 'day';
  if (time.type === 'date' && (unit === 'hour' || unit === 'minute' || unit === 'second')) {
    return complain(site, 'type-mismatch', timeTree, 'a date has no hours, minutes or seconds', ['cast(… as timestamp)']);
  }
  const n = tree.name === 'subtract' ? negative(count) : count;
  return built('shift', [literal('text', unit), time, n], time.type);
};

const countOf = (duration: CallAst, site: Site, typed: Typing): TypedExpr | undefined => {
  const [tree] = duration.args;
  if (tree === undefined || duration.args.length !== 1 || duration.star || duration.distinct || duration.where !== undefined) {
    return complain(site, 'wrong-arguments', duration, `${duration.name} is written ${duration.name}(n)`, [`${duration.name}(1)`]);
  }
  const value = typed(tree, site);
  const count = value && adapt(withType(value, 'int'), 'int');
  if (value === undefined || count !== undefined) return count;
  return complain(site, 'type-mismatch', tree, `n of ${duration.name} is int; this is ${value.type}`, ['cast(… as int)']);
};

const negative = (count: TypedExpr): TypedExpr => {
  if (count.is !== 'literal' || count.value === null) return built('negate', [count], 'int');
  return literal('int', count.value.startsWith('-') ? count.value.slice(1) : count.value === '0' ? '0' : `-${count.value}`);
};
