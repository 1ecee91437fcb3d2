// Arithmetic: the type of each result, and whether a decimal has the digits for it.
import type { Type } from '../../../contracts/generated/types.ts';
import type { TypedExpr } from '../plan.ts';
import { adapt, asDecimal, literal } from './coerce.ts';
import { numberType } from './literals.ts';
import { type At, built } from './operators.ts';
import { complain, type Site, type Span } from './scope.ts';
import {
  arithmetic,
  type Digits,
  decimal,
  digitsOf,
  isFloat,
  isInteger,
  isNumber,
  isTime,
  mostDigits,
  needed,
  type Operation,
  unknownType,
} from './types.ts';

export const calculate = (name: Operation, first: TypedExpr, second: TypedExpr, at: At): TypedExpr | undefined => {
  const [left, right] = [withType(first, second.type), withType(second, first.type)];
  if (!isNumber(left.type) || !isNumber(right.type)) return notNumbers(name, left, right, at);
  if ((name === 'divide' || name === 'modulo') && isZero(right)) return byZero(at.tree.args[1] ?? at.tree, at.site);
  const mayVanish = (name === 'divide' || name === 'modulo') && !(right.is === 'literal' && /[1-9]/.test(right.value ?? ''));
  const nullable = mayVanish || left.nullable || right.nullable;
  if (isFloat(left.type) || isFloat(right.type)) {
    const args = [adapt(left, 'double'), adapt(right, 'double')];
    if (name === 'modulo') {
      return complain(at.site, 'type-mismatch', at.tree, '% of floats depends on the last bit', ['cast(… as decimal(18,6)) % …']);
    }
    return args.every((arg) => arg !== undefined) ? built(name, args, 'double', nullable) : undefined;
  }
  if (isInteger(left.type) && isInteger(right.type) && name !== 'divide') {
    const type = left.type === 'bigint' || right.type === 'bigint' ? 'bigint' : 'int';
    const args = [adapt(left, type), adapt(right, type)];
    return args.every((arg) => arg !== undefined) ? built(name, args, type, nullable) : undefined;
  }
  const [a, b] = [asDecimal(left), asDecimal(right)];
  const [p, q] = [digitsOf(a.type), digitsOf(b.type)];
  if (p === undefined || q === undefined || !hasRoom(name, p, q, at)) return undefined;
  return built(name, [a, b], decimal(arithmetic(name, p, q)), nullable);
};

/** Decimals given up for want of digits are said; digits before the point are never given up. A quotient reaches them only by tiny divisors: it raises. */
const hasRoom = (name: Operation, a: Digits, b: Digits, { tree, site }: At): boolean => {
  const all = needed(name, a, b);
  if (all.precision <= mostDigits) return true;
  const kept = arithmetic(name, a, b);
  const place = { path: site.path, start: tree.start, end: tree.end };
  const got = site.text.slice(tree.start, tree.end);
  const smaller = ['cast(… as decimal(18,6)) in one of both'];
  if (name !== 'divide' && all.precision - all.scale > kept.precision - kept.scale) {
    complain(
      site,
      'may-overflow',
      tree,
      `${symbols[name]} of ${decimal(a)} and ${decimal(b)} needs ${all.precision - all.scale} digits before the point, a decimal has ${mostDigits} in all`,
      smaller,
    );
    return false;
  }
  const message = `${symbols[name]} of ${decimal(a)} and ${decimal(b)} is kept to ${kept.scale} of its ${all.scale} decimals, for a decimal has ${mostDigits} digits`;
  site.problems.note('precision-lost', place, got, message, smaller);
  return true;
};

export const isZero = (value: TypedExpr): boolean =>
  value.is === 'convert' ? value.how === 'widen' && isZero(value.value) : value.is === 'literal' && /^-?0*[.]?0*$/.test(value.value ?? '1');

export const byZero = (span: Span, site: Site): undefined =>
  complain(site, 'division-by-zero', span, 'nothing can be divided by 0', ['nullif(…, 0)']);

export const withType = (value: TypedExpr, other: Type): TypedExpr =>
  value.type === unknownType ? literal(other === unknownType ? 'int' : other, null) : value;

const symbols: Readonly<Record<Operation, string>> = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%' };

const notNumbers = (name: Operation, left: TypedExpr, right: TypedExpr, { tree, site }: At): undefined => {
  const times = isTime(left.type) || isTime(right.type);
  const texts = left.type === 'text' || right.type === 'text';
  const expected = times
    ? isTime(left.type) && isTime(right.type)
      ? ["datediff('day', from, to)", 'seconds_between(from, to)']
      : ['… + days(1)', "datediff('day', from, to)"]
    : texts && name === 'add'
      ? ['a || b']
      : [`cast(… as ${texts ? 'decimal(18,2)' : 'int'})`];
  return complain(site, 'type-mismatch', tree, `${symbols[name]} calculates with numbers, here ${left.type} and ${right.type}`, expected);
};

export const signed = (name: 'negate' | 'plus', value: TypedExpr, { tree, site }: At): TypedExpr | undefined => {
  const number = withType(value, 'int');
  if (!isNumber(number.type)) return complain(site, 'type-mismatch', tree, `only a number has a sign, this is ${value.type}`, ['a number']);
  if (name === 'plus') return number;
  if (number.is === 'literal' && number.value !== null) {
    const text = number.value.startsWith('-') ? number.value.slice(1) : `-${number.value}`;
    return literal(numberType(text), text);
  }
  const widened = isFloat(number.type) ? adapt(number, 'double') : number;
  return widened && built('negate', [widened], widened.type);
};
