// An expression that has been read: its type, how its value is computed, and what is known when it is written out.

import { readDay, readMicros } from './dates.ts';
import { type Decimal, type Digits, decimalOf, floatOf, rescaled } from './decimals.ts';
import { NoMeaning } from './raised.ts';
import type { Row } from './rows.ts';
import { commonType, decimalType, digits, isArrayType, isDecimalType, isExact, isWhole, noType, widens } from './types.ts';
import { inRange, isArray, type Value } from './values.ts';

/** Where an expression is evaluated: the row, all rows of its group or partition, and which of them it is. */
export type Here = { readonly row: Row; readonly rows: readonly Row[]; readonly at: number };

export type Literal =
  | { readonly is: 'number'; readonly text: string }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'time' }
  | { readonly is: 'null' };

export type Typed = { readonly type: string; readonly value: (here: Here) => Value; readonly literal?: Literal };

export const constant = (type: string, value: Value, literal?: Literal): Typed => ({
  type,
  value: () => value,
  ...(literal && { literal }),
});
export const nullOf = (type: string): Typed => constant(type, null, { is: 'null' });

/** A whole number is the first of int, bigint, decimal that holds it; one with a point is decimal. */
export const numberLiteral = (text: string): Typed => {
  const literal = { is: 'number', text } as const;
  const value = decimalOf(text);
  const own = literalDigits(text);
  if (text.includes('.')) return constant(decimalType(own), value, literal);
  const type = ['int', 'bigint'].find((whole) => inRange(whole, value.unscaled));
  return type === undefined ? constant(decimalType(own), value, literal) : constant(type, value.unscaled, literal);
};

/** Digits that a number needs as it is written; zeros before it need none. */
const literalDigits = (text: string): Digits => {
  const { unscaled, scale } = decimalOf(text);
  const size = String(unscaled < 0n ? -unscaled : unscaled).replace(/^0$/, '').length;
  return { precision: Math.max(size, scale, 1), scale };
};

/** The expression as that type, where the language does it without being told: literals adapt, values widen. */
export const adapted = (from: Typed, type: string): Typed => {
  const result = tryAdapted(from, type);
  if (result === undefined) throw new NoMeaning(`${from.type} stands where ${type} is needed`);
  return result;
};

export const tryAdapted = (from: Typed, type: string): Typed | undefined => {
  if (from.type === type) return from;
  const { literal } = from;
  if (literal?.is === 'null') return nullOf(type);
  if (literal?.is === 'text') {
    const value = adaptedText(literal.text, type);
    return value === undefined ? undefined : constant(type, value, type === 'uuid' ? undefined : { is: 'time' });
  }
  if (literal?.is === 'number') {
    const value = adaptedNumber(literal.text, type);
    if (value !== undefined) return constant(type, value, type === 'double' ? undefined : literal);
  }
  if (!widens(from.type, type) && !(isArrayType(from.type) && isArrayType(type) && widens(from.type.slice(0, -2), type.slice(0, -2)))) {
    return undefined;
  }
  return { type, value: (here) => widened(from.value(here), from.type, type) };
};

const adaptedText = (text: string, type: string): Value | undefined => {
  if (type === 'date') return readDay(text.trim());
  if (type === 'timestamp' || type === 'timestamptz') return readMicros(text.trim());
  if (type === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
  return undefined;
};

const adaptedNumber = (text: string, type: string): Value | undefined => {
  const value = decimalOf(text);
  if (type === 'double') return floatOf(value);
  if (type === 'bigint' && value.scale === 0 && inRange(type, value.unscaled)) return value.unscaled;
  if (!isDecimalType(type)) return undefined;
  const [own, wanted] = [literalDigits(text), digits(type)];
  return own.scale <= wanted.scale && own.precision - own.scale <= wanted.precision - wanted.scale
    ? rescaled(value, wanted.scale)
    : undefined;
};

export const widened = (value: Value, from: string, to: string): Value => {
  if (value === null || from === to) return value;
  if (isArray(value)) return value.map((each) => widened(each, from.slice(0, -2), to.slice(0, -2)));
  if (to === 'double') return isWhole(from) ? Number(value) : isDecimalType(from) ? floatOf(value as Decimal) : value;
  if (to === 'timestamp') return (value as bigint) * 86_400_000_000n;
  if (isDecimalType(to)) return rescaled(exactOf(value), digits(to).scale);
  return value;
};

/** An integer or a decimal as a decimal. */
export const exactOf = (value: Value): Decimal => (typeof value === 'bigint' ? { unscaled: value, scale: 0 } : (value as Decimal));

/** In decimal arithmetic: numbers written out take the digits they are written with, integers those of their type. */
export const asDecimal = (from: Typed): Typed => {
  if (isDecimalType(from.type)) return from;
  if (from.literal?.is === 'number')
    return constant(decimalType(literalDigits(from.literal.text)), decimalOf(from.literal.text), from.literal);
  return adapted(from, decimalType(digits(from.type)));
};

/** The type that all of them become; undefined when there is none. */
export const sharedType = (all: readonly Typed[]): string | undefined => {
  // a text written out beside a date is a date
  const firm = all.filter(({ literal, type }) => literal?.is !== 'text' && !(literal?.is === 'null' && type === 'text'));
  const deciding = firm.some(({ type }) => type !== noType) ? firm : all;
  const numbers = deciding.filter(({ literal, type }) => literal?.is === 'number' && isExact(type));
  const others = deciding.filter((each) => !numbers.includes(each)).map(({ type }) => type);
  const meet = (a: string | undefined, b: string): string | undefined => (a === undefined ? undefined : commonType(a, b));
  const type = others.reduce(meet, noType);
  return numbers.reduce((shared: string | undefined, { literal, type: own }) => {
    const beside = shared !== undefined && isDecimalType(shared) && literal?.is === 'number';
    return meet(shared, beside ? decimalType(literalDigits(literal.text)) : own);
  }, type);
};

/** All as one type. */
export const unified = (all: readonly Typed[]): { readonly type: string; readonly all: readonly Typed[] } => {
  const type = sharedType(all);
  if (type === undefined) throw new NoMeaning(`${all.map((each) => each.type).join(', ')} have no type in common`);
  return { type, all: all.map((each) => adapted(each, type)) };
};

/** NULL where an argument is NULL, else what the function makes of them. All arguments are computed first. */
export const strict = (type: string, args: readonly Typed[], apply: (values: readonly Value[]) => Value): Typed => ({
  type,
  value: (here) => {
    const values = args.map((arg) => arg.value(here));
    return values.includes(null) ? null : apply(values);
  },
});
