// Functions on numbers in PySpark.
import type { TypedExpr } from '../../../plan.ts';
import { standingLiteral } from '../columns.ts';
import { castTo, isNeverZero, known, nullWhenZero } from '../operators.ts';
import { atom, binary, bracketed, call, method, type Python, prefix, string } from '../python.ts';
import type { Render, Renderer } from '../renderer.ts';
import { isLiteral, numberOf, simple } from './arguments.ts';

export const numberFunctions: Readonly<Record<string, Render>> = {
  abs: simple('F.abs'),
  ceil: toWhole('F.ceil'),
  floor: toWhole('F.floor'),
  round: ([value, n], renderer) => call('F.round', renderer.named(known(value)), ...(n === undefined ? [] : [renderer.bare(n)])),
  trunc: ([value, n], renderer, { type }) =>
    type === 'double' ? towardsZero(known(value), renderer) : cutOff(known(value), numberOf(n), type, renderer),
  sign: ([value], renderer) => {
    const sign = castTo(call('F.signum', renderer.named(known(value))), 'int');
    return value?.type === 'double' ? call('F.when', prefix('~', call('F.isnan', renderer.named(value))), sign) : sign;
  },
  div: ([a, b], renderer) => {
    const divisor = isNeverZero(known(b)) ? renderer.column(known(b)) : nullWhenZero(renderer.column(known(b)));
    return call('F.call_function', string('div'), renderer.named(known(a)), divisor);
  },
  // NaN is greater than every number, and stays NaN
  sqrt: ([x], renderer) =>
    call('F.when', binary(bracketed(renderer.column(known(x))), '>=', atom('0')), call('F.sqrt', renderer.named(known(x)))),
  power: ([x, y], renderer) => power(known(x), known(y), renderer),
  exp: simple('F.exp'),
  ln: ([x], renderer) => logarithm('F.ln', known(x), renderer),
  log10: ([x], renderer) => logarithm('F.log10', known(x), renderer),
};

const logarithm = (name: string, x: TypedExpr, renderer: Renderer): Python =>
  call('F.when', binary(bracketed(renderer.column(x)), '>', atom('0')), call(name, renderer.named(x)));

/** Whole numbers stay, decimals give decimals; Spark would make a bigint of a float, which cannot hold every one. */
function toWhole(name: 'F.ceil' | 'F.floor'): Render {
  return ([value], renderer, { type }) => {
    if (type === 'int' || type === 'bigint') return renderer.column(known(value));
    const whole = call(name, renderer.named(known(value)));
    return type === 'double' ? ofSmall(known(value), castTo(whole, 'double'), renderer) : whole;
  };
}

/** Floats beyond 2^52 have no decimals; NaN and the infinities stay as well. */
const ofSmall = (value: TypedExpr, small: Python, renderer: Renderer): Python => {
  const hasFraction = binary(call('F.abs', renderer.named(value)), '<', atom('4503599627370496.0'));
  return method(call('F.when', hasFraction, small), 'otherwise', renderer.column(value));
};

const towardsZero = (value: TypedExpr, renderer: Renderer): Python =>
  ofSmall(value, castTo(castTo(renderer.column(value), 'bigint'), 'double'), renderer);

/** What is left of a division by the last digit that stays is taken away. */
const cutOff = (value: TypedExpr, n: number, type: string, renderer: Renderer): Python => {
  const scale = Number(/,(\d+)\)$/.exec(value.type)?.[1] ?? 0);
  const column = renderer.column(value);
  if (n >= scale) return column;
  const [digits] = /\d+/.exec(value.type) ?? ['19'];
  // everything is cut off
  if (-n >= Number(digits) - scale) return call('F.when', method(bracketed(column), 'isNotNull'), standingLiteral(type, '0'));
  const unit = n > 0 ? standingLiteral(`decimal(${n},${n})`, `0.${'0'.repeat(n - 1)}1`) : wholeUnit(-n);
  const rest = binary(bracketed(column), '%', unit);
  return castTo(binary(bracketed(column), '-', bracketed(rest)), type);
};

const wholeUnit = (zeros: number): Python => {
  const text = `1${'0'.repeat(zeros)}`;
  return zeros < 9 ? atom(text) : standingLiteral(`decimal(${zeros + 1},0)`, text);
};

/** Where no number is the result Spark has NaN, or infinity for 0 to a negative power. */
const power = (x: TypedExpr, y: TypedExpr, renderer: Renderer): Python => {
  const result = call('F.pow', isLiteral(x) ? renderer.bare(x) : renderer.named(x), isLiteral(y) ? renderer.bare(y) : renderer.named(y));
  const base = bracketed(renderer.column(x));
  if (isLiteral(x) && numberOf(x) > 0) return result;
  if (isLiteral(y)) {
    const [exponent, isWhole] = [numberOf(y), Number.isInteger(numberOf(y))];
    if (isWhole && exponent >= 0) return result;
    const compared = isWhole ? '!=' : exponent > 0 ? '>=' : '>';
    return call('F.when', binary(base, compared, atom('0')), result);
  }
  const exponent = bracketed(renderer.column(y));
  const both = (first: Python, second: Python): Python => bracketed(binary(bracketed(first), '&', bracketed(second)));
  const atZero = both(binary(base, '==', atom('0')), binary(exponent, '>=', atom('0')));
  const below = both(binary(base, '<', atom('0')), binary(exponent, '==', call('F.rint', renderer.named(y))));
  return call('F.when', binary(binary(bracketed(binary(base, '>', atom('0'))), '|', atZero), '|', below), result);
};
