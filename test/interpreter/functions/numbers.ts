// Functions on numbers.
import { type Decimal, decimalOfFloat, floatOf, rescaled, roundedTo, storedAs, truncated } from '../decimals.ts';
import { exactOf, strict, type Typed } from '../typed.ts';
import { cappedType, digits, isDecimalType, isFloat } from '../types.ts';
import { raisedUnlessInRange, type Value } from '../values.ts';
import { at, type Family, number, whole, writtenNumber } from './arguments.ts';

export const numberFunctions: Family = {
  abs: (args) => {
    const x = number(args, 0);
    return strict(x.type, [x], ([value]) => {
      if (typeof value === 'number') return Math.abs(value);
      if (typeof value === 'bigint') return raisedUnlessInRange(x.type, value < 0n ? -value : value);
      const { unscaled, scale } = value as Decimal;
      return { unscaled: unscaled < 0n ? -unscaled : unscaled, scale };
    });
  },
  ceil: (args) => toWhole(args, Math.ceil, (value) => -floored(-value.unscaled, value.scale)),
  floor: (args) => toWhole(args, Math.floor, (value) => floored(value.unscaled, value.scale)),
  round: (args) => rounded(args, roundedTo),
  trunc: (args) => {
    const x = number(args, 0);
    const n = writtenNumber(args, 1, 0);
    if (isFloat(x.type)) return strict('double', [x], ([value]) => Math.trunc(value as number));
    if (!isDecimalType(x.type)) return strict(x.type, [x], ([value]) => cutTo(exactOf(value ?? null), n).unscaled);
    const own = digits(x.type);
    const scale = Math.min(own.scale, Math.max(n, 0));
    const type = cappedType(Math.max(own.precision - own.scale + scale, 1), scale);
    return strict(type, [x], ([value]) => rescaled(cutTo(value as Decimal, n), scale));
  },
  sign: (args) => {
    const x = number(args, 0);
    return strict('int', [x], ([value]) => {
      if (typeof value === 'number') return Number.isNaN(value) ? null : BigInt(Math.sign(value));
      const { unscaled } = exactOf(value ?? null);
      return unscaled < 0n ? -1n : unscaled > 0n ? 1n : 0n;
    });
  },
  div: (args) =>
    strict('bigint', [whole(args, 0), whole(args, 1)], ([a, b]) =>
      b === 0n ? null : raisedUnlessInRange('bigint', (a as bigint) / (b as bigint)),
    ),
};

/** Cut off after n decimals; a negative n cuts off tens, hundreds. */
const cutTo = ({ unscaled, scale }: Decimal, n: number): Decimal => {
  if (n >= scale) return { unscaled, scale };
  const cut = unscaled / 10n ** BigInt(scale - n);
  return n >= 0 ? { unscaled: cut, scale: n } : { unscaled: cut * 10n ** BigInt(-n), scale: 0 };
};

const floored = (unscaled: bigint, scale: number): bigint => {
  const unit = 10n ** BigInt(scale);
  const cut = truncated({ unscaled, scale });
  return unscaled < 0n && unscaled % unit !== 0n ? cut - 1n : cut;
};

const toWhole = (args: readonly Typed[], float: (value: number) => number, exact: (value: Decimal) => bigint): Typed => {
  const x = number(args, 0);
  if (isFloat(x.type)) return strict('double', [x], ([value]) => float(value as number));
  if (!isDecimalType(x.type)) return x;
  const { precision, scale } = digits(x.type);
  const type = cappedType(scale === 0 ? precision : precision - scale + 1, 0);
  return strict(type, [x], ([value]) => storedAs({ unscaled: exact(value as Decimal), scale: 0 }, digits(type)));
};

/** To n decimals; floats by their shortest text. */
export const rounded = (args: readonly Typed[], round: (value: Decimal, n: number) => Decimal): Typed => {
  const x = number(args, 0);
  const n = writtenNumber(args, 1, 0);
  if (isFloat(x.type)) return strict('double', [x], ([value]) => roundedFloat(value as number, n, round));
  if (!isDecimalType(x.type)) {
    return strict(x.type, [at([x], 0)], ([value]) => raisedUnlessInRange(x.type, round(exactOf(value as Value), n).unscaled));
  }
  const own = digits(x.type);
  const scale = Math.min(own.scale, Math.max(n, 0));
  const type = cappedType(Math.max(own.precision - own.scale + 1, 1 - n) + scale, scale);
  return strict(type, [x], ([value]) => storedAs(round(value as Decimal, n), digits(type)));
};

const roundedFloat = (value: number, n: number, round: (value: Decimal, n: number) => Decimal): number => {
  const exact = decimalOfFloat(value, 'double');
  return exact === undefined ? value : floatOf(round(exact, n));
};
