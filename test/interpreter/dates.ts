// Days and moments: counted since 1970 in the proleptic Gregorian calendar; a timestamp is a wall clock, a timestamptz the one of UTC.
import { InterpreterRaised } from './raised.ts';

export const microsPerSecond = 1_000_000n;
export const microsPerDay = 86_400n * microsPerSecond;

export type Day = { readonly year: number; readonly month: number; readonly day: number };

/** The day may lie outside of its month: 32 January is 1 February. */
export const daysOf = ({ year, month, day }: Day): bigint => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return BigInt(existing(date).getTime() / 86_400_000);
};

export const dayOf = (days: bigint): Day => {
  const date = existing(new Date(Number(days) * 86_400_000));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** Days before the year -4712, and those 270,000 years ahead, are none. */
const existing = (date: Date): Date => {
  if (!(date.getUTCFullYear() >= -4712)) throw new InterpreterRaised('a day out of range');
  return date;
};

export const daysInMonth = (year: number, month: number): number => dayOf(daysOf({ year, month: month + 1, day: 0 })).day;

/** The same days; raises where no calendar has them. */
export const existingDays = (days: bigint): bigint => {
  dayOf(days);
  return days;
};

/** 1 Monday to 7 Sunday; day 0 was a Thursday. */
export const isoWeekday = (days: bigint): number => Number(modulo(days + 3n, 7n)) + 1;

export const addMonths = (days: bigint, months: number): bigint => {
  const { year, month, day } = dayOf(days);
  const first = dayOf(daysOf({ year, month: month + months, day: 1 }));
  return daysOf({ ...first, day: Math.min(day, daysInMonth(first.year, first.month)) });
};

export const floorDivide = (a: bigint, b: bigint): bigint => (a - modulo(a, b)) / b;
export const modulo = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;

export const dayOfMicros = (micros: bigint): bigint => floorDivide(micros, microsPerDay);

export type Clock = { readonly hour: number; readonly minute: number; readonly second: number; readonly micro: number };
export const clockOf = (micros: bigint): Clock => {
  const rest = modulo(micros, microsPerDay);
  const seconds = Number(rest / microsPerSecond);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    micro: Number(rest % microsPerSecond),
  };
};

export const microsOf = (days: bigint, { hour, minute, second, micro }: Clock): bigint =>
  days * microsPerDay + BigInt(hour * 3600 + minute * 60 + second) * microsPerSecond + BigInt(micro);

const two = (n: number): string => String(n).padStart(2, '0');

export const textOfDay = (days: bigint): string => {
  const { year, month, day } = dayOf(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};

/** 2025-03-01 10:30:00, with the decimals of the second that are not zero. */
export const textOfMicros = (micros: bigint): string => {
  const { hour, minute, second, micro } = clockOf(micros);
  const decimals = micro === 0 ? '' : `.${String(micro).padStart(6, '0').replace(/0+$/, '')}`;
  return `${textOfDay(dayOfMicros(micros))} ${two(hour)}:${two(minute)}:${two(second)}${decimals}`;
};

/** YYYY-MM-DD of a day that exists, in the years 1 to 9999. */
export const readDay = (text: string): bigint | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match === null ? undefined : existingDay(Number(match[1]), Number(match[2]), Number(match[3]));
};

export const existingDay = (year: number, month: number, day: number): bigint | undefined => {
  const exists = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? daysOf({ year, month, day }) : undefined;
};

/** A day, or a day with a clock of minutes, seconds or up to six decimals. */
export const readMicros = (text: string): bigint | undefined => {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?$/.exec(text);
  const days = match === null ? undefined : readDay(match[1] ?? '');
  if (match === null || days === undefined) return undefined;
  const [hour, minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return microsOf(days, { hour, minute, second, micro: Number((match[5] ?? '').padEnd(6, '0')) });
};
