// Functions on dates and timestamps. A timestamptz is seen as its wall clock in UTC. Weeks start on Monday.
import { literalOf, param, type Signature, typeOfArg } from './signature.ts';

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

const refusesUnit = (type: string, unit: string | undefined): string | undefined => {
  if (unit === undefined || !units.includes(unit)) return `the unit is one of ${units.join(', ')}`;
  return type === 'date' && clockUnits.some((each) => each === unit) ? 'a date has no hours, minutes or seconds' : undefined;
};

export const timeFunctions: Readonly<Record<string, Signature>> = {
  year: part('the year', 'year', '2025'),
  quarter: part('the quarter, 1 to 4', 'quarter', '1'),
  month: part('the month, 1 to 12', 'month', '3'),
  day: part('the day of the month', 'day', '9'),
  isodow: part('the day of the week, 1 Monday to 7 Sunday', 'isodow', '7'),
  hour: clock('the hour, 0 to 23', 'hour', '10'),
  minute: clock('the minute', 'minute', '20'),
  second: clock('the whole second', 'second', '30'),
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
    says: 'n months later, on the last day when the month is shorter',
    params: [param('date', 'date'), param('n', 'int')],
    result: 'date',
    nulls: 'propagate',
    examples: [["add_months(date '2025-01-31', 1)", "date '2025-02-28'"]],
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
};
