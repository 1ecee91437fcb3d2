// Functions on numbers.
import type { TypedExpr } from '../../plan.ts';
import { isZero } from '../arithmetic.ts';
import { decimal, digitsOf, isDecimal, isFloat, mostDigits } from '../types.ts';
import { isFloatArg, literalOf, param, type Signature, typeOfArg } from './signature.ts';

const x = param('x', 'number');

// ceil, floor: one digit more, for 9.5 becomes 10
const whole = (args: readonly TypedExpr[]): string => {
  const type = typeOfArg(args, 0);
  const digits = isDecimal(type) ? digitsOf(type) : undefined;
  if (digits === undefined) return isFloat(type) ? 'double' : type;
  // without decimals nothing is rounded up
  const whole = digits.precision - digits.scale;
  return decimal({ precision: digits.scale === 0 ? whole : Math.min(mostDigits, whole + 1), scale: 0 });
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

// cut off: no digit more than before
const cut = (args: readonly TypedExpr[]): string => {
  const type = typeOfArg(args, 0);
  const digits = isDecimal(type) ? digitsOf(type) : undefined;
  if (digits === undefined) return isFloat(type) ? 'double' : type;
  const scale = Math.min(digits.scale, Math.max(Number(literalOf(args, 1) ?? 0), 0));
  return decimal({ precision: Math.max(digits.precision - digits.scale + scale, 1), scale });
};

// the last bit of these is the library's, not the standard's
const transcendental = (says: string, examples: Signature['examples'], fails = true): Signature => ({
  says,
  params: [param('x', 'double')],
  result: 'double',
  nulls: fails ? 'may' : 'propagate',
  ...(fails && { fails: true }),
  rounds: () => true,
  examples,
});

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
  trunc: {
    says: 'cut off after n decimals, towards zero; a negative n cuts off tens, hundreds …',
    params: [x, param('n', 'int', true)],
    optional: 1,
    result: cut,
    nulls: 'propagate',
    refuses: (args) => {
      if (Math.abs(Number(literalOf(args, 1) ?? 0)) > mostDigits) return 'n is at most 38';
      if (!isFloatArg(args) || args.length === 1) return undefined;
      return { says: 'a float has no decimals to cut off exactly', expected: ['trunc(cast(… as decimal(18,6)), 2)'] };
    },
    examples: [
      ['trunc(-2.78)', '-2'],
      ['trunc(12.345, 2)', '12.34'],
      ['trunc(-1987, -2)', '-1900'],
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
    fails: true,
    refuses: ([, b]) =>
      b !== undefined && isZero(b)
        ? { says: 'nothing can be divided by 0', code: 'division-by-zero', expected: ['nullif(…, 0)'] }
        : undefined,
    examples: [['div(-7, 2)', '-3']],
  },
  sqrt: {
    says: 'the square root; NULL of a negative number',
    params: [param('x', 'double')],
    result: 'double',
    nulls: 'may',
    fails: true,
    examples: [['sqrt(2.25)', 'cast(1.5 as double)']],
  },
  power: {
    says: 'x to the power of y; NULL where no number is the result, as of a negative x and a broken y, or of 0 and a negative y',
    params: [param('x', 'double'), param('y', 'double')],
    result: 'double',
    nulls: 'may',
    fails: true,
    rounds: () => true,
    examples: [
      ['power(2, 10)', 'cast(1024 as double)'],
      ['power(-2, 3)', 'cast(-8 as double)'],
    ],
  },
  exp: transcendental('e to the power of x', [['exp(0)', 'cast(1 as double)']], false),
  ln: transcendental('the natural logarithm; NULL of zero and of a negative number', [['ln(1)', 'cast(0 as double)']]),
  log10: transcendental('the logarithm to base 10; NULL of zero and of a negative number', [['log10(1000)', 'cast(3 as double)']]),
};
