// Counts, sums, averages, extremes, conditions.
import { type Decimal, quotientOf, storedAs, sumOf } from '../decimals.ts';
import { comparable } from '../logic.ts';
import { NoMeaning } from '../raised.ts';
import { adapted, exactOf, type Typed } from '../typed.ts';
import { cappedType, digits, isDecimalType, isExact, isFloat, isNumber, isWhole } from '../types.ts';
import { compare, raisedUnlessInRange, type Value } from '../values.ts';
import { type Aggregate, type Family, firsts, only } from './aggregate.ts';

export const plainAggregates: Family = {
  count: (args) => ({ type: 'bigint', args: args.map((arg) => comparable([arg])[0] ?? arg), fold: (rows) => BigInt(rows.length) }),
  sum: (args) => sum(only(args)),
  avg: (args) => average(only(args)),
  min: (args) => extreme(only(args), -1),
  max: (args) => extreme(only(args), 1),
  bool_and: (args) => truth(only(args), (values) => values.every((value) => value === true)),
  bool_or: (args) => truth(only(args), (values) => values.some((value) => value === true)),
};

const sum = (arg: Typed): Aggregate => {
  if (!isNumber(arg.type)) throw new NoMeaning(`${arg.type} is not added up`);
  if (isFloat(arg.type)) return ofFloats(arg, addedFloats);
  if (isWhole(arg.type)) return ofValues('bigint', arg, (values) => raisedUnlessInRange('bigint', added(values).unscaled));
  const { precision, scale } = digits(arg.type);
  const type = cappedType(precision + 10, scale);
  return ofValues(type, arg, (values) => storedAs(added(values), digits(type)));
};

/** Four decimals more than what is averaged, and six at least. */
const average = (arg: Typed): Aggregate => {
  if (isFloat(arg.type)) return ofFloats(arg, (values) => addedFloats(values) / values.length);
  if (!isExact(arg.type)) throw new NoMeaning(`${arg.type} has no average`);
  const own = digits(arg.type);
  const isKept = (isDecimalType(arg.type) && own.scale >= 2) || own.precision - own.scale + 2 > 38;
  const { precision, scale } = isKept ? own : { precision: own.precision - own.scale + 2, scale: 2 };
  const type = cappedType(precision + 4, scale + 4);
  return ofValues(type, arg, (values) =>
    storedAs(quotientOf(added(values), { unscaled: BigInt(values.length), scale: 0 }, digits(type).scale), digits(type)),
  );
};

const ofValues = (type: string, arg: Typed, make: (values: readonly Value[]) => Value): Aggregate => ({
  type,
  args: [arg],
  fold: (rows) => (rows.length === 0 ? null : make(firsts(rows))),
});
const ofFloats = (arg: Typed, make: (values: readonly Value[]) => number): Aggregate => ofValues('double', adapted(arg, 'double'), make);

const addedFloats = (values: readonly Value[]): number => values.reduce((total: number, value) => total + Number(value), 0);
export const added = (values: readonly Value[]): Decimal => values.map(exactOf).reduce(sumOf, { unscaled: 0n, scale: 0 });

const extreme = (arg: Typed, sign: number): Aggregate => ({
  type: arg.type,
  args: [arg],
  fold: (rows) => firsts(rows).reduce((best: Value, value) => (best === null || compare(value, best) * sign > 0 ? value : best), null),
});

const truth = (arg: Typed, judge: (values: readonly Value[]) => boolean): Aggregate => ofValues('boolean', adapted(arg, 'boolean'), judge);
