// Operators in PySpark, for a session with ANSI on: division by zero is guarded, overflow raises by itself.

import type { TypedExpr } from '../../plan.ts';
import { sparkType } from '../../spark.ts';
import { atom, binary, bracketed, call, method, type Python, prefix, string } from './python.ts';
import type { Call, Render, Renderer } from './renderer.ts';

const unary =
  (render: (value: Python, renderer: Renderer) => Python): Render =>
  (args, renderer) =>
    render(renderer.column(first(args)), renderer);
const comparing =
  (operator: string): Render =>
  (args, renderer) =>
    compared(first(args), operator, second(args), renderer);
const joining =
  (operator: '&' | '|'): Render =>
  (args, renderer) =>
    args.map((arg) => bracketedUnless(renderer.column(arg), operator)).reduce((left, right) => binary(left, operator, bracketed(right)));

export const operators: Readonly<Record<string, Render>> = {
  and: joining('&'),
  or: joining('|'),
  not: unary((value) => prefix('~', bracketed(value))),
  'is-null': unary((value) => method(bracketed(value), 'isNull')),
  'is-not-null': unary((value) => method(bracketed(value), 'isNotNull')),
  'is-true': unary((value) => method(bracketed(value), 'eqNullSafe', atom('True'))),
  'is-false': unary((value) => method(bracketed(value), 'eqNullSafe', atom('False'))),
  'is-distinct': (args, renderer) => prefix('~', nullSafe(args, renderer)),
  'is-not-distinct': (args, renderer) => nullSafe(args, renderer),
  equal: comparing('=='),
  'not-equal': comparing('!='),
  less: comparing('<'),
  'less-or-equal': comparing('<='),
  greater: comparing('>'),
  'greater-or-equal': comparing('>='),
  between: ([value, low, high], renderer) =>
    method(bracketed(renderer.column(known(value))), 'between', renderer.bare(known(low)), renderer.bare(known(high))),
  in: ([value, ...items], renderer) => method(bracketed(renderer.column(known(value))), 'isin', ...items.map(renderer.bare)),
  like: (args, renderer) => method(bracketed(renderer.column(first(args))), 'like', renderer.bare(second(args))),
  ilike: (args, renderer) => method(bracketed(renderer.column(first(args))), 'ilike', renderer.bare(second(args))),
  'join-text': (args, renderer) => call('F.concat', ...joined(args).map(renderer.named)),
  add: arithmetic('+'),
  subtract: arithmetic('-'),
  multiply: arithmetic('*'),
  divide: arithmetic('/'),
  modulo: arithmetic('%'),
  negate: unary((value) => prefix('-', bracketed(value))),
};

function arithmetic(operator: '+' | '-' | '*' | '/' | '%'): Render {
  return ([left, right], renderer, value) => {
    const [a, b] = [implicit(known(left), known(right), value), implicit(known(right), known(left), value)];
    const divides = operator === '/' || operator === '%';
    const leftSide = grouped(renderer.column(a), operator, false);
    if (divides && !isNeverZero(b)) return binary(leftSide, operator, nullWhenZero(renderer.column(b)));
    return binary(leftSide, operator, grouped(renderer.bare(b), operator, true));
  };
}

const strength: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2 };

const grouped = (value: Python, operator: string, isRight: boolean): Python => {
  if (value.is !== 'binary') return value;
  const [own, outer] = [strength[value.operator] ?? 0, strength[operator] ?? 0];
  return own > outer || (own === outer && !isRight) ? value : bracketed(value);
};

/** Widenings that Spark does in the same way by itself are left to it. */
const implicit = (value: TypedExpr, other: TypedExpr, whole: Call): TypedExpr => {
  if (value.is !== 'convert' || value.how !== 'widen') return value;
  const { type: from } = value.value;
  if (whole.type === 'double' && other.type === 'double' && other.is !== 'convert') return from === 'float' ? value : value.value;
  if (whole.type === 'bigint' && from === 'int' && other.is !== 'convert') return value.value;
  const isOwnDecimal = other.type.startsWith('decimal') && other.is !== 'convert' && other.is !== 'literal';
  return from === 'int' && isOwnDecimal ? value.value : value;
};

/** Not F.nullif: in Spark 3.5 it asks its argument for a type before the argument is resolved, and fails. */
export const nullWhenZero = (value: Python): Python => call('F.when', binary(bracketed(value), '!=', atom('0')), value);

/** Written out and not zero, or NULL instead of zero already. */
export const isNeverZero = (value: TypedExpr): boolean => {
  if (value.is === 'convert' && value.how === 'widen') return isNeverZero(value.value);
  if (value.is === 'literal') return /[1-9]/.test(value.value ?? '');
  const without = value.is === 'call' && value.name === 'nullif' ? value.args[1] : undefined;
  return without?.is === 'literal' && /^-?0+(\.0*)?$/.test(without.value ?? '');
};

const bracketedUnless = (value: Python, operator: string): Python =>
  value.is === 'binary' && value.operator === operator ? value : bracketed(value);

const nullSafe = (args: readonly TypedExpr[], renderer: Renderer): Python =>
  method(bracketed(renderer.column(first(args))), 'eqNullSafe', renderer.bare(second(args)));

const joined = (args: readonly TypedExpr[]): readonly TypedExpr[] =>
  args.flatMap((arg) => (arg.is === 'call' && arg.name === 'join-text' ? joined(arg.args) : [arg]));

export const known = (value: TypedExpr | undefined): TypedExpr => {
  if (value === undefined) throw new Error('the plan has fewer arguments than its function');
  return value;
};
export const first = (args: readonly TypedExpr[]): TypedExpr => known(args[0]);
export const second = (args: readonly TypedExpr[]): TypedExpr => known(args[1]);
export const castTo = (value: Python, type: string): Python => method(bracketed(value), 'cast', string(sparkType(type)));

/** Between two columns: comparisons and arithmetic see through widenings that Spark does in the same way by itself. */
const compared = (left: TypedExpr, operator: string, right: TypedExpr, renderer: Renderer): Python => {
  const [a, b] = [unwidened(left), unwidened(right)];
  return binary(operand(renderer.column(a)), operator, operand(renderer.bare(b)));
};

const unwidened = (value: TypedExpr): TypedExpr => {
  if (value.is !== 'convert' || value.how !== 'widen' || value.type.startsWith('decimal(38,')) return value;
  return value.value.type === 'float' ? value : value.value;
};

const comparison = new Set(['==', '!=', '<', '<=', '>', '>=']);
/** Arithmetic binds more strongly than a comparison; everything else is put in brackets. */
const operand = (value: Python): Python =>
  value.is === 'binary' && (comparison.has(value.operator) || value.operator === '&' || value.operator === '|') ? bracketed(value) : value;
