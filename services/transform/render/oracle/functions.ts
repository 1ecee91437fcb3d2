// Functions in PostgreSQL. Where it means something else by a name, the expression is the one measured to equal the language's meaning.
import type { TypedExpr } from '../../plan.ts';
import { isText } from './values.ts';

export type Call = Extract<TypedExpr, { is: 'call' }>;
export type Render = (args: readonly string[], call: Call) => string;

export const functions: Readonly<Record<string, Render>> = {
  concat: (args) => `(${args.join(' || ')})`,
  concat_ws: plain('concat_ws'),
  upper: ([value]) => `(upper(${value} collate "und-x-icu") collate "C")`,
  lower: ([value]) => lowered(value),
  trim: plain('btrim'),
  ltrim: plain('ltrim'),
  rtrim: plain('rtrim'),
  length: plain('length'),
  substring: (args, call) => substring(args, call),
  left: ([value, n], call) => `left(${value}, ${notNegative(n, call.args[1])})`,
  right: ([value, n], call) => `right(${value}, ${notNegative(n, call.args[1])})`,
  replace: plain('replace'),
  starts_with: plain('starts_with'),
  ends_with: ([value, end]) => `(right(${value}, length(${end})) = ${end})`,
  contains: ([value, part]) => `(strpos(${value}, ${part}) > 0)`,
  position: ([part, value]) => `strpos(${value}, ${part})`,
  lpad: plain('lpad'),
  rpad: plain('rpad'),

  abs: plain('abs'),
  ceil: ([value], call) => (isWhole(call) ? `${value}` : `ceil(${value})`),
  floor: ([value], call) => (isWhole(call) ? `${value}` : `floor(${value})`),
  round: ([value, n = '0'], call) => {
    // a float rounds by its shortest text, as people read it
    if (call.type === 'double') return `round(${value}::text::numeric, ${n})::double precision`;
    return call.type === 'int' || call.type === 'bigint' ? `round(${value}::numeric, ${n})::${call.type}` : `round(${value}, ${n})`;
  },
  sign: ([value], call) =>
    call.args[0]?.type === 'double' ? `sign(nullif(${value}, 'NaN'))::integer` : `sign(${value}::numeric)::integer`,
  div: ([a, b]) => `(${a}::bigint / nullif(${b}, 0))`,

  year: part('year'),
  quarter: part('quarter'),
  month: part('month'),
  day: part('day'),
  isodow: part('isodow'),
  hour: part('hour'),
  minute: part('minute'),
  second: ([value]) => `floor(extract(second from ${value}))::integer`,
  date_trunc: ([unit, value], call) => truncated(unit, value, call.type === 'date'),
  date_add: ([date, n]) => `(${date} + ${n})`,
  add_months: ([date, n]) => `(${date} + make_interval(months => ${n}))::date`,
  datediff: (args, call) => difference(args, call),
  last_day: ([date]) => `(date_trunc('month', ${date}::timestamp) + interval '1 month' - interval '1 day')::date`,

  coalesce: plain('coalesce'),
  nullif: plain('nullif'),
  greatest: extreme('greatest'),
  least: extreme('least'),
};

export const lowered = (sql: string | undefined): string => `(lower(${sql} collate "und-x-icu") collate "C")`;

function plain(name: string): Render {
  return (args) => `${name}(${args.join(', ')})`;
}

function part(field: string): Render {
  return ([value]) => `extract(${field} from ${value})::integer`;
}

function extreme(name: string): Render {
  return (args, call) => `${name}(${args.map((arg) => (isText(call) ? `${arg} collate "C"` : arg)).join(', ')})`;
}

const isWhole = ({ type }: Call): boolean => type === 'int' || type === 'bigint';

const literalNumber = (value: TypedExpr | undefined): number | undefined =>
  value?.is === 'literal' && value.value !== null ? Number(value.value) : undefined;

/** PostgreSQL counts a negative length from the other end; the language has no characters then. */
const notNegative = (sql: string | undefined, value: TypedExpr | undefined): string =>
  (literalNumber(value) ?? -1) >= 0 ? `${sql}` : `case when ${sql} < 0 then 0 else ${sql} end`;

const substring = ([value, from, count]: readonly string[], { args }: Call): string => {
  const known = literalNumber(args[1]);
  const start =
    known !== undefined && known > 0
      ? from
      : `case when ${from} = 0 then 1 when ${from} > 0 then ${from} else length(${value}) + ${from} + 1 end`;
  return count === undefined ? `substr(${value}, ${start})` : `substr(${value}, ${start}, ${notNegative(count, args[2])})`;
};

const truncated = (unit: string | undefined, value: string | undefined, isDate: boolean): string =>
  isDate ? `date_trunc(${unit}, ${value}::timestamp)::date` : `date_trunc(${unit}, ${value})`;

/** Starts of the unit between two times: the difference of their numbers. */
const difference = ([, from, to]: readonly string[], { args: [unit] }: Call): string => {
  const of = unit?.is === 'literal' ? unit.value : '';
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
