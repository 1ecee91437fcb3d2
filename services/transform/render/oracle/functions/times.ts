// Functions on dates and timestamps in PostgreSQL. A timestamptz travels as its wall clock in UTC.
import { weekdays } from '../../../check/functions/times.ts';
import { type Call, literalText, once, type Render } from './arguments.ts';

export const timeFunctions: Readonly<Record<string, Render>> = {
  year: part('year'),
  quarter: part('quarter'),
  month: part('month'),
  week: part('week'),
  isoyear: part('isoyear'),
  day: part('day'),
  doy: part('doy'),
  isodow: part('isodow'),
  hour: part('hour'),
  minute: part('minute'),
  second: ([value]) => `floor(extract(second from ${value}))::integer`,
  epoch: ([value]) => `floor(extract(epoch from ${value}))::bigint`,
  date_trunc: ([unit, value], call) => truncated(unit, value, call.type === 'date'),
  date_add: ([date, n]) => `(${date} + ${n})`,
  add_months: ([time, n], call) => later(time, `make_interval(months => ${n})`, call),
  shift: ([, time, n], call) => shifted(literalText(call.args[0]), time, n, call),
  datediff: (args, call) => difference(args, call),
  last_day: ([date]) => `(date_trunc('month', ${date}::timestamp) + interval '1 month' - interval '1 day')::date`,
  next_day: ([date], call) => {
    const wanted = weekdays.indexOf(literalText(call.args[1])) + 1;
    return `(${date} + (${wanted} + 6 - extract(isodow from ${date})::integer) % 7 + 1)`;
  },
  make_date: (args, call) => once(args, call.args, madeDate),
  months_between: (args, call) => once(args.slice(0, 2), call.args.slice(0, 2), (a, b) => monthsBetween(a, b, call.type)),
  seconds_between: ([from, to], call) =>
    `extract(epoch from (${asTimestamp(to, call.args[1])} - ${asTimestamp(from, call.args[0])}))::numeric(18,6)`,
  at_zone: ([time, zone], call) =>
    call.args[0]?.type === 'timestamptz'
      ? `(${time} at time zone 'UTC' at time zone ${zone})`
      : once([`${time}`], call.args.slice(0, 1), (wall) => momentOf(wall, zone)),
};

function part(field: string): Render {
  return ([value]) => `extract(${field} from ${value})::integer`;
}

const later = (time: string | undefined, interval: string, { type }: Call): string =>
  type === 'date' ? `(${time} + ${interval})::date` : `(${time} + ${interval})`;

const shifted = (unit: string, time: string | undefined, n: string | undefined, call: Call): string => {
  if (call.type === 'date' && unit === 'day') return `(${time} + ${n})`;
  if (call.type === 'date' && unit === 'week') return `(${time} + ${n} * 7)`;
  const names: Readonly<Record<string, string>> = { minute: 'mins', second: 'secs' };
  return later(time, `make_interval(${names[unit] ?? `${unit}s`} => ${n})`, call);
};

const truncated = (unit: string | undefined, value: string | undefined, isDate: boolean): string =>
  isDate ? `date_trunc(${unit}, ${value}::timestamp)::date` : `date_trunc(${unit}, ${value})`;

/** Starts of the unit between two times: the difference of their numbers. */
const difference = ([, from, to]: readonly string[], { args: [unit] }: Call): string => {
  const of = literalText(unit);
  const each = (sql: string | undefined): string => {
    if (of === 'day') return `${sql}::date`;
    if (of === 'week') return `date_trunc('week', ${sql}::timestamp)::date`;
    if (of === 'year') return `extract(year from ${sql})::integer`;
    if (of === 'quarter') return `(extract(year from ${sql}) * 4 + extract(quarter from ${sql}))::integer`;
    if (of === 'month') return `(extract(year from ${sql}) * 12 + extract(month from ${sql}))::integer`;
    return `extract(epoch from date_trunc('${of}', ${sql}::timestamp))`;
  };
  if (of === 'week') return `((${each(to)} - ${each(from)}) / 7)`;
  const seconds = of === 'hour' ? 3600 : of === 'minute' ? 60 : 1;
  const isClock = of === 'hour' || of === 'minute' || of === 'second';
  return isClock ? `((${each(to)} - ${each(from)}) / ${seconds})::bigint` : `(${each(to)} - ${each(from)})`;
};

/** Year 1 to 9999; the day of the month is looked at only when the month exists. */
export const madeDate = (year: string | undefined, month: string | undefined, day: string | undefined): string => {
  const last = `extract(day from make_date(${year}, ${month}, 1) + interval '1 month' - interval '1 day')`;
  return `case when ${year} between 1 and 9999 and ${month} between 1 and 12 and ${day} >= 1 then case when ${day} <= ${last} then make_date(${year}, ${month}, ${day}) end end`;
};

const monthsBetween = (a: string | undefined, b: string | undefined, type: string): string => {
  const months = `((extract(year from ${a}) - extract(year from ${b})) * 12 + extract(month from ${a}) - extract(month from ${b}))`;
  const seconds = (sql: string | undefined): string => `trunc(extract(epoch from ${sql}::timestamp::time))`;
  const isLast = (sql: string | undefined): string => `extract(day from ${sql} + interval '1 day') = 1`;
  const days = `(extract(day from ${a}) - extract(day from ${b})) * 86400 + ${seconds(a)} - ${seconds(b)}`;
  const value =
    `case when extract(day from ${a}) = extract(day from ${b}) or (${isLast(a)} and ${isLast(b)}) then ${months}` +
    ` else round(${months} + (${days}) / 2678400.0, 8) end`;
  return type === 'int' ? `trunc(${value})::integer` : `(${value})::numeric(14,8)`;
};

const asTimestamp = (sql: string | undefined, value: { readonly type: string } | undefined): string =>
  value?.type === 'date' ? `${sql}::timestamp` : `${sql}`;

/**
 * Where clocks are set back a wall clock shows a time twice, and PostgreSQL takes the later moment; the language takes the earlier one: the one by the
 * offset of a day before, if the clock really shows the time then.
 */
const momentOf = (wall: string | undefined, zone: string | undefined): string => {
  const moment = `(${wall} at time zone ${zone} at time zone 'UTC')`;
  const shown = (utc: string): string => `(${utc} at time zone 'UTC' at time zone ${zone})`;
  const dayBefore = `(${moment} - interval '1 day')`;
  const earlier = `(${wall} - (${shown(dayBefore)} - ${dayBefore}))`;
  return `case when ${shown(earlier)} = ${wall} then least(${earlier}, ${moment}) else ${moment} end`;
};
