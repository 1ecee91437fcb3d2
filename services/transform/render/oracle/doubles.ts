// Arithmetic of doubles as the standard has it: too large is infinity, too small is 0. PostgreSQL raises in both cases, so what would is seen before.
import type { TypedExpr } from '../../plan.ts';
import { once } from './functions/arguments.ts';

type Operation = 'add' | 'subtract' | 'multiply' | 'divide';

export const doubles = (name: Operation, args: readonly string[], values: readonly TypedExpr[]): string =>
  once(args, values, (a = '', b = '') => rules[name](a, b));

export const infinity = `'Infinity'::double precision`;
export const nan = `'NaN'::double precision`;

const number = (value: number): string => `${value}::double precision`;
const greatest = number(Number.MAX_VALUE);
/** From here on a sum is nearer to infinity than to the greatest double. */
const halfStep = number(2 ** 970);

// sign(NaN) is 0, and infinity times 0 is NaN: so NaN stays NaN, although it compares as greater than everything
const rules: Readonly<Record<Operation, (a: string, b: string) => string>> = {
  add: (a, b) =>
    `case when abs(${a}) - ${halfStep} >= ${greatest} - abs(${b}) and sign(${a}) = sign(${b}) then ${infinity} * sign(${a}) else ${a} + ${b} end`,
  subtract: (a, b) =>
    `case when abs(${a}) - ${halfStep} >= ${greatest} - abs(${b}) and sign(${a}) = - sign(${b}) then ${infinity} * sign(${a}) else ${a} - ${b} end`,
  // scaled by powers of two, which loses no digit, the product can be looked at without leaving the range
  multiply: (a, b) =>
    `case when abs(${a}) > 1 and abs(${b}) > 1 and abs(${a} * ${number(2 ** -513)}) * abs(${b} * ${number(2 ** -513)}) >= 0.25 then ${infinity} * sign(${a}) * sign(${b})` +
    ` when greatest(abs(${a}), abs(${b})) < 1 and least(abs(${a}), abs(${b})) < ${number(2 ** -500)} and ${a} <> 0 and ${b} <> 0` +
    ` and abs(${a}) * ${number(2 ** 537)} * (abs(${b}) * ${number(2 ** 538)}) <= 1 then 0` +
    ` else ${a} * ${b} end`,
  divide: (a, b) =>
    `case when ${b} = 0 then null` +
    ` when abs(${b}) < 1 and abs(${a}) > ${greatest} * abs(${b}) then ${infinity} * sign(${a}) * sign(${b})` +
    ` when abs(${b}) > 1 and abs(${a}) < 1 and ${a} <> 0 and ${b} <> ${nan} and abs(${a}) * ${number(2 ** 1000)} <= abs(${b}) * ${number(2 ** -75)} then 0` +
    ` else ${a} / ${b} end`,
};
