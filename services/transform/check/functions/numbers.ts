// Functions on numbers.
import type { TypedExpr } from '../../plan.ts';
import { decimal, digitsOf, isDecimal, isFloat, mostDigits } from '../types.ts';
import { isFloatArg, literalOf, param, type Signature, typeOfArg } from './signature.ts';

const x = param('x', 'number');

// ceil, floor: one digit more, for 9.5 becomes 10
const whole = (args: readonly TypedExpr[]): string => {
  const type = typeOfArg(args, 0);
  const digits = isDecimal(type) ? digitsOf(type) : undefined;
  if (digits === undefined) return isFloat(type) ? 'double' : type;
  return decimal({ precision: Math.min(mostDigits, digits.precision - digits.scale + 1), scale: 0 });
};

const rounded = (args: readonly TypedExpr[]): string => {
  const type = typeOfArg(args, 0);
  const digits = isDecimal(type) ? digitsOf(type) : undefined;
  if (digits === undefined) return isFloat(type) ? 'double' : type;
  const kept = Number(literalOf(args, 1) ?? 0);
  const scale = Math.min(digits.scale, Math.max(kept, 0));
  const wholeDigits = Math.max(digits.precision - digits.scale + 1, 1 - kept);
  return decimal({ precision: Math.min(mostDigits, wholeDigits + scale), scale });
};

export const numberFunctions: Readonly<Record<string, Signature>> = {
  abs: {
    says: 'without its sign',
    params: [x],
    result: (args) => typeOfArg(args, 0),
    nulls: 'propagate',
    examples: [['abs(-3)', '3']],
  },
  ceil: { says: 'the next whole number not below', params: [x], result: whole, nulls: 'propagate', examples: [['ceil(2.1)', '3']] },
  floor: { says: 'the next whole number not above', params: [x], result: whole, nulls: 'propagate', examples: [['floor(-2.1)', '-3']] },
  round: {
    says: 'to n decimals, halves away from zero; a negative n rounds to tens, hundreds …',
    params: [x, param('n', 'int', true)],
    optional: 1,
    result: rounded,
    nulls: 'propagate',
    rounds: isFloatArg,
    refuses: (args) => (Math.abs(Number(literalOf(args, 1) ?? 0)) > mostDigits ? 'n is at most 38' : undefined),
    examples: [
      ['round(2.5)', '3'],
      ['round(-1.005, 2)', '-1.01'],
    ],
  },
  sign: {
    says: '-1, 0 or 1; NULL for NaN',
    params: [x],
    result: 'int',
    nulls: 'may',
    examples: [['sign(-2.5)', '-1']],
  },
  div: {
    says: 'whole part of the quotient; NULL when the divisor is 0',
    params: [param('a', 'integer'), param('b', 'integer')],
    result: 'bigint',
    nulls: 'may',
    examples: [['div(-7, 2)', '-3']],
  },
};
