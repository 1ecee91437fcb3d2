// Functions on the calendar and on what lies between two times; zones.
import { Temporal } from 'temporal-polyfill';
import { clockOf, dayOf, dayOfMicros, daysInMonth, existingDay, isoWeekday, microsPerDay } from '../dates.ts';
import { quotientOf, rescaled } from '../decimals.ts';
import { NoMeaning } from '../raised.ts';
import { strict, type Typed } from '../typed.ts';
import type { Value } from '../values.ts';
import { date, type Family, int, moment, time, writtenText } from './arguments.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export const spanFunctions: Family = {
  next_day: (args) => {
    const wanted = weekdays.indexOf(writtenText(args, 1)) + 1;
    if (wanted === 0) throw new NoMeaning(`${writtenText(args, 1)} is no day of the week`);
    return strict('date', [date(args, 0)], ([days]) => {
      const ahead = (wanted - isoWeekday(days as bigint) + 7) % 7;
      return (days as bigint) + BigInt(ahead === 0 ? 7 : ahead);
    });
  },
  make_date: (args) =>
    strict(
      'date',
      [int(args, 0), int(args, 1), int(args, 2)],
      ([year, month, day]) => existingDay(Number(year), Number(month), Number(day)) ?? null,
    ),
  months_between: (args) => {
    const [later, earlier] = [time(args, 0), time(args, 1)];
    const both = (values: readonly Value[]) => monthsBetween(asMicros(values[0], later), asMicros(values[1], earlier));
    if (args.length === 3) return strict('int', [later, earlier], (values) => both(values).unscaled / 10n ** 8n);
    return strict('decimal(14,8)', [later, earlier], both);
  },
  seconds_between: (args) => {
    const [from, to] = [time(args, 0), time(args, 1)];
    return strict('decimal(18,6)', [from, to], ([a, b]) => ({ unscaled: asMicros(b, to) - asMicros(a, from), scale: 6 }));
  },
  at_zone: (args) => {
    const value = moment(args, 0);
    const zone = writtenText(args, 1);
    if (value.type === 'timestamptz') return strict('timestamp', [value], ([micros]) => clockIn(zone, micros as bigint));
    return strict('timestamptz', [value], ([micros]) => momentIn(zone, micros as bigint));
  },
};

const asMicros = (value: Value | undefined, { type }: Typed): bigint =>
  type === 'date' ? (value as bigint) * microsPerDay : (value as bigint);

/** Whole between the same days of two months, or their last ones; else each day is a 31st part of a month, to eight decimals. */
const monthsBetween = (later: bigint, earlier: bigint) => {
  const [a, b] = [dayOf(dayOfMicros(later)), dayOf(dayOfMicros(earlier))];
  const months = (a.year - b.year) * 12 + a.month - b.month;
  const isLast = ({ year, month, day }: typeof a): boolean => day === daysInMonth(year, month);
  if (a.day === b.day || (isLast(a) && isLast(b))) return rescaled({ unscaled: BigInt(months), scale: 0 }, 8);
  const seconds = (a.day - b.day) * 86_400 + secondOfDay(later) - secondOfDay(earlier);
  const all = BigInt(months) * 2_678_400n + BigInt(seconds);
  return quotientOf({ unscaled: all, scale: 0 }, { unscaled: 2_678_400n, scale: 0 }, 8);
};

const secondOfDay = (micros: bigint): number => {
  const { hour, minute, second } = clockOf(micros);
  return hour * 3600 + minute * 60 + second;
};

const clockIn = (zone: string, micros: bigint): bigint => {
  const instant = Temporal.Instant.fromEpochNanoseconds(micros * 1000n);
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toZonedDateTime('UTC').epochNanoseconds / 1000n;
};

/** The earlier moment where the clock shows the time twice; where it jumps over it, as if the jump had come later. */
const momentIn = (zone: string, micros: bigint): bigint => {
  const wall = Temporal.Instant.fromEpochNanoseconds(micros * 1000n)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochNanoseconds / 1000n;
};
