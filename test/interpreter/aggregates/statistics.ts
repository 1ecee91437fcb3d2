// Spread, median and percentiles.
import { type Decimal, decimalOf, floatOf, negativeOf, productOf, storedAs, sumOf } from '../decimals.ts';
import { NoMeaning } from '../raised.ts';
import { adapted, exactOf, type Typed } from '../typed.ts';
import { decimalType, digits, isExact, isFloat, isNumber } from '../types.ts';
import { compare, type Value } from '../values.ts';
import { type Aggregate, argument, type Family, firsts, only } from './aggregate.ts';
import { added } from './plain.ts';

export const statisticAggregates: Family = {
  stddev_samp: (args) => spread(only(args), 1, Math.sqrt),
  stddev: (args) => spread(only(args), 1, Math.sqrt),
  stddev_pop: (args) => spread(only(args), 0, Math.sqrt),
  var_samp: (args) => spread(only(args), 1, (variance) => variance),
  variance: (args) => spread(only(args), 1, (variance) => variance),
  var_pop: (args) => spread(only(args), 0, (variance) => variance),
  median: (args) => ranked(only(args), '0.5', 1),
  percentile: (args) => {
    const { literal } = argument(args, 1);
    if (literal?.is !== 'number') throw new NoMeaning('the share is written out');
    const share = literal.text.includes('.') ? literal.text.replace(/\.?0+$/, '') : literal.text;
    return ranked(argument(args, 0), share, 6);
  },
};

/** Sum of the squared distances from the mean, by the number of values less `less`; NULL of too few. */
const spread = (arg: Typed, less: number, finish: (variance: number) => number): Aggregate => {
  if (!isNumber(arg.type)) throw new NoMeaning(`${arg.type} has no spread`);
  const value = isFloat(arg.type) ? adapted(arg, 'double') : arg;
  return {
    type: 'double',
    args: [value],
    fold: (rows) => {
      if (rows.length <= less) return null;
      const squares = isFloat(value.type) ? floatSquares(firsts(rows).map(Number)) : exactSquares(firsts(rows));
      return finish(Math.max(squares, 0) / (rows.length - less));
    },
  };
};

const floatSquares = (values: readonly number[]): number => {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return values.reduce((total, value) => total + (value - mean) ** 2, 0);
};

/** sum(x²) - sum(x)²/n, exact but for the last division. */
const exactSquares = (values: readonly Value[]): number => {
  const exact = values.map(exactOf);
  const total = added(values);
  const count: Decimal = { unscaled: BigInt(values.length), scale: 0 };
  const scaled = sumOf(productOf(exact.map((value) => productOf(value, value)).reduce(sumOf), count), negativeOf(productOf(total, total)));
  return floatOf(scaled) / values.length;
};

/** The value at that share of the way from the first to the last; exact where the digits have room. */
const ranked = (arg: Typed, share: string, mostDecimals: number): Aggregate => {
  const isRoomy = isExact(arg.type) && digits(arg.type).precision + mostDecimals + 4 <= 38;
  if (!isRoomy) {
    return {
      type: 'double',
      args: [adapted(arg, 'double')],
      fold: (rows) => floatAt(firsts(rows).map(Number).toSorted(compare), Number(share)),
    };
  }
  const own = digits(arg.type);
  const more = decimalOf(share).scale;
  const type = { precision: own.precision + more, scale: own.scale + more };
  return {
    type: decimalType(type),
    args: [arg],
    fold: (rows) => {
      const sorted = firsts(rows).toSorted(compare).map(exactOf);
      return sorted.length === 0 ? null : storedAs(exactAt(sorted, decimalOf(share)), type);
    },
  };
};

const floatAt = (sorted: readonly number[], share: number): Value => {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return null;
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
};

const exactAt = (sorted: readonly Decimal[], share: Decimal): Decimal => {
  const place = productOf({ unscaled: BigInt(sorted.length - 1), scale: 0 }, share);
  const unit = 10n ** BigInt(place.scale);
  const below = Number(place.unscaled / unit);
  const rest: Decimal = { unscaled: place.unscaled % unit, scale: place.scale };
  const [low, high] = [sorted[below] as Decimal, sorted[rest.unscaled === 0n ? below : below + 1] as Decimal];
  return sumOf(low, productOf(sumOf(high, negativeOf(low)), rest));
};
