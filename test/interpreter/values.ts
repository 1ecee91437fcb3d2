// Values as the interpreter holds them, their order and their equality.
import { compareDecimals, type Decimal, isDecimalValue, reduced } from './decimals.ts';
import { InterpreterRaised } from './raised.ts';

/**
 * boolean: boolean; int, bigint: bigint; decimal: Decimal; float, double: number; text, uuid, json, bytes (as hexadecimal digits): string;
 * date: days, timestamp and timestamptz: microseconds, both since 1970 and bigint; arrays: arrays.
 */
export type Value = null | boolean | bigint | number | string | Decimal | readonly Value[];

/** -1, 0, 1 for values of one type that are not NULL. NaN equals itself and is the greatest, -0 equals 0, text goes by code point. */
export const compare = (a: Value, b: Value): number => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'number' && typeof b === 'number') return compareFloats(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isDecimalValue(a) && isDecimalValue(b)) return compareDecimals(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  throw new Error(`${typeof a} and ${typeof b} are not values of one type`);
};

/** The same text for values that are equal, NULL included. */
export const keyOf = (value: Value): string => {
  if (value === null) return 'n';
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (typeof value === 'number') return `f${value === 0 ? 0 : value}`;
  if (isDecimalValue(value)) {
    const { unscaled, scale } = reduced(value);
    return `d${unscaled}e${scale}`;
  }
  if (isArray(value)) return `a${value.length}(${value.map(keyOf).join(',')})`;
  return `${typeof value}${value}`;
};

export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Within the integers that the type has. */
export const inRange = (type: string, value: bigint): boolean => BigInt.asIntN(type === 'int' ? 32 : 64, value) === value;

export const raisedUnlessInRange = (type: string, value: bigint): bigint => {
  if (!inRange(type, value)) throw new InterpreterRaised(`${value} is no ${type}`);
  return value;
};

const compareFloats = (a: number, b: number): number => {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b)) return -1;
  return a < b ? -1 : a > b ? 1 : 0;
};

const compareTexts = (a: string, b: string): number => {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const difference = Number(left[at]?.codePointAt(0)) - Number(right[at]?.codePointAt(0));
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(left.length - right.length);
};

const compareArrays = (a: readonly Value[], b: readonly Value[]): number => {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const [left, right] = [a[at] ?? null, b[at] ?? null];
    // inside arrays NULL is a value like any other, and the greatest
    const order = left === null || right === null ? Number(left === null) - Number(right === null) : compare(left, right);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
};
