// Functions on dates and timestamps. A timestamptz is seen as its wall clock in UTC. Weeks start on Monday.
import { nearest } from '../../diagnostics.ts';
import { literalOf, param, type Refusal, type Signature, typeOfArg } from './signature.ts';
import { refusesZone } from './zones.ts';

const time = param('time', 'time');
const moment = param('timestamp', 'moment');
const part = (says: string, example: string, result: string): Signature => ({
  says,
  params: [time],
  result: 'int',
  nulls: 'propagate',
  examples: [[`${example}(date '2025-03-09')`, result]],
});
const clock = (says: string, example: string, result: string): Signature => ({
  says,
  params: [moment],
  result: 'int',
  nulls: 'propagate',
  examples: [[`${example}(timestamp '2025-03-09 10:20:30')`, result]],
});

export const dateUnits = ['year', 'quarter', 'month', 'week', 'day'] as const;
export const clockUnits = ['hour', 'minute', 'second'] as const;
const units: readonly string[] = [...dateUnits, ...clockUnits];

export const weekdays: readonly string[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const refusesUnit = (type: string, unit = ''): Refusal | undefined => {
  if (!units.includes(unit)) {
    const near = nearest(unit, units);
    return { says: `the unit is one of ${units.join(', ')}`, expected: (near.length > 0 ? near : units).map((each) => `'${each}'`) };
  }
  const isTooFine = type === 'date' && clockUnits.some((each) => each === unit);
  return isTooFine ? { says: 'a date has no hours, minutes or seconds', expected: ["'day'", 'cast(… as timestamp)'] } : undefined;
};

export const timeFunctions: Readonly<Record<string, Signature>> = {
  year: part('the year', 'year', '2025'),
  quarter: part('the quarter, 1 to 4', 'quarter', '1'),
  month: part('the month, 1 to 12', 'month', '3'),
  day: part('the day of the month', 'day', '9'),
  week: part('the week of the year by ISO 8601: week 1 has the first Thursday', 'week', '10'),
  isoyear: part('the year that the ISO week belongs to', 'isoyear', '2025'),
  doy: part('the day of the year, from 1', 'doy', '68'),
  isodow: part('the day of the week, 1 Monday to 7 Sunday', 'isodow', '7'),
  hour: clock('the hour, 0 to 23', 'hour', '10'),
  minute: clock('the minute', 'minute', '20'),
  second: clock('the whole second', 'second', '30'),
  epoch: {
    says: 'whole seconds since 1970-01-01 00:00 UTC, rounded down',
    params: [moment],
    result: 'bigint',
    nulls: 'propagate',
    examples: [["epoch(timestamp '1970-01-02 00:00:01.5')", 'cast(86401 as bigint)']],
  },
  date_trunc: {
    says: 'the start of the year, quarter, month, week, day, hour, minute or second it lies in; of the same type',
    params: [param('unit', 'text', true), time],
    result: (args) => typeOfArg(args, 1),
    nulls: 'propagate',
    refuses: (args) => refusesUnit(typeOfArg(args, 1), literalOf(args, 0)),
    examples: [["date_trunc('month', date '2025-03-09')", "date '2025-03-01'"]],
  },
  date_add: {
    says: 'n days later',
    params: [param('date', 'date'), param('n', 'int')],
    result: 'date',
    nulls: 'propagate',
    examples: [["date_add(date '2025-02-28', 1)", "date '2025-03-01'"]],
  },
  add_months: {
    says: 'n months later, on the last day when the month is shorter; at the same time of day',
    params: [time, param('n', 'int')],
    result: (args) => typeOfArg(args, 0),
    nulls: 'propagate',
    examples: [
      ["add_months(date '2025-01-31', 1)", "date '2025-02-28'"],
      ["add_months(timestamp '2024-03-31 10:30:00', -1)", "timestamp '2024-02-29 10:30:00'"],
    ],
  },
  datediff: {
    says: 'how many starts of the unit lie after the first time, up to the second one; negative the other way',
    params: [param('unit', 'text', true), param('from', 'time'), param('to', 'time')],
    result: (args) => (clockUnits.some((unit) => unit === literalOf(args, 0)) ? 'bigint' : 'int'),
    nulls: 'propagate',
    refuses: (args) => refusesUnit(typeOfArg(args, 1), literalOf(args, 0)) ?? refusesUnit(typeOfArg(args, 2), literalOf(args, 0)),
    examples: [
      ["datediff('day', date '2025-02-27', date '2025-03-01')", '2'],
      ["datediff('month', date '2025-01-31', date '2025-02-01')", '1'],
    ],
  },
  last_day: {
    says: 'the last day of its month',
    params: [param('date', 'date')],
    result: 'date',
    nulls: 'propagate',
    examples: [["last_day(date '2024-02-10')", "date '2024-02-29'"]],
  },
  next_day: {
    says: 'the next such day of the week after the date',
    params: [param('date', 'date'), param('day', 'text', true)],
    result: 'date',
    nulls: 'propagate',
    refuses: (args) => {
      const day = literalOf(args, 1) ?? '';
      return weekdays.includes(day) ? undefined : { says: `the day is one of ${weekdays.join(', ')}`, expected: nearest(day, weekdays) };
    },
    examples: [["next_day(date '2025-03-10', 'monday')", "date '2025-03-17'"]],
  },
  make_date: {
    says: 'the date of a year (1 to 9999), month and day; NULL where there is none',
    params: [param('year', 'int'), param('month', 'int'), param('day', 'int')],
    result: 'date',
    nulls: 'may',
    fails: true,
    examples: [
      ['make_date(2024, 2, 29)', "date '2024-02-29'"],
      ['make_date(2023, 2, 29)', 'cast(null as date)'],
    ],
  },
  months_between: {
    says: "months from the earlier time to the later one, each day a 31st part, to eight decimals; whole when both are the same day of the month, or the last one of theirs. With 'whole' the parts are cut off",
    params: [param('later', 'time'), param('earlier', 'time'), param('whole', 'text', true)],
    optional: 1,
    result: (args) => (args.length === 3 ? 'int' : 'decimal(14,8)'),
    nulls: 'propagate',
    refuses: (args) => (args.length < 3 || literalOf(args, 2) === 'whole' ? undefined : "the third argument is 'whole', or left out"),
    examples: [
      ["months_between(date '2025-03-31', date '2025-02-28')", '1'],
      ["months_between(date '2024-03-15', date '2024-01-20', 'whole')", '1'],
      ["months_between(timestamp '1997-02-28 10:30:00', date '1996-10-30')", '3.94959677'],
    ],
  },
  seconds_between: {
    says: 'seconds from the first time to the second one, exact to the microsecond; negative the other way',
    params: [param('from', 'time'), param('to', 'time')],
    result: 'decimal(18,6)',
    nulls: 'propagate',
    examples: [["seconds_between(timestamp '2025-03-01 10:00:00', timestamp '2025-03-01 10:01:00.25')", '60.25']],
  },
  at_zone: {
    says: 'a timestamptz as the wall clock of a zone, a timestamp as the moment when the zone’s clock shows it: the earlier one where the clock is set back, an hour later where it jumps over it',
    params: [moment, param('zone', 'text', true)],
    result: (args) => (typeOfArg(args, 0) === 'timestamptz' ? 'timestamp' : 'timestamptz'),
    nulls: 'propagate',
    refuses: (args) => refusesZone(literalOf(args, 1) ?? ''),
    examples: [
      ["at_zone(cast(timestamp '2024-07-01 10:00:00' as timestamptz), 'Europe/Vienna')", "timestamp '2024-07-01 12:00:00'"],
      ["cast(at_zone(timestamp '2024-10-27 02:30:00', 'Europe/Vienna') as text)", "'2024-10-27 00:30:00'"],
      ["cast(at_zone(timestamp '2024-03-31 02:30:00', 'Europe/Vienna') as text)", "'2024-03-31 01:30:00'"],
    ],
  },
};
