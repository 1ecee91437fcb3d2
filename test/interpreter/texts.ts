// Values as text of one spelling per type, and back: how tables come in and rows go out.

import { daysOf, microsPerDay, readDay, readMicros, textOfDay, textOfMicros } from './dates.ts';
import { type Decimal, decimalOf, reduced, storedAs, textOfDecimal } from './decimals.ts';
import { digits, elementOf, isArrayType, isDecimalType, isFloat, isTime, isWhole } from './types.ts';
import { isArray, type Value } from './values.ts';

/**
 * Numbers with the digits that say something (12.5, never 12.50), floats by their shortest text, true and false, ISO days and moments,
 * timestamptz as the wall clock of UTC, bytes as hexadecimal digits, arrays as JSON of such texts.
 */
export const spelled = (value: Value, type: string): string | null => {
  if (value === null) return null;
  if (isArrayType(type)) return JSON.stringify((value as readonly Value[]).map((each) => spelled(each, elementOf(type))));
  if (isDecimalType(type)) return textOfDecimal(reduced(value as Decimal));
  if (isFloat(type)) return String((value as number) + 0);
  if (type === 'date') return textOfDay(value as bigint);
  if (isTime(type)) return textOfMicros(value as bigint);
  return isArray(value) ? null : String(value);
};

/** A source column's value from its text, in the spelling above or in PostgreSQL's own. char(n) is padded, decimals beyond the type's are rounded. */
export const readText = (text: string | null, type: string, sourceType = type): Value => {
  if (text === null) return null;
  if (isArrayType(type)) return elementsIn(text).map((each) => readText(each, elementOf(type)));
  if (type === 'boolean') return text === 'true' || text === 't';
  if (isWhole(type)) return BigInt(text);
  if (isDecimalType(type)) return storedAs(decimalOf(text), digits(type));
  if (isFloat(type)) return type === 'float' ? Math.fround(Number(text)) : Number(text);
  if (type === 'date') return known(readDay(text) ?? lateDay(text), text);
  if (isTime(type)) return moment(text);
  if (type === 'bytes') return text.replace(/^\\x/, '');
  const padded = /^character\((\d+)\)$|^character$/.exec(sourceType);
  return padded === null ? text : text.padEnd(Number(padded[1] ?? 1) + text.length - Array.from(text).length, ' ');
};

/** JSON, or PostgreSQL's own notation, of which only the elements count, not their bounds or dimensions. */
const elementsIn = (text: string): readonly (string | null)[] => {
  if (text.startsWith('[') && !text.includes(']={')) return JSON.parse(text) as (string | null)[];
  const elements = text.replace(/^\[.*?\]=/, '').matchAll(/"((?:[^"\\]|\\.)*)"|[^{},"]+/g);
  return [...elements].map(([plain, quoted]) =>
    quoted === undefined ? (plain === 'NULL' ? null : plain) : quoted.replace(/\\(.)/gs, '$1'),
  );
};

/** Computed days may lie behind the year 9999. */
const lateDay = (text: string): bigint | undefined => {
  const [, year, month, day] = /^\+?(\d{5,6})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year === undefined ? undefined : daysOf({ year: Number(year), month: Number(month), day: Number(day) });
};

const moment = (text: string): bigint => {
  const [, clock = text, sign, hours = '0', minutes = '0'] = /^(.*\d)([+-])(\d{2})(?::?(\d{2}))?$/.exec(text) ?? [];
  const isOffset = sign !== undefined && clock.includes(':');
  const offset = BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000n;
  return isOffset ? readMoment(clock) - (sign === '-' ? -offset : offset) : readMoment(text);
};

const readMoment = (text: string): bigint => {
  const [day = '', clock] = text.split(/[ T]/);
  const late = lateDay(day);
  return late === undefined
    ? known(readMicros(text), text)
    : late * microsPerDay + known(readMicros(`1970-01-01${clock === undefined ? '' : ` ${clock}`}`), text);
};

const known = <T>(value: T | undefined, text: string): T => {
  if (value === undefined) throw new Error(`${text} is no value of its column`);
  return value;
};
