// Casts: what fails on a value is NULL. Stored columns: what does not fit raises.

import { dayOfMicros, microsPerDay, readDay, readMicros, textOfDay, textOfMicros } from './dates.ts';
import { type Decimal, decimalOf, decimalOfFloat, fitsIn, floatOf, rescaled, storedAs, textOfDecimal, truncated } from './decimals.ts';
import { InterpreterRaised, NoMeaning } from './raised.ts';
import { adapted, constant, exactOf, type Typed } from './typed.ts';
import { digits, isArrayType, isDecimalType, isExact, isFloat, isTime, isWhole } from './types.ts';
import { inRange, isArray, raisedUnlessInRange, type Value } from './values.ts';

export const castTo = (from: Typed, type: string): Typed => {
  if (from.type === type) return from;
  if (from.literal?.is === 'null') return adapted(from, type);
  if (type === 'json') return jsonOf(from);
  return { type, value: (here) => castValue(from.value(here), from.type, type) };
};

/** Only a text that is written out is taken for a document. */
const jsonOf = ({ literal, type }: Typed): Typed => {
  if (literal?.is !== 'text') return noCast(type, 'json');
  JSON.parse(literal.text);
  return constant('json', literal.text);
};

export const castValue = (value: Value, from: string, to: string): Value => {
  if (value === null || from === to) return value;
  if (isArray(value)) return isArrayType(to) ? value.map((each) => castValue(each, from.slice(0, -2), to.slice(0, -2))) : noCast(from, to);
  if (to === 'text') return textOf(value, from);
  if (typeof value === 'string' && from === 'text') return castText(value, to);
  if (typeof value === 'boolean') return to === 'int' ? BigInt(value) : noCast(from, to);
  if (isTime(from) && isTime(to)) return castTime(value as bigint, from, to);
  if (isFloat(from)) return castFloat(value as number, from, to);
  if (isExact(from)) return castExact(exactOf(value), to);
  return noCast(from, to);
};

const noCast = (from: string, to: string): never => {
  throw new NoMeaning(`${from} cannot be cast to ${to}`);
};

/** The text of a value, as a cast gives it. */
export const textOf = (value: Value, type: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (type === 'date') return textOfDay(value as bigint);
  if (isTime(type)) return textOfMicros(value as bigint);
  if (isExact(type)) return textOfDecimal(exactOf(value));
  return noCast(type, 'text');
};

const castTime = (value: bigint, from: string, to: string): bigint => {
  if (to === 'date') return dayOfMicros(value);
  return from === 'date' ? value * microsPerDay : value;
};

const castExact = (value: Decimal, to: string): Value => {
  if (to === 'boolean') return value.unscaled !== 0n;
  if (isWhole(to)) return wholeOrNull(truncated(value), to);
  if (isDecimalType(to)) return decimalOrNull(value, to);
  if (to === 'double') return floatOf(value);
  return to === 'float' ? floatOrNull(floatOf(value)) : noCast('an exact number', to);
};

const castFloat = (value: number, from: string, to: string): Value => {
  if (to === 'double') return value;
  if (to === 'float') return floatOrNull(value);
  if (isWhole(to)) return Number.isFinite(value) ? wholeOrNull(BigInt(Math.trunc(value)), to) : null;
  if (!isDecimalType(to)) return noCast('a float', to);
  const exact = decimalOfFloat(value, from);
  return exact === undefined ? null : decimalOrNull(exact, to);
};

const wholeOrNull = (value: bigint, type: string): Value => (inRange(type, value) ? value : null);
const floatOrNull = (value: number): Value => (Math.abs(value) <= 3.4028234663852886e38 ? Math.fround(value) : null);
const decimalOrNull = (value: Decimal, type: string): Value => {
  const rounded = rescaled(value, digits(type).scale);
  return fitsIn(rounded, digits(type)) ? rounded : null;
};

/** Strict: blanks around the text are forgiven, nothing else. */
const castText = (value: string, to: string): Value => {
  const text = value.replace(/^ +| +$/g, '');
  if (isWhole(to)) return /^[+-]?[0-9]{1,38}$/.test(text) ? wholeOrNull(decimalOf(text).unscaled, to) : null;
  if (isDecimalType(to)) return decimalText.test(text) ? decimalOrNull(decimalOf(text), to) : printedDouble(text, to);
  if (to === 'double') return floatText.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
  if (to === 'date') return readDay(text) ?? null;
  if (to === 'timestamp') return readMicros(text) ?? null;
  if (to === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : null;
  if (to !== 'boolean') return noCast('text', to);
  const word = text.toLowerCase();
  return ['t', 'true', 'y', 'yes', '1'].includes(word) ? true : ['f', 'false', 'n', 'no', '0'].includes(word) ? false : null;
};
/** A number with an exponent is one that a double was printed as. */
const printedDouble = (text: string, to: string): Value => {
  const exact = floatText.test(text) ? decimalOfFloat(Number(text), 'double') : undefined;
  return exact === undefined ? null : decimalOrNull(exact, to);
};
const decimalText = /^[+-]?(?:[0-9]{1,38}(?:\.[0-9]{0,38})?|\.[0-9]{1,38})$/;
const floatText = /^[+-]?(?:[0-9]{1,38}(?:\.[0-9]{0,38})?|\.[0-9]{1,38})(?:[eE][+-]?[0-9]{1,3})?$/;

/** As a column of the target stores it: rounded halves away from zero, raises where it does not fit. */
export const storedValue = (value: Value, from: string, to: string): Value => {
  if (value === null || from === to) return value;
  if (isDecimalType(to)) return storedDecimal(value, from, to);
  if (isWhole(to)) return raisedUnlessInRange(to, rescaled(exactOf(value), 0).unscaled);
  if (to === 'float') return storedFloat(typeof value === 'number' ? value : floatOf(exactOf(value)));
  if (to === 'double') return typeof value === 'number' ? value : floatOf(exactOf(value));
  if (isTime(from) && isTime(to)) return castTime(value as bigint, from, to);
  return value;
};

const storedDecimal = (value: Value, from: string, to: string): Value => {
  const exact = isFloat(from) ? decimalOfFloat(value as number, from) : exactOf(value);
  return exact === undefined ? null : storedAs(exact, digits(to));
};

const storedFloat = (value: number): number => {
  const stored = Math.fround(value);
  if (Number.isFinite(value) && !Number.isFinite(stored)) throw new InterpreterRaised(`${value} is no float`);
  return stored;
};
