// Functions on dates and timestamps in PySpark.
import type { TypedExpr } from '../../../plan.ts';
import { castTo, known } from '../operators.ts';
import { atom, binary, bracketed, call, type Python, string } from '../python.ts';
import type { Render, Renderer } from '../renderer.ts';
import { countOf, isLiteral, numberOf, simple, textOf } from './arguments.ts';

export const timeFunctions: Readonly<Record<string, Render>> = {
  year: simple('F.year'),
  quarter: simple('F.quarter'),
  month: simple('F.month'),
  week: simple('F.weekofyear'),
  isoyear: ([value], renderer) => call('F.extract', call('F.lit', string('YEAROFWEEK')), renderer.named(known(value))),
  day: simple('F.dayofmonth'),
  doy: simple('F.dayofyear'),
  isodow: ([value], renderer) => binary(call('F.weekday', renderer.named(known(value))), '+', atom('1')),
  hour: simple('F.hour'),
  minute: simple('F.minute'),
  second: simple('F.second'),
  epoch: simple('F.unix_seconds'),
  date_trunc: ([unit, value], renderer) => {
    if (value?.type !== 'date') return call('F.date_trunc', renderer.bare(known(unit)), renderer.named(known(value)));
    return textOf(unit) === 'day' ? renderer.column(value) : call('F.trunc', renderer.named(value), renderer.bare(known(unit)));
  },
  date_add: ([date, n], renderer) => call('F.date_add', renderer.named(known(date)), countOf(known(n), renderer)),
  add_months: ([time, n], renderer) => monthsLater(known(time), known(n), 1, renderer),
  shift: ([unit, time, n], renderer) => shifted(textOf(unit), known(time), known(n), renderer),
  datediff: ([unit, from, to], renderer) => difference(textOf(unit), known(from), known(to), renderer),
  last_day: simple('F.last_day'),
  next_day: ([date, day], renderer) => call('F.next_day', renderer.named(known(date)), renderer.bare(known(day))),
  // make_date raises where there is no such day
  make_date: (parts, renderer) => {
    const text = call('F.format_string', string('%04d-%02d-%02d'), ...parts.map(renderer.named));
    const date = castTo(call('F.try_to_timestamp', text, call('F.lit', string('yyyy-MM-dd'))), 'date');
    // to Spark there is a year 0
    return call('F.when', binary(bracketed(renderer.column(known(parts[0]))), '>', atom('0')), date);
  },
  months_between: ([later, earlier], renderer, { type }) =>
    castTo(call('F.months_between', renderer.named(known(later)), renderer.named(known(earlier))), type),
  seconds_between: ([from, to], renderer, { type }) => {
    const micros = binary(microsOf(known(to), renderer), '-', microsOf(known(from), renderer));
    return castTo(binary(castTo(micros, 'decimal(18,0)'), '/', atom('1000000')), type);
  },
  at_zone: ([time, zone], renderer) =>
    call(
      time?.type === 'timestamptz' ? 'F.from_utc_timestamp' : 'F.to_utc_timestamp',
      renderer.named(known(time)),
      renderer.bare(known(zone)),
    ),
};

const microsOf = (value: TypedExpr, renderer: Renderer): Python =>
  call('F.unix_micros', value.type === 'date' ? castTo(renderer.column(value), 'timestamp') : renderer.named(value));

/** n units, as a number or a column. */
const times = (n: TypedExpr, factor: number, renderer: Renderer): Python => {
  if (isLiteral(n)) return atom(String(numberOf(n) * factor));
  return factor === 1 ? renderer.named(n) : binary(bracketed(renderer.column(n)), '*', atom(String(factor)));
};
const asColumn = (n: TypedExpr, factor: number, renderer: Renderer): Python =>
  isLiteral(n) ? call('F.lit', times(n, factor, renderer)) : times(n, factor, renderer);

const monthsLater = (time: TypedExpr, n: TypedExpr, factor: number, renderer: Renderer): Python => {
  if (time.type === 'date') return call('F.add_months', renderer.named(time), times(n, factor, renderer));
  const months = call('F.make_ym_interval', call('F.lit', atom('0')), asColumn(n, factor, renderer));
  return binary(bracketed(renderer.column(time)), '+', months);
};

const shifted = (unit: string, time: TypedExpr, n: TypedExpr, renderer: Renderer): Python => {
  if (unit === 'month' || unit === 'year') return monthsLater(time, n, unit === 'year' ? 12 : 1, renderer);
  const days = unit === 'week' ? 7 : 1;
  if (time.type === 'date') return call('F.date_add', renderer.named(time), times(n, days, renderer));
  const zeros = ['day', 'hour', 'minute', 'second'].indexOf(unit === 'week' ? 'day' : unit);
  const parts = [...Array.from({ length: zeros }, () => call('F.lit', atom('0'))), asColumn(n, days, renderer)];
  return binary(bracketed(renderer.column(time)), '+', call('F.make_dt_interval', ...parts));
};

/** Starts of the unit between two times: the difference of their numbers. */
const difference = (unit: string, from: TypedExpr, to: TypedExpr, renderer: Renderer): Python => {
  if (unit === 'day') return call('F.datediff', renderer.named(to), renderer.named(from));
  if (unit === 'week') {
    const monday = (value: TypedExpr): Python => call('F.trunc', renderer.named(value), string('week'));
    return castTo(binary(call('F.datediff', monday(to), monday(from)), '/', atom('7')), 'int');
  }
  const seconds: Readonly<Record<string, string>> = { hour: '3600', minute: '60', second: '1' };
  const length = seconds[unit];
  if (length !== undefined) {
    const instant = (value: TypedExpr): Python => call('F.unix_timestamp', call('F.date_trunc', string(unit), renderer.named(value)));
    const between = binary(instant(to), '-', instant(from));
    return length === '1' ? between : castTo(binary(bracketed(between), '/', atom(length)), 'bigint');
  }
  const year = (value: TypedExpr): Python => call('F.year', renderer.named(value));
  if (unit === 'year') return binary(year(to), '-', year(from));
  const [name, perYear] = unit === 'quarter' ? ['F.quarter', '4'] : ['F.month', '12'];
  const number = (value: TypedExpr): Python => binary(binary(year(value), '*', atom(perYear)), '+', call(name, renderer.named(value)));
  return binary(number(to), '-', bracketed(number(from)));
};
