// How far two right values of an aggregate may be apart, over groups and over windows.
import { convert } from '../check/coerce.ts';
import { isDecimal, isFloat } from '../check/types.ts';
import type { AggregateExpr, AggregateName, TypedExpr, WindowExpr } from '../plan.ts';
import { abs, asDouble, call, choice, double, inRange, none, number, plus, product, rounding, smallest, unit } from './arithmetic.ts';

/** The bound of a part; undefined when it has none. */
type ErrorOf = (value: TypedExpr) => TypedExpr | undefined;

/** Any two orders of adding n values x are at most 2 · (n - 1) · 2^-53 · sum(abs(x)) apart; twice that leaves room for the sum of sizes itself. */
export const ofAggregate = (value: Aggregate, errorOf: ErrorOf): TypedExpr | undefined => {
  const [summand] = value.args;
  if (summand === undefined) return undefined;
  const over = lookingAlike(value);
  const inherited = errorOf(summand);
  switch (value.name) {
    // which value is taken is decided alike on both sides
    case 'min':
    case 'max':
    case 'first':
    case 'min_by':
    case 'max_by':
      return inherited && over('max', inherited);
    case 'sum':
    case 'avg':
      return ofSum(value, summand, inherited && over('sum', inherited));
    case 'stddev_samp':
    case 'stddev_pop':
    case 'var_samp':
    case 'var_pop':
      return ofSpread(value, asDouble(summand), inherited && over('max', inherited));
    case 'median':
    case 'percentile':
      return ofRank(value, summand, inherited && over('max', inherited));
    default:
      return undefined;
  }
};
type Aggregate = AggregateExpr | WindowExpr;

/** Another aggregate of the same rows. */
const lookingAlike =
  (value: Aggregate) =>
  (name: AggregateName, arg: TypedExpr): TypedExpr => {
    if (value.is === 'window') return { ...value, ...double, name, args: [arg] };
    return { ...double, is: 'aggregate', name, args: [arg], distinct: false, where: value.where, order: [] };
  };

const countOf = (value: Aggregate, arg: TypedExpr): TypedExpr => {
  const counted: TypedExpr = { ...lookingAlike(value)('count', arg), type: 'bigint' };
  return call('greatest', convert(counted, 'double', 'widen'), number(1));
};

const ofSum = (value: Aggregate, summand: TypedExpr, inheritedSum: TypedExpr | undefined): TypedExpr | undefined => {
  if (value.name === 'sum' && isDecimal(value.type)) return inheritedSum;
  if (!isFloat(value.type)) return undefined;
  // only those that cannot make the sum of sizes overflow where the sum itself does not
  const size = choice([{ when: { ...call('less', abs(summand), number(1e280)), type: 'boolean' }, value: abs(summand) }], none);
  const sizes = call('greatest', lookingAlike(value)('sum', size), number(smallest));
  const count = countOf(value, summand);
  if (value.name === 'sum') return plus(call('multiply', call('multiply', number(unit), count), sizes), inheritedSum);
  const mean = inheritedSum && call('divide', inheritedSum, count);
  return plus(call('multiply', number(unit), sizes), mean, rounding(value));
};

/**
 * Updating mean and squares value by value errs by at most n · 2^-53 of root(sum of squares about zero · about the mean), first order; the same again
 * squared where all values are nearly alike. With s the deviation, m the mean and e = n · 2^-49 that is e · (s + m) for a deviation and
 * e · (s + m) · (s + e · m) for a variance; of samples up to twice that.
 */
const ofSpread = (value: Aggregate, x: TypedExpr, inherited: TypedExpr | undefined): TypedExpr | undefined => {
  const over = lookingAlike(value);
  const share = call('multiply', number(2 ** -49), call('add', countOf(value, x), number(4)));
  const mean = abs(over('avg', x));
  const deviation = over('stddev_pop', x);
  const size = call('add', deviation, mean);
  const fourfold = call('multiply', number(4), share);
  // what a deviation can move at most when each value does so by no more
  const moved = inherited && call('multiply', number(2), inherited);
  if (value.name === 'stddev_samp' || value.name === 'stddev_pop') {
    return plus(call('multiply', fourfold, call('greatest', size, number(smallest))), moved, rounding(value));
  }
  const least = call('add', deviation, call('multiply', share, mean));
  const further = moved && product(moved, call('add', call('multiply', number(4), deviation), moved));
  return plus(inRange([size], call('multiply', call('multiply', fourfold, size), least)), further, rounding(value));
};

/** The place between two values is computed in doubles: it errs by n · 2^-52 of their distance. */
const ofRank = (value: Aggregate, x: TypedExpr, inherited: TypedExpr | undefined): TypedExpr | undefined => {
  if (!isFloat(value.type)) return inherited;
  const over = lookingAlike(value);
  const furthest = call('greatest', abs(over('max', x)), abs(over('min', x)));
  const size = choice([{ when: { ...call('less', furthest, number(1e280)), type: 'boolean' }, value: furthest }], none);
  const share = call('multiply', number(2 ** -50), call('add', countOf(value, x), number(4)));
  return plus(call('multiply', share, size), inherited, rounding(value));
};

/** The error of a value of another row is that row's. */
export const ofNeighbour = (value: WindowExpr, errorOf: ErrorOf): TypedExpr | undefined => {
  const [own, n, otherwise] = value.args;
  const errors = [own && errorOf(own), otherwise && errorOf(otherwise)];
  if (errors.every((error) => error === undefined)) return undefined;
  const parts = [errors[0] ?? none, ...(n === undefined ? [] : [n]), ...(otherwise === undefined ? [] : [errors[1] ?? none])];
  return { ...value, ...double, args: parts };
};

export const isAggregateName = (name: WindowExpr['name']): name is AggregateName => !neighbours.has(name);
const neighbours: ReadonlySet<string> = new Set(['row_number', 'rank', 'dense_rank', 'ntile', 'lag', 'lead', 'first_value', 'last_value']);
