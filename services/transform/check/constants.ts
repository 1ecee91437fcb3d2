// Constants under a cast: whether the value is one of the type, by the same rules as in both engines.
import type { Type } from '../../../contracts/generated/types.ts';
import { canonicalTime } from './literals.ts';
import { digitsOf, isDecimal, isExact } from './types.ts';

/** For casts that exist; constants of types that cannot fail are always convertible. */
export const isConvertible = (value: string, from: Type, to: Type): boolean => {
  if (from === 'text') return isOf(value.replace(/^ +| +$/g, ''), to);
  return isExact(from) ? holds(to, value) : true;
};

const isOf = (text: string, to: Type): boolean => {
  switch (to) {
    case 'int':
    case 'bigint':
      return /^[+-]?[0-9]{1,38}$/.test(text) && holds(to, text);
    case 'double':
      return double.test(text) && Number.isFinite(Number(text));
    case 'boolean':
      return /^(t|true|y|yes|1|f|false|n|no|0)$/i.test(text);
    case 'date':
      return canonicalTime(text, 'date') !== undefined;
    case 'timestamp':
      return canonicalTime(text, 'timestamp') !== undefined;
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
    default:
      return !isDecimal(to) || (double.test(text) && holds(to, text));
  }
};

const double = /^[+-]?([0-9]{1,38}([.][0-9]{0,38})?|[.][0-9]{1,38})([eE][+-]?[0-9]{1,3})?$/;

/** Whether the number fits the type's integer digits: decimals are cut off for an integer, rounded for a decimal. */
const holds = (to: Type, text: string): boolean => {
  if (to === 'int' || to === 'bigint') {
    const whole = BigInt(
      text
        .replace(/[.].*$/, '')
        .replace(/^[+]/, '')
        .replace(/^-?$/, '0'),
    );
    return BigInt.asIntN(to === 'int' ? 32 : 64, whole) === whole;
  }
  const digits = isDecimal(to) ? digitsOf(to) : undefined;
  if (digits === undefined) return true;
  const size = Math.abs(Number(text));
  // near the edge a float cannot tell: then the engines do
  return size < 10 ** (digits.precision - digits.scale) || size === 10 ** (digits.precision - digits.scale);
};
