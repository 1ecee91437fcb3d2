// Functions in PySpark.
import type { TypedExpr } from '../../plan.ts';
import { castTo, first, known, nullWhenZero, second } from './operators.ts';
import { atom, binary, bracketed, call, method, type Python, prefix, string } from './python.ts';
import type { Render, Renderer } from './renderer.ts';

const simple =
  (name: string): Render =>
  (args, renderer) =>
    call(name, ...args.map(renderer.named));
const asMethod =
  (name: string): Render =>
  (args, renderer) =>
    method(bracketed(renderer.column(first(args))), name, renderer.bare(second(args)));

export const functions: Readonly<Record<string, Render>> = {
  concat: simple('F.concat'),
  concat_ws: ([separator, ...parts], renderer) => call('F.concat_ws', renderer.bare(known(separator)), ...parts.map(renderer.named)),
  upper: simple('F.upper'),
  lower: simple('F.lower'),
  trim: simple('F.trim'),
  ltrim: simple('F.ltrim'),
  rtrim: simple('F.rtrim'),
  length: simple('F.length'),
  substring: (args, renderer) => {
    const [value, from, count] = args;
    if (args.length === 3 && isLiteral(from) && isLiteral(count)) {
      return call('F.substring', renderer.named(known(value)), renderer.bare(known(from)), renderer.bare(known(count)));
    }
    return call('F.substr', ...args.map(renderer.named));
  },
  left: simple('F.left'),
  right: simple('F.right'),
  replace: simple('F.replace'),
  starts_with: asMethod('startswith'),
  ends_with: asMethod('endswith'),
  contains: asMethod('contains'),
  position: ([part, whole], renderer) =>
    isLiteral(part)
      ? call('F.instr', renderer.named(known(whole)), renderer.bare(known(part)))
      : call('F.position', renderer.named(known(part)), renderer.named(known(whole))),
  lpad: padded('F.lpad'),
  rpad: padded('F.rpad'),

  abs: simple('F.abs'),
  ceil: toWhole('F.ceil'),
  floor: toWhole('F.floor'),
  round: ([value, n], renderer) => call('F.round', renderer.named(known(value)), ...(n === undefined ? [] : [renderer.bare(n)])),
  sign: ([value], renderer) => {
    const sign = castTo(call('F.signum', renderer.named(known(value))), 'int');
    return value?.type === 'double' ? call('F.when', prefix('~', call('F.isnan', renderer.named(value))), sign) : sign;
  },
  div: ([a, b], renderer) => {
    const divisor = nullWhenZero(renderer.column(known(b)));
    return call('F.call_function', string('div'), renderer.named(known(a)), divisor);
  },

  year: simple('F.year'),
  quarter: simple('F.quarter'),
  month: simple('F.month'),
  day: simple('F.dayofmonth'),
  isodow: ([value], renderer) => binary(call('F.weekday', renderer.named(known(value))), '+', atom('1')),
  hour: simple('F.hour'),
  minute: simple('F.minute'),
  second: simple('F.second'),
  date_trunc: ([unit, value], renderer) => {
    if (value?.type !== 'date') return call('F.date_trunc', renderer.bare(known(unit)), renderer.named(known(value)));
    return textOf(unit) === 'day' ? renderer.column(value) : call('F.trunc', renderer.named(value), renderer.bare(known(unit)));
  },
  date_add: ([date, n], renderer) => call('F.date_add', renderer.named(known(date)), countOf(known(n), renderer)),
  add_months: ([date, n], renderer) => call('F.add_months', renderer.named(known(date)), countOf(known(n), renderer)),
  datediff: ([unit, from, to], renderer) => difference(textOf(unit), known(from), known(to), renderer),
  last_day: simple('F.last_day'),

  coalesce: simple('F.coalesce'),
  nullif: ([a, b], renderer) => {
    const isEqual = binary(bracketed(renderer.column(known(a))), '==', bracketed(renderer.bare(known(b))));
    return method(call('F.when', isEqual, atom('None')), 'otherwise', renderer.column(known(a)));
  },
  greatest: simple('F.greatest'),
  least: simple('F.least'),
};

const isLiteral = (value: TypedExpr | undefined): boolean => value?.is === 'literal' && value.value !== null;
const textOf = (value: TypedExpr | undefined): string => (value?.is === 'literal' ? (value.value ?? '') : '');
const countOf = (value: TypedExpr, renderer: Renderer): Python => (isLiteral(value) ? renderer.bare(value) : renderer.named(value));

function padded(name: string): Render {
  return ([value, length, fill], renderer) =>
    call(name, renderer.named(known(value)), renderer.bare(known(length)), fill === undefined ? string(' ') : renderer.bare(fill));
}

/** Whole numbers stay, decimals give decimals; Spark would make a bigint of a float, which cannot hold every one. */
function toWhole(name: 'F.ceil' | 'F.floor'): Render {
  return ([value], renderer, { type }) => {
    if (type === 'int' || type === 'bigint') return renderer.column(known(value));
    const whole = call(name, renderer.named(known(value)));
    if (type !== 'double') return whole;
    const hasFraction = binary(call('F.abs', renderer.named(known(value))), '<', atom('4503599627370496.0'));
    return method(call('F.when', hasFraction, castTo(whole, 'double')), 'otherwise', renderer.column(known(value)));
  };
}

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
