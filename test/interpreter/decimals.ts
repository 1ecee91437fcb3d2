// Exact numbers: an integer and how many of its digits stand after the point.
import { InterpreterRaised } from './raised.ts';

export type Decimal = { readonly unscaled: bigint; readonly scale: number };
export type Digits = { readonly precision: number; readonly scale: number };

export const isDecimalValue = (value: unknown): value is Decimal => typeof value === 'object' && value !== null && 'unscaled' in value;

/** Digits with an optional sign, point and exponent. */
export const decimalOf = (text: string): Decimal => {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  if (match === null) throw new Error(`${text} is no number`);
  const [, sign, whole = '', decimals = '', exponent = '0'] = match;
  const unscaled = BigInt(`${whole}${decimals}` || '0') * (sign === '-' ? -1n : 1n);
  const scale = decimals.length - Number(exponent);
  return scale >= 0 ? { unscaled, scale } : { unscaled: unscaled * 10n ** BigInt(-scale), scale: 0 };
};

export const textOfDecimal = ({ unscaled, scale }: Decimal): string => {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
};

/** The nearest float. */
export const floatOf = (value: Decimal): number => Number(textOfDecimal(value));

/** The decimal that a float's shortest text says; undefined for NaN and infinities. */
export const decimalOfFloat = (value: number, type: string): Decimal | undefined => {
  if (!Number.isFinite(value)) return undefined;
  return decimalOf(type === 'float' ? shortestReal(value) : String(value));
};

/** Nine digits tell every real apart. */
const shortestReal = (value: number): string => {
  const texts = Array.from({ length: 9 }, (_, digits) => value.toPrecision(digits + 1));
  return texts.find((text) => Math.fround(Number(text)) === value) ?? String(value);
};

/** With that many decimals, halves away from zero. */
export const rescaled = ({ unscaled, scale }: Decimal, to: number): Decimal => {
  if (to >= scale) return { unscaled: unscaled * 10n ** BigInt(to - scale), scale: to };
  return { unscaled: dividedHalfUp(unscaled, 10n ** BigInt(scale - to)), scale: to };
};

/** Rounded to n decimals; a negative n rounds to tens, hundreds. The scale is at least 0. */
export const roundedTo = (value: Decimal, n: number): Decimal => {
  if (n >= 0) return rescaled(value, Math.min(n, value.scale));
  const unit = 10n ** BigInt(-n);
  return { unscaled: dividedHalfUp(value.unscaled, unit * 10n ** BigInt(value.scale)) * unit, scale: 0 };
};

/** Decimals are cut off. */
export const truncated = ({ unscaled, scale }: Decimal): bigint => unscaled / 10n ** BigInt(scale);

export const reduced = ({ unscaled, scale }: Decimal): Decimal => {
  let [digits, decimals] = [unscaled, scale];
  while (decimals > 0 && digits % 10n === 0n) [digits, decimals] = [digits / 10n, decimals - 1];
  return { unscaled: digits, scale: decimals };
};

export const compareDecimals = (a: Decimal, b: Decimal): number => {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [rescaled(a, scale).unscaled, rescaled(b, scale).unscaled];
  return left < right ? -1 : left > right ? 1 : 0;
};

export const sumOf = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: rescaled(a, scale).unscaled + rescaled(b, scale).unscaled, scale };
};
export const negativeOf = ({ unscaled, scale }: Decimal): Decimal => ({ unscaled: -unscaled, scale });
export const productOf = (a: Decimal, b: Decimal): Decimal => ({ unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale });

/** Rounded once, to that many decimals; the divisor is not zero. */
export const quotientOf = (a: Decimal, b: Decimal, scale: number): Decimal => {
  const shift = scale + b.scale - a.scale;
  const [dividend, divisor] =
    shift >= 0 ? [a.unscaled * 10n ** BigInt(shift), b.unscaled] : [a.unscaled, b.unscaled * 10n ** BigInt(-shift)];
  return { unscaled: dividedHalfUp(dividend, divisor), scale };
};

/** Has the sign of the dividend. */
export const remainderOf = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: rescaled(a, scale).unscaled % rescaled(b, scale).unscaled, scale };
};

export const fitsIn = ({ unscaled }: Decimal, { precision }: Digits): boolean => {
  const most = 10n ** BigInt(precision);
  return unscaled < most && unscaled > -most;
};

/** Rounded to the type's decimals; raises when its digits are too few. */
export const storedAs = (value: Decimal, digits: Digits): Decimal => {
  const rounded = rescaled(value, digits.scale);
  if (fitsIn(rounded, digits)) return rounded;
  throw new InterpreterRaised(`${textOfDecimal(value)} has more digits than decimal(${digits.precision},${digits.scale})`);
};

const dividedHalfUp = (dividend: bigint, divisor: bigint): bigint => {
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const quotient = (a * 2n + b) / (b * 2n);
  return dividend < 0n === divisor < 0n ? quotient : -quotient;
};
