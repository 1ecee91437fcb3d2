// Where computing an expression may fail: divisions by zero, casts, and functions that have no value for some arguments. Each with the condition, over
// the same rows, under which it is reached and fails. NULL that goes in is no failure when it comes out.
import { isCertain } from '../check/casts.ts';
import { convert, literal } from '../check/coerce.ts';
import { functions } from '../check/functions/all.ts';
import { built } from '../check/operators.ts';
import type { SortKey, TypedExpr } from '../plan.ts';

/** `over`: whether it happens once per row that goes into an aggregate, or where the expression itself stands. */
export type Failure = { readonly expression: TypedExpr; readonly when: TypedExpr; readonly over: 'rows' | 'result' };

/** Values of a step that other expressions of the same step read by name. */
export type Lets = ReadonlyMap<string, TypedExpr>;
const noLets: Lets = new Map();

type Where = {
  readonly isCondition?: boolean;
  readonly lets?: Lets;
  /** Rows for which it is computed at all. */
  readonly reached?: TypedExpr;
  /** Whether it is computed over groups that have rows, so that count(*) is never zero. */
  readonly overRows?: boolean;
};

/** Each expression once, however often it occurs. */
export const failuresOf = (
  value: TypedExpr,
  { isCondition = false, lets = noLets, reached, overRows = false }: Where = {},
): readonly Failure[] =>
  merged(within(value, { reach: reached === undefined ? [] : [reached], over: 'result', isCondition, lets, overRows }));

export const merged = (failures: readonly Failure[]): readonly Failure[] => {
  const byExpression = new Map<string, Failure>();
  for (const failure of failures) {
    const key = `${failure.over} ${JSON.stringify(failure.expression)}`;
    const known = byExpression.get(key);
    const isSame = known !== undefined && JSON.stringify(known.when) === JSON.stringify(failure.when);
    if (!isSame) byExpression.set(key, known === undefined ? failure : { ...failure, when: test('or', known.when, failure.when) });
  }
  return [...byExpression.values()];
};

type At = {
  /** What must hold for the expression to be computed at all, outermost first. */
  readonly reach: readonly TypedExpr[];
  readonly over: Failure['over'];
  /** Whether false and NULL mean the same here. */
  readonly isCondition: boolean;
  readonly lets: Lets;
  readonly overRows: boolean;
};

const within = (value: TypedExpr, at: At): readonly Failure[] => {
  const asValue: At = { ...at, isCondition: false };
  switch (value.is) {
    case 'column': {
      const own = value.side === undefined ? at.lets.get(value.name) : undefined;
      return own === undefined ? [] : within(own, asValue);
    }
    case 'key':
    case 'literal':
    case 'scalar':
      return [];
    case 'convert':
      return [...within(value.value, asValue), ...castFailure(value, at)];
    case 'case':
      return caseFailures(value, at);
    case 'aggregate':
    case 'window':
      return aggregateFailures(value, at);
    case 'call':
      return callFailures(value, at);
  }
};

type Of<Is extends TypedExpr['is']> = Extract<TypedExpr, { is: Is }>;

const castFailure = (value: Of<'convert'>, at: At): readonly Failure[] =>
  value.how !== 'cast' || isCertain(value.value.type, value.type)
    ? []
    : [failure(value, together(isThere(value.value), isMissing(value)), at)];

const caseFailures = ({ branches, otherwise }: Of<'case'>, at: At): readonly Failure[] => {
  const found: Failure[] = [];
  let reach = at.reach;
  for (const { when, value } of branches) {
    found.push(...within(when, { ...at, reach, isCondition: true }), ...within(value, { ...at, reach: [...reach, isTrue(when)] }));
    reach = [...reach, not(isTrue(when))];
  }
  return otherwise === undefined ? found : [...found, ...within(otherwise, { ...at, reach })];
};

/** What goes in is computed for every row that the filter lets through, whatever stands around it. */
const aggregateFailures = ({ is, args, where, order }: Of<'aggregate'> | Of<'window'>, at: At): readonly Failure[] => {
  const rows: At = { ...at, reach: [], over: is === 'aggregate' ? 'rows' : 'result', isCondition: false };
  const reached: At = where === undefined ? rows : { ...rows, reach: [isTrue(where)] };
  return [
    ...(where === undefined ? [] : within(where, { ...rows, isCondition: true })),
    ...args.flatMap((arg) => within(arg, reached)),
    ...orderFailures(order, reached),
  ];
};

const orderFailures = (order: readonly SortKey[], at: At): readonly Failure[] => order.flatMap(({ value }) => within(value, at));

