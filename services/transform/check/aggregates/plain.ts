// Aggregates of values in no order: counts, sums, averages, extremes, conditions.
import type { Type } from '../../../../contracts/generated/types.ts';
import type { TypedExpr } from '../../plan.ts';
import { adapt, convert } from '../coerce.ts';
import { decimal, digitsOf, isComparable, isDecimal, isFloat, isInteger, isNumber, isOrdered, mostDigits, unknownType } from '../types.ts';
import { type AggregateParameter, type AggregateSignature, typeOfFirst } from './signature.ts';

const comparable = (name: string): AggregateParameter => ({
  name,
  says: 'values that can be compared',
  takes: (arg) => (arg.type !== unknownType && isComparable(arg.type) ? arg : undefined),
});
const summand: AggregateParameter = {
  name: 'x',
  says: 'numbers',
  takes: (arg) => (isFloat(arg.type) ? adapt(arg, 'double') : isNumber(arg.type) ? arg : undefined),
};
/** An average has at least six decimals: four more than what is averaged, which has at least two. */
const averaged: AggregateParameter = {
  ...summand,
  takes: (arg) => {
    const digits = digitsOf(arg.type);
    if (digits === undefined) return summand.takes(arg);
    const hasRoom = digits.precision - digits.scale + 2 <= mostDigits;
    if ((isDecimal(arg.type) && digits.scale >= 2) || !hasRoom) return arg;
    return convert(arg, decimal({ precision: digits.precision - digits.scale + 2, scale: 2 }), 'widen');
  },
};
const ordered: AggregateParameter = {
  name: 'x',
  says: 'numbers, texts, dates or times',
  takes: (arg) => (isOrdered(arg.type) && arg.type !== 'boolean' ? arg : undefined),
};
const condition: AggregateParameter = { name: 'x', says: 'true or false', takes: (arg) => adapt(arg, 'boolean') };

const sumType = (args: readonly TypedExpr[]): Type => {
  const type = typeOfFirst(args);
  if (isInteger(type)) return 'bigint';
  const digits = digitsOf(type);
  return digits === undefined ? type : decimal({ precision: Math.min(mostDigits, digits.precision + 10), scale: digits.scale });
};

const averageType = (args: readonly TypedExpr[]): Type => {
  const digits = digitsOf(typeOfFirst(args));
  if (digits === undefined) return 'double';
  return decimal({ precision: Math.min(mostDigits, digits.precision + 4), scale: Math.min(mostDigits, digits.scale + 4) });
};

// adding floats in another order gives another last digit
const ofFloats = (args: readonly TypedExpr[]): boolean => isFloat(typeOfFirst(args));

export const plainAggregates: Readonly<Record<string, AggregateSignature>> = {
  count: {
    says: 'how many rows, or how many values that are not NULL',
    params: [comparable('x')],
    rest: comparable('y'),
    star: true,
    result: 'bigint',
    nulls: 'never',
    distinct: 'different',
    window: true,
    examples: [
      ['count(*)', '4'],
      ['count(points)', '3'],
      ['count(distinct points)', '2'],
      ['count(distinct team, points)', '3'],
      ["count(*) filter (where team = 'b')", '2'],
      ['count(*) filter (where id > 9)', '0'],
    ],
  },
  sum: {
    says: 'the sum of the values',
    params: [summand],
    result: sumType,
    nulls: 'nothing',
    rounds: ofFloats,
    distinct: 'different',
    window: true,
    examples: [
      ['sum(points)', '11'],
      ['sum(distinct points)', '8'],
      ['sum(price) filter (where id > 9)', 'cast(null as decimal(16,2))'],
    ],
  },
  avg: {
    says: 'the average of the values, with at least six decimals',
    params: [averaged],
    result: averageType,
    nulls: 'nothing',
    rounds: ofFloats,
    distinct: 'different',
    window: true,
    examples: [
      ['avg(points)', '3.666667'],
      ['avg(price)', '2.666667'],
    ],
  },
  min: {
    says: 'the least value; texts by code point',
    params: [ordered],
    result: typeOfFirst,
    nulls: 'nothing',
    distinct: 'same',
    window: true,
    examples: [
      ['min(name)', "'ann'"],
      ['min(day)', "date '2025-01-01'"],
    ],
  },
  max: {
    says: 'the greatest value; texts by code point',
    params: [ordered],
    result: typeOfFirst,
    nulls: 'nothing',
    distinct: 'same',
    window: true,
    examples: [['max(price)', '4.00']],
  },
  bool_and: {
    says: 'whether it is always true, leaving out NULLs',
    params: [condition],
    result: 'boolean',
    nulls: 'nothing',
    distinct: 'same',
    window: true,
    examples: [
      ['bool_and(paid)', 'false'],
      ["bool_and(paid) filter (where team = 'b')", 'true'],
    ],
  },
  bool_or: {
    says: 'whether it is ever true, leaving out NULLs',
    params: [condition],
    result: 'boolean',
    nulls: 'nothing',
    distinct: 'same',
    window: true,
    examples: [['bool_or(points > 4)', 'true']],
  },
};
