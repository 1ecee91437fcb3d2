// The language's types and what arithmetic on them gives, from its page: digits of sums, products and quotients, and what widens by itself.
import type { Digits } from './decimals.ts';
import { NoMeaning } from './raised.ts';

/** Type of a NULL that nothing has given a type yet. */
export const noType = 'null';

export const digitsOf = (type: string): Digits | undefined => {
  if (type === 'int') return { precision: 10, scale: 0 };
  if (type === 'bigint') return { precision: 19, scale: 0 };
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  return precision === undefined ? undefined : { precision: Number(precision), scale: Number(scale) };
};

/** Digits of a type that has some. */
export const digits = (type: string): Digits => {
  const found = digitsOf(type);
  if (found === undefined) throw new NoMeaning(`${type} has no digits`);
  return found;
};

export const isWhole = (type: string): boolean => type === 'int' || type === 'bigint';
export const isDecimalType = (type: string): boolean => type.startsWith('decimal(') && !type.endsWith('[]');
export const isExact = (type: string): boolean => isWhole(type) || isDecimalType(type);
export const isFloat = (type: string): boolean => type === 'float' || type === 'double';
export const isNumber = (type: string): boolean => isExact(type) || isFloat(type);
export const isTime = (type: string): boolean => type === 'date' || type === 'timestamp' || type === 'timestamptz';
export const isArrayType = (type: string): boolean => type.endsWith('[]');
export const elementOf = (type: string): string => type.slice(0, -2);

export const decimalType = ({ precision, scale }: Digits): string => `decimal(${precision},${scale})`;
/** At most 38 digits, without giving up decimals. */
export const cappedType = (precision: number, scale: number): string =>
  decimalType({ precision: Math.min(38, precision), scale: Math.min(38, scale) });

/** Beyond 38 digits decimals are given up, but not below six. */
export const fittedDigits = (precision: number, scale: number): Digits => {
  const excess = precision - 38;
  if (excess <= 0) return { precision, scale };
  return { precision: 38, scale: Math.max(scale - excess, Math.min(scale, 6)) };
};

export const sumDigits = (a: Digits, b: Digits): Digits => {
  const scale = Math.max(a.scale, b.scale);
  return fittedDigits(Math.max(a.precision - a.scale, b.precision - b.scale) + 1 + scale, scale);
};
export const productDigits = (a: Digits, b: Digits): Digits => fittedDigits(a.precision + b.precision + 1, a.scale + b.scale);
export const quotientDigits = (a: Digits, b: Digits): Digits => {
  const scale = Math.max(6, a.scale + b.precision + 1);
  return fittedDigits(a.precision - a.scale + b.scale + scale, scale);
};
export const remainderDigits = (a: Digits, b: Digits): Digits => {
  const scale = Math.max(a.scale, b.scale);
  return fittedDigits(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
};
const unionDigits = (a: Digits, b: Digits): Digits => {
  const scale = Math.max(a.scale, b.scale);
  return fittedDigits(Math.max(a.precision - a.scale, b.precision - b.scale) + scale, scale);
};

/** The type that both become; undefined when there is none. */
export const commonType = (a: string, b: string): string | undefined => {
  if (a === b || b === noType) return a;
  if (a === noType) return b;
  if (isNumber(a) && isNumber(b)) {
    if (isFloat(a) || isFloat(b)) return 'double';
    if (isWhole(a) && isWhole(b)) return 'bigint';
    return decimalType(unionDigits(digits(a), digits(b)));
  }
  const times = [a, b].toSorted().join(' ');
  return times === 'date timestamp' ? 'timestamp' : undefined;
};

/** Whether every value of the one is a value of the other, without a word said. */
export const widens = (from: string, to: string): boolean => {
  if (from === to || from === noType) return true;
  if (isWhole(from) && to === 'bigint') return true;
  if (isNumber(from) && to === 'double') return true;
  if (from === 'date' && to === 'timestamp') return true;
  if (!isExact(from) || !isDecimalType(to)) return false;
  const [a, b] = [digits(from), digits(to)];
  return a.scale <= b.scale && a.precision - a.scale <= b.precision - b.scale;
};
