// Times read and written by a pattern: yyyy, MM, M, dd, d, HH, H, mm, ss, fractions of a second, English names of months and days.
import { type Clock, clockOf, dayOf, dayOfMicros, existingDay, isoWeekday, microsOf } from '../dates.ts';
import { NoMeaning } from '../raised.ts';
import { strict, type Typed } from '../typed.ts';
import type { Value } from '../values.ts';
import { type Family, text, time, writtenText } from './arguments.ts';

export const formatFunctions: Family = {
  to_date: (args) => {
    const read = readerOf(writtenText(args, 1));
    return strict('date', [text(args, 0)], ([value]) => read(String(value))?.days ?? null);
  },
  to_timestamp: (args) => {
    const read = readerOf(writtenText(args, 1));
    return strict('timestamp', [text(args, 0)], ([value]) => {
      const found = read(String(value));
      return found === undefined ? null : microsOf(found.days, found.clock);
    });
  },
  date_format: (args) => {
    const value = time(args, 0);
    const fields = fieldsOf(writtenText(args, 1));
    return strict('text', [value], ([x]) => fields.map((field) => written(field, x, value)).join(''));
  },
};

/** Runs of one letter, and what stands between them; T is no field. */
const fieldsOf = (pattern: string): readonly string[] => pattern.match(/T|([A-Za-z])\1*|[^A-Za-z]+/g) ?? [];

type Read = { readonly days: bigint; readonly clock: Clock };

const readerOf = (pattern: string): ((value: string) => Read | undefined) => {
  const fields = fieldsOf(pattern);
  const letters = fields.filter((field) => /^[A-SU-Za-z]/.test(field));
  const regular = new RegExp(`^${fields.map(digitsOf).join('')}$`);
  return (value) => {
    const found = regular.exec(value.replace(/^ +| +$/g, ''));
    if (found === null) return undefined;
    const part = (letter: string): string => found[letters.findIndex((field) => field.startsWith(letter)) + 1] ?? '';
    const number = (letter: string): number => (letters.some((field) => field.startsWith(letter)) ? Number(part(letter)) : 0);
    const days = existingDay(number('y'), number('M'), number('d'));
    const clock = { hour: number('H'), minute: number('m'), second: number('s'), micro: 0 };
    if (days === undefined || clock.hour > 23 || clock.minute > 59 || clock.second > 59) return undefined;
    const hasFraction = letters.some((field) => field.startsWith('S'));
    return { days, clock: { ...clock, micro: hasFraction ? Number(part('S').padEnd(6, '0')) : 0 } };
  };
};

const digitsOf = (field: string): string => {
  if (field.startsWith('S')) return `([0-9]{1,${field.length}})`;
  if (!/^[yMdHms]/.test(field)) return field.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return field.length === 1 ? '([0-9]{1,2})' : `([0-9]{${field.length}})`;
};

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const written = (field: string, value: Value | undefined, { type }: Typed): string => {
  const days = type === 'date' ? (value as bigint) : dayOfMicros(value as bigint);
  const { year, month, day } = dayOf(days);
  const { hour, minute, second, micro } = clockOf(type === 'date' ? 0n : (value as bigint));
  const padded = (n: number, length: number): string => String(n).padStart(length, '0');
  const name = field.startsWith('M') ? (months[month - 1] ?? '') : (weekdays[isoWeekday(days) - 1] ?? '');
  if (field === 'MMMM' || field === 'EEEE') return name;
  if (field === 'MMM' || field === 'EEE') return name.slice(0, 3);
  const numbers: Readonly<Record<string, number>> = { y: year, M: month, d: day, H: hour, m: minute, s: second };
  const number = numbers[field.charAt(0)];
  if (field === 'T' || !/^[A-Za-z]/.test(field)) return field;
  if (field.startsWith('S')) return padded(micro, 6).slice(0, field.length);
  if (number === undefined) throw new NoMeaning(`${field} is no part of a pattern`);
  return padded(number, field.length);
};
