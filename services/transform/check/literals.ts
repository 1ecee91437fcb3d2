// Numbers, dates and times as literals: one spelling each, and only moments that exist.
import type { Type } from '../../../contracts/generated/types.ts';

/** The text in its one spelling (2025-03-01, 2025-03-01 10:30:00.5); undefined when it is no date or time. */
export const canonicalTime = (text: string, type: 'date' | 'timestamp'): string | undefined => {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', fraction = ''] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${month}-${day}`;
  if (type === 'date') return hour === undefined ? date : undefined;
  if (Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const decimals = fraction.replace(/0+$/, '');
  return `${date} ${hour ?? '00'}:${minute}:${second}${decimals === '' ? '' : `.${decimals}`}`;
};

const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?$/;

const isDay = (year: number, month: number, day: number): boolean =>
  year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** A number with a point is decimal; a whole one the first of int, bigint and decimal that holds it. */
export const numberType = (text: string): Type => {
  const number = canonicalNumber(text);
  const [whole = '', decimals] = number.replace(/^-/, '').split('.');
  const precision = Math.max((whole === '0' ? 0 : whole.length) + (decimals?.length ?? 0), decimals?.length ?? 0, 1);
  if (decimals !== undefined) return `decimal(${precision},${decimals.length})`;
  const value = BigInt(number);
  if (BigInt.asIntN(32, value) === value) return 'int';
  return BigInt.asIntN(64, value) === value ? 'bigint' : `decimal(${precision},0)`;
};

export const canonicalNumber = (text: string): string => text.replace(/^(-?)\./, '$10.').replace(/^(-?)0+(?=\d)/, '$1');
