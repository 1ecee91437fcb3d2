// Functions on days and moments.
import {
  clockOf,
  dayOf,
  dayOfMicros,
  daysInMonth,
  daysOf,
  existingDays,
  floorDivide,
  isoWeekday,
  microsOf,
  microsPerDay,
} from '../dates.ts';
import { NoMeaning } from '../raised.ts';
import { strict, type Typed } from '../typed.ts';
import type { Value } from '../values.ts';
import { date, type Family, int, moment, time, writtenText } from './arguments.ts';
import { shifted } from './shifts.ts';

export const dayIn = (value: Value | undefined, type: string): bigint =>
  type === 'date' ? (value as bigint) : dayOfMicros(value as bigint);

export const dayPart = (args: readonly Typed[], part: (days: bigint) => number): Typed => {
  const value = time(args, 0);
  return strict('int', [value], ([x]) => BigInt(part(dayIn(x, value.type))));
};
const clockPart = (args: readonly Typed[], part: 'hour' | 'minute' | 'second'): Typed =>
  strict('int', [moment(args, 0)], ([x]) => BigInt(clockOf(x as bigint)[part]));

export const timeFunctions: Family = {
  year: (args) => dayPart(args, (days) => dayOf(days).year),
  quarter: (args) => dayPart(args, (days) => Math.ceil(dayOf(days).month / 3)),
  month: (args) => dayPart(args, (days) => dayOf(days).month),
  day: (args) => dayPart(args, (days) => dayOf(days).day),
  week: (args) => dayPart(args, (days) => isoWeek(days).week),
  isoyear: (args) => dayPart(args, (days) => isoWeek(days).year),
  doy: (args) => dayPart(args, (days) => Number(days - daysOf({ year: dayOf(days).year, month: 1, day: 1 })) + 1),
  isodow: (args) => dayPart(args, isoWeekday),
  hour: (args) => clockPart(args, 'hour'),
  minute: (args) => clockPart(args, 'minute'),
  second: (args) => clockPart(args, 'second'),
  date_trunc: (args) => {
    const value = time(args, 1);
    const unit = writtenText(args, 0);
    if (value.type === 'date') return strict('date', [value], ([x]) => startOfDay(unit, x as bigint));
    return strict(value.type, [value], ([x]) => startOf(unit, x as bigint));
  },
  date_add: (args) => strict('date', [date(args, 0), int(args, 1)], ([days, n]) => existingDays((days as bigint) + (n as bigint))),
  add_months: (args) => shifted(time(args, 0), int(args, 1), 'months'),
  epoch: (args) => strict('bigint', [moment(args, 0)], ([x]) => floorDivide(x as bigint, 1_000_000n)),
  datediff: (args) => {
    const unit = writtenText(args, 0);
    const [from, to] = [time(args, 1), time(args, 2)];
    return strict(
      unit in clockUnits ? 'bigint' : 'int',
      [from, to],
      ([a, b]) => numberOfUnit(unit, asMicros(b, to.type)) - numberOfUnit(unit, asMicros(a, from.type)),
    );
  },
  last_day: (args) =>
    strict('date', [date(args, 0)], ([days]) => {
      const { year, month } = dayOf(days as bigint);
      return daysOf({ year, month, day: daysInMonth(year, month) });
    }),
};

/** The week that holds the day's Thursday belongs to the Thursday's year. */
const isoWeek = (days: bigint): { readonly year: number; readonly week: number } => {
  const thursday = days - BigInt(isoWeekday(days)) + 4n;
  const { year } = dayOf(thursday);
  return { year, week: Math.floor(Number(thursday - daysOf({ year, month: 1, day: 1 })) / 7) + 1 };
};

const clockUnits: Readonly<Record<string, bigint>> = { hour: 3_600_000_000n, minute: 60_000_000n, second: 1_000_000n };

const asMicros = (value: Value | undefined, type: string): bigint =>
  type === 'date' ? (value as bigint) * microsPerDay : (value as bigint);

/** First day of the unit. */
export const startOfDay = (unit: string, days: bigint): bigint => {
  const { year, month } = dayOf(days);
  if (unit === 'day') return days;
  if (unit === 'week') return days - BigInt(isoWeekday(days) - 1);
  if (unit === 'month') return daysOf({ year, month, day: 1 });
  if (unit === 'quarter') return daysOf({ year, month: Math.floor((month - 1) / 3) * 3 + 1, day: 1 });
  if (unit === 'year') return daysOf({ year, month: 1, day: 1 });
  throw new NoMeaning(`a date has no ${unit}`);
};

export const startOf = (unit: string, micros: bigint): bigint => {
  const clock = clockUnits[unit];
  if (clock !== undefined) return floorDivide(micros, clock) * clock;
  return microsOf(startOfDay(unit, dayOfMicros(micros)), { hour: 0, minute: 0, second: 0, micro: 0 });
};

/** Units are numbered, so that their difference counts the starts between two moments. */
const numberOfUnit = (unit: string, micros: bigint): bigint => {
  const days = dayOfMicros(micros);
  const { year, month } = dayOf(days);
  const clock = clockUnits[unit];
  if (clock !== undefined) return floorDivide(micros, clock);
  if (unit === 'day') return days;
  if (unit === 'week') return floorDivide(startOfDay('week', days) + 3n, 7n);
  if (unit === 'month') return BigInt(year * 12 + month);
  if (unit === 'quarter') return BigInt(year * 4 + Math.ceil(month / 3));
  if (unit === 'year') return BigInt(year);
  throw new NoMeaning(`there is no unit ${unit}`);
};
