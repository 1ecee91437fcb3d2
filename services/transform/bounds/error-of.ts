// How far two right values of an expression may be apart, as an expression over the oracle's own rows. Everything here errs towards too small: a bound
// that is too small raises an alarm, one that is too large hides a fault.
import { convert } from '../check/coerce.ts';
import { isDecimal, isFloat } from '../check/types.ts';
import type { TypedExpr } from '../plan.ts';
import { abs, asDouble, call, choice, inRange, mostNodes, nodes, none, number, plus, product, rounding } from './arithmetic.ts';
import { isAggregateName, ofAggregate, ofNeighbour } from './of-aggregate.ts';

/** Where the bound of a column of the input stands, or of a single row's column of another step; undefined when it has none. */
export type Bounds = (column: string, frame?: string) => TypedExpr | undefined;

/**
 * undefined: no difference is allowed, because every digit is decided or because no bound is known. Conditions are taken to come out alike on both
 * sides: where one does not, the values differ by far more than rounding.
 */
export const errorOf = (value: TypedExpr, bounds: Bounds): TypedExpr | undefined => {
  if (value.exactness === 'exact' || !hasDigits(value)) return undefined;
  const error = ruleFor(value, bounds);
  return error === undefined || nodes(error) > mostNodes ? undefined : error;
};

const hasDigits = ({ type }: TypedExpr): boolean => isFloat(type) || isDecimal(type);

const ruleFor = (value: TypedExpr, bounds: Bounds): TypedExpr | undefined => {
  switch (value.is) {
    case 'column':
      return bounds(value.name);
    case 'scalar':
      return bounds(value.column, value.frame);
    case 'key':
    case 'literal':
      return undefined;
    case 'window':
      return isAggregateName(value.name)
        ? ofAggregate(value, (part) => errorOf(part, bounds))
        : ofNeighbour(value, (part) => errorOf(part, bounds));
    case 'convert':
      return ofConversion(value, bounds);
    case 'case':
      return ofCase(value, bounds);
    case 'aggregate':
      return ofAggregate(value, (part) => errorOf(part, bounds));
    case 'call':
      return ofCall(value, bounds);
  }
};

type Of<Is extends TypedExpr['is']> = Extract<TypedExpr, { is: Is }>;

const ofConversion = ({ value, type, ...rest }: Of<'convert'>, bounds: Bounds): TypedExpr | undefined => {
  const error = errorOf(value, bounds);
  if (error === undefined) return undefined;
  if (isFloat(type)) return plus(error, rounding({ ...rest, value, type }));
  // cast instead of fit: beside the value may lie one that does not fit
  return spread(value, error, (moved) => convert(moved, type, 'cast'));
};

const ofCase = ({ branches, otherwise }: Of<'case'>, bounds: Bounds): TypedExpr | undefined => {
  const errors = branches.map(({ when, value }) => ({ when, value: errorOf(value, bounds) }));
  const last = otherwise && errorOf(otherwise, bounds);
  if (last === undefined && errors.every(({ value }) => value === undefined)) return undefined;
  return choice(
    errors.map(({ when, value }) => ({ when, value: value ?? none })),
    last ?? none,
  );
};

const ofCall = (value: Of<'call'>, bounds: Bounds): TypedExpr | undefined => {
  const errors = value.args.map((arg) => errorOf(arg, bounds));
  // the libraries of the engines differ in their last bit
  if (errors.every((error) => error === undefined)) return libraries.has(value.name) ? rounding(value) : undefined;
  const [first] = value.args;
  const [error] = errors;
  switch (value.name) {
    case 'add':
    case 'subtract':
    case 'greatest':
    case 'least':
      return plus(...errors, isFloat(value.type) ? rounding(value) : undefined);
    case 'negate':
    case 'abs':
    case 'nullif':
      return error;
    case 'multiply':
      return ofProduct(value, errors);
    case 'divide':
      return isFloat(value.type) ? ofQuotient(value, errors) : undefined;
    case 'coalesce':
      return choice(
        value.args.map((arg, n) => ({ when: { ...call('is-not-null', arg), type: 'boolean' }, value: errors[n] ?? none })),
        none,
      );
    case 'round':
    case 'ceil':
    case 'floor':
      if (first === undefined || error === undefined) return undefined;
      return spread(first, error, (moved) => ({ ...value, args: [moved, ...value.args.slice(1)] }));
    default:
      return undefined;
  }
};

const libraries = new Set(['power', 'exp', 'ln', 'log10']);

type Errors = readonly (TypedExpr | undefined)[];

const ofProduct = (value: Of<'call'>, [ofA, ofB]: Errors): TypedExpr | undefined => {
  const [a, b] = value.args;
  if (a === undefined || b === undefined) return undefined;
  return plus(ofB && product(abs(a), ofB), ofA && product(abs(b), ofA), ofA && ofB && product(ofA, ofB), rounding(value));
};

/** Without a bound where the divisor may be anything down to zero. */
const ofQuotient = (value: Of<'call'>, [ofA, ofB]: Errors): TypedExpr | undefined => {
  const [, b] = value.args;
  if (b === undefined) return undefined;
  const dividend = plus(ofA, ofB && product(abs(value), ofB));
  if (dividend === undefined) return undefined;
  const quotient = inRange([dividend, abs(b)], call('divide', dividend, abs(b)));
  if (ofB === undefined) return plus(quotient, rounding(value));
  const twice = (of: TypedExpr): TypedExpr => call('multiply', number(2), of);
  return plus(
    choice([{ when: { ...call('greater', abs(b), twice(ofB)), type: 'boolean' }, value: twice(quotient) }], none),
    rounding(value),
  );
};

/**
 * What a function that never falls makes of everything within the error of a value: nothing but its own step, and that only where the value lies so
 * near to one that either side is right.
 */
const spread = (value: TypedExpr, error: TypedExpr, of: (moved: TypedExpr) => TypedExpr): TypedExpr => {
  // beside a decimal the error is one too, or its last digits would be lost
  const step = isDecimal(value.type) ? convert(error, 'decimal(37,18)', 'cast') : error;
  const moved = (name: 'add' | 'subtract'): TypedExpr =>
    of({ ...call(name, isDecimal(value.type) ? value : asDouble(value), step), type: step.type });
  const [low, high] = [moved('subtract'), moved('add')];
  return abs({ ...call('subtract', high, low), type: high.type });
};
