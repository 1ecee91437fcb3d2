// Values of one type as another in PostgreSQL: widening never fails, a cast that fails is NULL, what must fit raises.
import type { Type } from '../../../../contracts/generated/types.ts';
import { travelling } from './literals.ts';

export const widened = (sql: string, from: Type, to: Type): string => {
  if (to.startsWith('decimal')) return from.startsWith('decimal') ? sql : `${sql}::numeric`;
  return from === to || to === 'text' ? sql : `${sql}::${travelling(to)}`;
};

/** Rounds halves away from zero; raises where the value does not fit. */
export const fitted = (sql: string, from: Type, to: Type): string => {
  if (from === to) return sql;
  if (isFloat(from) && to.startsWith('decimal')) return `case when ${isOrdinary(sql)} then ${shortestText(sql)}::${travelling(to)} end`;
  return `${sql}::${travelling(to)}`;
};

export const cast = (sql: string, from: Type, to: Type): string => {
  if (from === to) return sql;
  if (to === 'text') return asText(sql, from);
  if (from === 'text') return fromText(sql, to);
  if (from === 'boolean' || isTime(from) || (to === 'double' && !isFloat(from))) return `${sql}::${travelling(to)}`;
  if (to === 'double') return `${sql}::double precision`;
  if (to === 'float') return `case when abs(${sql}) <= 3.4028234663852886e38 then ${sql}::real end`;
  if (to === 'int' || to === 'bigint') return whole(sql, from, to);
  return isFloat(from) ? `case when ${isOrdinary(sql)} then ${bounded(shortestText(sql), to)} end` : bounded(sql, to);
};

const isFloat = (type: Type): boolean => type === 'double' || type === 'float';
const isTime = (type: Type): boolean => type === 'date' || type === 'timestamp' || type === 'timestamptz';
const isOrdinary = (sql: string): string => `${sql}::double precision not in ('NaN', 'Infinity', '-Infinity')`;
// its own: of a real 0.1 and not 0.10000000149011612
const shortestText = (sql: string): string => `${sql}::text::numeric`;

const digitsOf = (type: Type): readonly [number, number] => {
  const [precision = 38, scale = 0] = type.match(/\d+/g)?.map(Number) ?? [];
  return [precision, scale];
};

const bounded = (sql: string, to: Type): string => {
  const [precision, scale] = digitsOf(to);
  return `case when abs(round(${numeric(sql)}, ${scale})) < 1e${precision - scale} then round(${numeric(sql)}, ${scale}) end`;
};
const numeric = (sql: string): string => `(${sql})::numeric`;

const limits = { int: ['-2147483648', '2147483647'], bigint: ['-9223372036854775808', '9223372036854775807'] } as const;

/** Decimals are cut off. */
const whole = (sql: string, from: Type, to: 'int' | 'bigint'): string => {
  const [least, most] = limits[to];
  if (from === 'int') return `${sql}::${travelling(to)}`;
  if (isFloat(from)) {
    // in floats the greatest bigint is the same number as the first one beyond it
    const cut = `trunc(${sql}::double precision)`;
    return `case when ${cut} >= ${least}::double precision and ${cut} < -(${least}::double precision) then ${cut}::${travelling(to)} end`;
  }
  return `case when trunc(${sql}::numeric) between ${least} and ${most} then trunc(${sql}::numeric)::${travelling(to)} end`;
};

const asText = (sql: string, from: Type): string => {
  if (from === 'date') return `to_char(${sql}, 'YYYY-MM-DD')`;
  if (from === 'timestamp' || from === 'timestamptz') return `rtrim(rtrim(to_char(${sql}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')`;
  return from.startsWith('decimal') ? `${sql}::${travelling(from)}::text` : `${sql}::text`;
};

const fromText = (sql: string, to: Type): string => {
  const trimmed = `btrim(${sql})`;
  if (to === 'int' || to === 'bigint') return guarded(trimmed, '^[+-]?[0-9]{1,38}$', whole(`${trimmed}::numeric`, 'decimal', to));
  if (to === 'double') return guarded(trimmed, `^${float}([eE][+-]?[0-9]{1,3})?$`, finiteDouble(`${trimmed}::numeric`));
  if (to === 'date') return guarded(trimmed, `^${day}$`, existingDay(trimmed, `${trimmed}::date`));
  if (to === 'timestamp') return guarded(trimmed, `^${day}([ T]${clock})?$`, existingDay(trimmed, `${trimmed}::timestamp`));
  if (to === 'uuid')
    return guarded(trimmed, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$', `(lower(${trimmed} collate "C") collate "C")`);
  if (to === 'boolean') {
    const word = `lower(${trimmed} collate "C")`;
    return `case when ${word} in ('t', 'true', 'y', 'yes', '1') then true when ${word} in ('f', 'false', 'n', 'no', '0') then false end`;
  }
  // a number with an exponent is one that a double was printed as
  const printed = `(${finiteDouble(`${trimmed}::numeric`)})`;
  return (
    `case when ${trimmed} ~ '^${float}$' then ${bounded(`${trimmed}::numeric`, to)}` +
    ` when ${trimmed} ~ '^${float}[eE][+-]?[0-9]{1,3}$' then ${bounded(shortestText(printed), to)} end`
  );
};

const float = '[+-]?([0-9]{1,38}([.][0-9]{0,38})?|[.][0-9]{1,38})';
const guarded = (sql: string, pattern: string, then: string): string => `case when ${sql} ~ '${pattern}' then ${then} end`;
const day = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?';

/** The day of the month is at most the last of that month; the year 0000 does not exist. */
const existingDay = (sql: string, then: string): string => {
  const month = `make_date(substr(${sql}, 1, 4)::integer, substr(${sql}, 6, 2)::integer, 1)`;
  const last = `extract(day from ${month} + interval '1 month' - interval '1 day')`;
  return `case when substr(${sql}, 1, 4) <> '0000' then case when substr(${sql}, 9, 2)::integer <= ${last} then ${then} end end`;
};

const finiteDouble = (sql: string): string =>
  `case when abs(${sql}) > 1.7976931348623157e308 then null when abs(${sql}) < 2.5e-324 then 0 else ${sql}::double precision end`;