const callFailures = (value: Of<'call'>, at: At): readonly Failure[] => {
  const asValue: At = { ...at, isCondition: false };
  switch (value.name) {
    case 'and':
      return inOrder(value.args, at, (arg) => (at.isCondition ? isTrue(arg) : not(test('is-false', arg))));
    case 'or':
      return inOrder(value.args, at, (arg) => not(isTrue(arg)));
    case 'coalesce':
      return inOrder(value.args, asValue, isMissing);
    default:
      return [...value.args.flatMap((arg) => within(arg, asValue)), ...ownFailure(value, at)];
  }
};

/** Each is looked at only while those before it leave the result open. */
const inOrder = (args: readonly TypedExpr[], at: At, leavesOpen: (arg: TypedExpr) => TypedExpr): readonly Failure[] => {
  let reach = at.reach;
  return args.flatMap((arg) => {
    const found = within(arg, { ...at, reach });
    reach = [...reach, leavesOpen(arg)];
    return found;
  });
};

const ownFailure = (value: Of<'call'>, at: At): readonly Failure[] =>
  [zeroDivisor(value, at), withoutResult(value), beyondDoubles(value)].flatMap((fails) =>
    fails === undefined ? [] : [failure(value, fails, at)],
  );

const zeroDivisor = ({ name, args: [dividend, divisor] }: Of<'call'>, at: At): TypedExpr | undefined => {
  const divides = name === 'divide' || name === 'modulo' || name === 'div';
  if (!divides || dividend === undefined || divisor === undefined || isNeverZero(divisor, at)) return undefined;
  return together(isThere(dividend), test('equal', divisor, literal(divisor.type, '0')));
};

const withoutResult = (value: Of<'call'>): TypedExpr | undefined =>
  value.name !== 'div' && functions.get(value.name)?.fails === true ? together(...value.args.map(isThere), isMissing(value)) : undefined;

/** Infinity, or no number, made of numbers. */
const beyondDoubles = (value: Of<'call'>): TypedExpr | undefined => {
  if (value.type !== 'double' || !growing.has(value.name)) return undefined;
  const size = (of: TypedExpr): TypedExpr => built('abs', [of.type === 'double' ? of : convert(of, 'double', 'widen')], 'double');
  const finite = value.args.filter(({ is }) => is !== 'literal').map((arg) => test('less-or-equal', size(arg), greatest));
  return together(...finite, test('greater', size(value), greatest));
};
const growing = new Set(['add', 'subtract', 'multiply', 'divide', 'power', 'exp']);
const greatest = literal('double', '1.7976931348623157e308');

const isNeverZero = (value: TypedExpr, at: At): boolean => {
  if (value.is === 'literal') return /[1-9]/.test(value.value ?? '1');
  if (value.is === 'convert') return value.how === 'widen' && isNeverZero(value.value, at);
  if (value.is === 'aggregate') return at.overRows && value.name === 'count' && value.args.length === 0 && value.where === undefined;
  // NULL then, which goes in and comes out
  return value.is === 'call' && value.name === 'nullif' && value.args[1]?.is === 'literal' && !isNeverZero(value.args[1], at);
};

const failure = (expression: TypedExpr, fails: TypedExpr, { reach, over }: At): Failure => ({
  expression,
  when: guarded(reach, fails),
  over,
});

/** As a case, for neither engine promises to look at the left of an `and` first, and what is not reached may raise. */
const guarded = (reach: readonly TypedExpr[], fails: TypedExpr): TypedExpr => {
  if (reach.length === 0) return fails;
  const reached = reach.length === 1 ? (reach[0] as TypedExpr) : test('and', ...reach);
  return { is: 'case', branches: [{ when: reached, value: fails }], otherwise: literal('boolean', 'false'), ...truth };
};

const truth = { type: 'boolean', nullable: true, exactness: 'exact' } as const;
const test = (name: string, ...args: readonly TypedExpr[]): TypedExpr =>
  (name === 'and' || name === 'or') && args.length === 1 ? (args[0] as TypedExpr) : built(name, args, 'boolean');
const isTrue = (value: TypedExpr): TypedExpr => test('is-true', value);
/** undefined where it always is. */
const isThere = (value: TypedExpr): TypedExpr | undefined => (value.nullable ? test('is-not-null', value) : undefined);
const together = (...conditions: readonly (TypedExpr | undefined)[]): TypedExpr =>
  test('and', ...conditions.filter((condition) => condition !== undefined));
const isMissing = (value: TypedExpr): TypedExpr => test('is-null', value);
const not = (value: TypedExpr): TypedExpr => test('not', value);
