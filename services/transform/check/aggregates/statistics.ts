// Spread and rank: how far values lie apart, which value has how many below it.
import type { Type } from '../../../../contracts/generated/types.ts';
import type { TypedExpr } from '../../plan.ts';
import { adapt, convert, literal } from '../coerce.ts';
import { decimal, digitsOf, isExact, isFloat, isNumber, mostDigits } from '../types.ts';
import { type AggregateParameter, type AggregateSignature, typeOfFirst } from './signature.ts';

const number: AggregateParameter = {
  name: 'x',
  says: 'numbers',
  takes: (arg) => (isFloat(arg.type) ? adapt(arg, 'double') : isNumber(arg.type) ? arg : undefined),
};
const share: AggregateParameter = {
  name: 'share',
  says: 'a number from 0 to 1, written out',
  takes: (arg) => {
    if (arg.is !== 'literal' || arg.value === null || !isExact(arg.type) || Number(arg.value) < 0 || Number(arg.value) > 1)
      return undefined;
    const value = arg.value.includes('.') ? arg.value.replace(/\.?0+$/, '') : arg.value;
    return decimalsOf(value) > mostDecimals ? undefined : literal(arg.type, value);
  },
};
const mostDecimals = 6;
const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

const always = (): boolean => true;
const joined = ['an aggregate step, joined to the rows'];

const spread = (says: string, nulls: 'nothing' | 'may', examples: AggregateSignature['examples']): AggregateSignature => ({
  says,
  params: [number],
  result: 'double',
  nulls,
  rounds: always,
  distinct: 'no',
  window: true,
  examples,
});

/** Decimals that a value between two others may have more than they. */
export const decimalsBetween = ([, at]: readonly TypedExpr[]): number => (at?.is === 'literal' ? decimalsOf(at.value ?? '') : 1);

/** Exact where the digits between two values have room, else as of doubles. */
const betweenType = (args: readonly TypedExpr[]): Type => {
  const digits = digitsOf(typeOfFirst(args));
  if (digits === undefined) return 'double';
  const more = decimalsBetween(args);
  return decimal({ precision: digits.precision + more, scale: digits.scale + more });
};

/** Four digits are kept free for what is computed on the way. */
const ranked = (decimals: number): AggregateParameter => ({
  ...number,
  takes: (arg) => {
    const digits = digitsOf(arg.type);
    if (digits === undefined || digits.precision + decimals + 4 <= mostDigits) return number.takes(arg);
    return convert(arg, 'double', 'widen');
  },
});
const ofFloats = (args: readonly TypedExpr[]): boolean => isFloat(typeOfFirst(args));

export const statisticAggregates: Readonly<Record<string, AggregateSignature>> = {
  stddev_samp: spread('the standard deviation of a sample; NULL of one value', 'may', [
    ['round(stddev_samp(points), 6)', 'cast(1.154701 as double)'],
    ['stddev(points) filter (where id = 1)', 'cast(null as double)'],
  ]),
  stddev_pop: spread('the standard deviation of all there are', 'nothing', [['round(stddev_pop(price), 6)', 'cast(1.027402 as double)']]),
  var_samp: spread('the variance of a sample; NULL of one value', 'may', [['round(variance(points), 6)', 'cast(1.333333 as double)']]),
  var_pop: spread('the variance of all there are', 'nothing', [['round(var_pop(points), 6)', 'cast(0.888889 as double)']]),
  median: {
    says: 'the value in the middle, between two the mean of both; exact of exact numbers',
    params: [ranked(1)],
    result: betweenType,
    nulls: 'nothing',
    rounds: ofFloats,
    distinct: 'no',
    window: joined,
    examples: [
      ['median(points)', '3'],
      ['median(price) filter (where id < 3)', '2'],
      ['median(weight)', 'cast(1.5 as double)'],
    ],
  },
  percentile: {
    says: 'the value below which that share of the values lies, between two in proportion; exact of exact numbers',
    params: [ranked(mostDecimals), share],
    result: betweenType,
    nulls: 'nothing',
    rounds: ofFloats,
    distinct: 'no',
    window: joined,
    examples: [
      ['percentile(points, 0.95)', '4.8'],
      ['percentile(price, 0.5)', '2.5'],
      ['percentile(price, 0)', '1.5'],
      ['percentile(weight, 0.25)', 'cast(1 as double)'],
      ['percentile(price, 0.5) filter (where id > 9)', 'cast(null as decimal(7,3))'],
    ],
  },
};
