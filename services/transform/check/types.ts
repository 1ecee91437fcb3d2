// The types of the language and their algebra: which widen, what arithmetic on them gives.
import type { Type } from '../../../contracts/generated/types.ts';

/** Not a type of any column: NULL before its surroundings give it one. */
export const unknownType = 'null';
export const mostDigits = 38;
/** Decimals that are kept at least when a result needs more than 38 digits. */
const leastScale = 6;

export type Digits = { readonly precision: number; readonly scale: number };

export const decimal = ({ precision, scale }: Digits): Type => `decimal(${precision},${scale})`;

/** Digits of a decimal; of an integer type those that hold every value of it; undefined for all others. */
export const digitsOf = (type: Type): Digits | undefined => {
  if (type === 'int') return { precision: 10, scale: 0 };
  if (type === 'bigint') return { precision: 19, scale: 0 };
  const match = /^decimal\((\d+),(\d+)\)$/.exec(type);
  return match === null ? undefined : { precision: Number(match[1]), scale: Number(match[2]) };
};

export const isDecimal = (type: Type): boolean => type.startsWith('decimal(') && type.endsWith(')');
export const isInteger = (type: Type): boolean => type === 'int' || type === 'bigint';
export const isExact = (type: Type): boolean => isInteger(type) || isDecimal(type);
export const isFloat = (type: Type): boolean => type === 'float' || type === 'double';
export const isNumber = (type: Type): boolean => isExact(type) || isFloat(type);
export const isTime = (type: Type): boolean => type === 'date' || type === 'timestamp' || type === 'timestamptz';
/** Has an order, so min, max, < and sorting mean something. */
export const isOrdered = (type: Type): boolean =>
  isNumber(type) || isTime(type) || type === 'text' || type === 'uuid' || type === 'boolean';
/** Equality means something: a json text may differ where the documents do not. Arrays are equal element by element, NULL beside NULL. */
export const isComparable = (type: Type): boolean => isOrdered(type) || type === 'bytes' || isArray(type);
export const isType = (text: string): boolean => plainTypes.has(text) || isValidDecimal(text) || isValidArray(text);

export const isArray = (type: Type): boolean => type.endsWith('[]');
/** Type of an array's elements; undefined for all other types. */
export const elementOf = (type: Type): Type | undefined => (isArray(type) ? type.slice(0, -2) : undefined);
export const arrayOf = (type: Type): Type => `${type}[]`;

const plainTypes = new Set([
  'boolean',
  'int',
  'bigint',
  'float',
  'double',
  'text',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
  'json',
  'bytes',
]);
// what both engines and the way between them can hold as elements
const elementTypes = new Set(['boolean', 'int', 'bigint', 'double', 'text', 'date', 'timestamp']);
const isValidArray = (text: string): boolean => {
  const element = elementOf(text);
  return element !== undefined && (elementTypes.has(element) || isValidDecimal(element));
};
const isValidDecimal = (text: string): boolean => {
  const digits = isDecimal(text) ? digitsOf(text) : undefined;
  return digits !== undefined && digits.precision >= 1 && digits.precision <= mostDigits && digits.scale <= digits.precision;
};

/** More than 38 digits: integer digits are kept, decimals are given up as long as six remain. */
export const fitted = ({ precision, scale }: Digits): Digits => {
  if (precision <= mostDigits) return { precision, scale };
  return { precision: mostDigits, scale: Math.max(mostDigits - (precision - scale), Math.min(scale, leastScale)) };
};

/** Digits of the result of an operation on exact numbers. */
export const arithmetic = (operation: Operation, a: Digits, b: Digits): Digits => fitted(needed(operation, a, b));

export type Operation = 'add' | 'subtract' | 'multiply' | 'divide' | 'modulo';

/** Digits that hold every result of the operation, however many that are. */
export const needed = (operation: Operation, a: Digits, b: Digits): Digits => {
  const whole = [a.precision - a.scale, b.precision - b.scale] as const;
  const scale = Math.max(a.scale, b.scale);
  switch (operation) {
    case 'add':
    case 'subtract':
      return { precision: Math.max(...whole) + scale + 1, scale };
    case 'multiply':
      return { precision: a.precision + b.precision + 1, scale: a.scale + b.scale };
    case 'modulo':
      return { precision: Math.min(...whole) + scale, scale };
    case 'divide': {
      const decimals = Math.max(leastScale, a.scale + b.precision + 1);
      return { precision: a.precision - a.scale + b.scale + decimals, scale: decimals };
    }
  }
};

/** The narrowest type that holds the values of both; undefined when there is none. */
export const commonType = (a: Type, b: Type): Type | undefined => {
  if (a === b) return a;
  if (a === unknownType) return b;
  if (b === unknownType) return a;
  if (isInteger(a) && isInteger(b)) return 'bigint';
  if (isFloat(a) && isNumber(b)) return 'double';
  if (isNumber(a) && isFloat(b)) return 'double';
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (left !== undefined && right !== undefined) return decimal(wide(left, right));
  if ((a === 'date' && b === 'timestamp') || (a === 'timestamp' && b === 'date')) return 'timestamp';
  return undefined;
};

const wide = (a: Digits, b: Digits): Digits => {
  const scale = Math.max(a.scale, b.scale);
  return fitted({ precision: Math.max(a.precision - a.scale, b.precision - b.scale) + scale, scale });
};

/** Every value of `from` is a value of `to`. */
export const widens = (from: Type, to: Type): boolean => {
  if (from === to || from === unknownType) return true;
  if (to === 'bigint') return from === 'int';
  if (to === 'double') return isNumber(from);
  if (to === 'timestamp') return from === 'date';
  const [source, target] = [digitsOf(from), digitsOf(to)];
  if (!isDecimal(to) || source === undefined || target === undefined) return false;
  return source.scale <= target.scale && source.precision - source.scale <= target.precision - target.scale;
};
