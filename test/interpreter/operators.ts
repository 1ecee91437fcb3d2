// Arithmetic and joining of texts. Division by zero is NULL, what leaves the type raises.
import { type Decimal, type Digits, negativeOf, productOf, quotientOf, remainderOf, storedAs, sumOf } from './decimals.ts';
import { NoMeaning } from './raised.ts';
import { adapted, asDecimal, nullOf, numberLiteral, strict, type Typed } from './typed.ts';
import {
  decimalType,
  digits,
  isFloat,
  isNumber,
  isWhole,
  noType,
  productDigits,
  quotientDigits,
  remainderDigits,
  sumDigits,
} from './types.ts';
import { raisedUnlessInRange, type Value } from './values.ts';

export const arithmetic = (symbol: string, first: Typed, second: Typed): Typed => {
  const [a, b] = [withType(first, second.type), withType(second, first.type)];
  if (!isNumber(a.type) || !isNumber(b.type)) throw new NoMeaning(`${symbol} calculates with numbers`);
  if (isFloat(a.type) || isFloat(b.type)) return floats(symbol, adapted(a, 'double'), adapted(b, 'double'));
  if (isWhole(a.type) && isWhole(b.type) && symbol !== '/') return integers(symbol, a, b);
  return decimals(symbol, asDecimal(a), asDecimal(b));
};

const withType = (value: Typed, other: string): Typed => (value.type === noType ? nullOf(other === noType ? 'int' : other) : value);

const floats = (symbol: string, a: Typed, b: Typed): Typed => {
  const apply = floatOperations[symbol];
  if (apply === undefined) throw new NoMeaning('% of floats depends on the last bit');
  return strict('double', [a, b], ([x, y]) => apply(x as number, y as number));
};
const floatOperations: Readonly<Record<string, (x: number, y: number) => Value>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => (y === 0 ? null : x / y),
};

const integers = (symbol: string, a: Typed, b: Typed): Typed => {
  const type = a.type === 'bigint' || b.type === 'bigint' ? 'bigint' : 'int';
  const apply = wholeOperations[symbol];
  if (apply === undefined) throw new NoMeaning(`there is no operator ${symbol}`);
  return strict(type, [adapted(a, type), adapted(b, type)], ([x, y]) => {
    const result = apply(x as bigint, y as bigint);
    return result === null ? null : raisedUnlessInRange(type, result);
  });
};
const wholeOperations: Readonly<Record<string, (x: bigint, y: bigint) => bigint | null>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '%': (x, y) => (y === 0n ? null : x % y),
};

const decimals = (symbol: string, a: Typed, b: Typed): Typed => {
  const rule = decimalOperations[symbol];
  if (rule === undefined) throw new NoMeaning(`there is no operator ${symbol}`);
  const result = rule.digits(digits(a.type), digits(b.type));
  return strict(decimalType(result), [a, b], ([x, y]) => {
    const value = rule.apply(x as Decimal, y as Decimal, result.scale);
    return value === null ? null : storedAs(value, result);
  });
};

type DecimalRule = {
  readonly digits: (a: Digits, b: Digits) => Digits;
  readonly apply: (x: Decimal, y: Decimal, scale: number) => Decimal | null;
};
const decimalOperations: Readonly<Record<string, DecimalRule>> = {
  '+': { digits: sumDigits, apply: sumOf },
  '-': { digits: sumDigits, apply: (x, y) => sumOf(x, negativeOf(y)) },
  '*': { digits: productDigits, apply: productOf },
  '/': { digits: quotientDigits, apply: (x, y, scale) => (y.unscaled === 0n ? null : quotientOf(x, y, scale)) },
  '%': { digits: remainderDigits, apply: (x, y) => (y.unscaled === 0n ? null : remainderOf(x, y)) },
};

export const negative = (of: Typed): Typed => {
  const value = withType(of, 'int');
  if (!isNumber(value.type)) throw new NoMeaning(`${value.type} has no sign`);
  if (value.literal?.is === 'number')
    return numberLiteral(value.literal.text.startsWith('-') ? value.literal.text.slice(1) : `-${value.literal.text}`);
  const number = isFloat(value.type) ? adapted(value, 'double') : value;
  return strict(number.type, [number], ([x]) => {
    if (typeof x === 'number') return -x;
    return typeof x === 'bigint' ? raisedUnlessInRange(number.type, -x) : negativeOf(x as Decimal);
  });
};

export const joinedText = (a: Typed, b: Typed): Typed => strict('text', [adapted(a, 'text'), adapted(b, 'text')], ([x, y]) => `${x}${y}`);
