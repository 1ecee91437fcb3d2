// Where a value of one type is used as another: literals adapt, values widen, nothing else happens by itself.
import type { Type } from '../../../contracts/generated/types.ts';
import type { TypedExpr } from '../plan.ts';
import { canonicalTime } from './literals.ts';
import { commonType, decimal, digitsOf, isDecimal, isExact, isFloat, isTime, unknownType, widens } from './types.ts';

type Literal = Extract<TypedExpr, { is: 'literal' }>;

export const literal = (type: Type, value: string | null): Literal => ({
  is: 'literal',
  type,
  value,
  nullable: value === null,
  exactness: 'exact',
});

/** The value as that type, by adapting a literal or by widening; undefined when it would need a cast. */
export const adapt = (value: TypedExpr, type: Type): TypedExpr | undefined => {
  if (value.type === type) return value;
  if (value.is === 'literal') return adaptLiteral(value, type) ?? (widens(value.type, type) ? convert(value, type, 'widen') : undefined);
  return widens(value.type, type) ? convert(value, type, 'widen') : undefined;
};

const adaptLiteral = (value: Literal, type: Type): TypedExpr | undefined => {
  if (value.value === null) return literal(type, null);
  if (value.type === 'text' && isTime(type)) {
    const canonical = canonicalTime(value.value, type === 'date' ? 'date' : 'timestamp');
    return canonical === undefined ? undefined : literal(type, canonical);
  }
  if (value.type === 'text' && type === 'uuid') return uuid.test(value.value) ? literal(type, value.value.toLowerCase()) : undefined;
  if (isExact(value.type) && (type === 'double' || (widens(value.type, type) && isExact(type)))) return literal(type, value.value);
  if (isExact(value.type) && isDecimal(type) && fits(value.value, type)) return literal(type, value.value);
  return undefined;
};

/** A whole number may stand where decimals are expected, whatever integer type it had by itself. */
const fits = (text: string, type: Type): boolean => {
  const own = literalDigits(text);
  const digits = digitsOf(type);
  return digits !== undefined && own.scale <= digits.scale && own.precision - own.scale <= digits.precision - digits.scale;
};

/** Digits that a number as written needs. */
export const literalDigits = (text: string): { readonly precision: number; readonly scale: number } => {
  const [whole = '', decimals = ''] = text.replace(/^-/, '').split('.');
  const significant = whole.replace(/^0+/, '').length;
  return { precision: Math.max(significant + decimals.length, decimals.length, 1), scale: decimals.length };
};

/** A number in decimal arithmetic: literals take the digits they are written with. */
export const asDecimal = (value: TypedExpr): TypedExpr => {
  if (isDecimal(value.type)) return value;
  if (value.is === 'literal' && value.value !== null) return literal(decimal(literalDigits(value.value)), value.value);
  const digits = digitsOf(value.type);
  return digits === undefined ? value : convert(value, decimal(digits), 'widen');
};

/** All as one type; undefined when they have none in common. */
export const unify = (values: readonly TypedExpr[]): { readonly type: Type; readonly values: readonly TypedExpr[] } | undefined => {
  const type = sharedType(values);
  if (type === undefined) return undefined;
  const adapted = values.map((value) => adapt(value, type));
  return adapted.every((value) => value !== undefined) ? { type, values: adapted } : undefined;
};

const sharedType = (values: readonly TypedExpr[]): Type | undefined => {
  const firm = values.filter((value) => !isTextLiteral(value));
  // a text literal beside a date is a date
  const deciding = firm.some((value) => value.type !== unknownType) ? firm : values;
  const numbers = deciding.filter(isNumberLiteral);
  const own = deciding.filter((value) => !isNumberLiteral(value)).map(({ type }) => type);
  const type = own.reduce<Type | undefined>(meet, unknownType);
  // 0 beside decimal(12,2) must not ask for the ten digits of an int
  return numbers.reduce<Type | undefined>(
    (shared, { value, type: plain }) =>
      meet(shared, shared !== undefined && isDecimal(shared) ? decimal(literalDigits(value ?? '0')) : plain),
    type,
  );
};

const meet = (a: Type | undefined, b: Type): Type | undefined => (a === undefined ? undefined : commonType(a, b));
const isTextLiteral = (value: TypedExpr): boolean => value.is === 'literal' && value.type === 'text';
const isNumberLiteral = (value: TypedExpr): value is Literal => value.is === 'literal' && value.value !== null && isExact(value.type);

export const convert = (value: TypedExpr, type: Type, how: 'widen' | 'cast' | 'try' | 'fit'): TypedExpr => ({
  is: 'convert',
  how,
  value,
  type,
  // a cast that cannot fail on any value, as of a time to its day, gives no NULL
  nullable: value.nullable || ((how === 'cast' || how === 'try') && !widens(value.type, type) && !(isTime(value.type) && isTime(type))),
  // the shortest text of a float is not the same digit for digit everywhere
  exactness: value.exactness === 'float' || (isFloat(value.type) && isDecimal(type)) ? 'float' : 'exact',
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
