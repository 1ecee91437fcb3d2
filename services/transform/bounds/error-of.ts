// How far two right values of an expression may be apart, as an expression over the oracle's own rows. Everything here errs towards too small: a bound
// that is too small raises an alarm, one that is too large hides a fault.
import { convert, literal } from '../check/coerce.ts';
import { isDecimal, isFloat } from '../check/types.ts';
import type { TypedExpr } from '../plan.ts';

/** Where the bound of a column of the input stands; undefined when it has none. */
export type Bounds = (column: string) => TypedExpr | undefined;

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
    case 'key':
    case 'literal':
      return undefined;
    case 'convert':
      return ofConversion(value, bounds);
    case 'case':
      return ofCase(value, bounds);
    case 'aggregate':
      return ofAggregate(value, bounds);
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

/** Any two orders of adding n values x are at most 2 · (n - 1) · 2^-53 · sum(abs(x)) apart; twice that leaves room for the sum of sizes itself. */
const ofAggregate = (value: Of<'aggregate'>, bounds: Bounds): TypedExpr | undefined => {
  const { name, args, where } = value;
  const [summand] = args;
  if (summand === undefined) return undefined;
  const over = (of: typeof name, arg: TypedExpr): TypedExpr => ({
    ...double,
    is: 'aggregate',
    name: of,
    args: [arg],
    distinct: false,
    where,
  });
  const inherited = errorOf(summand, bounds);
  if (name === 'min' || name === 'max') return inherited && over('max', inherited);
  const inheritedSum = inherited && over('sum', inherited);
  if (name === 'sum' && isDecimal(value.type)) return inheritedSum;
  if ((name !== 'sum' && name !== 'avg') || !isFloat(value.type)) return undefined;
  // only those that cannot make the sum of sizes overflow where the sum itself does not
  const size = choice([{ when: { ...call('less', abs(summand), number(1e280)), type: 'boolean' }, value: abs(summand) }], none);
  const sizes = call('greatest', over('sum', size), number(smallest));
  const counted: TypedExpr = { ...over('count', summand), type: 'bigint' };
  const count = call('greatest', convert(counted, 'double', 'widen'), number(1));
  if (name === 'sum') return plus(call('multiply', call('multiply', number(unit), count), sizes), inheritedSum);
  const mean = inheritedSum && call('divide', inheritedSum, count);
  return plus(call('multiply', number(unit), sizes), mean, rounding(value));
};

const ofCall = (value: Of<'call'>, bounds: Bounds): TypedExpr | undefined => {
  const errors = value.args.map((arg) => errorOf(arg, bounds));
  if (errors.every((error) => error === undefined)) return undefined;
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

/** 2^-53 for each side, twice. */
const unit = 2 ** -51;
// greatest leaves NULLs out, as least does: it may stand beside a smallest number only, where that does no harm
const smallest = 1e-290;
const mostNodes = 600;

const rounding = (value: TypedExpr): TypedExpr =>
  call('multiply', number(value.type === 'float' ? 2 ** -22 : unit), call('greatest', abs(value), number(smallest)));

const product = (a: TypedExpr, b: TypedExpr): TypedExpr => inRange([a, b], call('multiply', a, b));

/** PostgreSQL raises where a product or quotient of doubles is too large or too small; a bound must not end the job. */
const inRange = (parts: readonly TypedExpr[], value: TypedExpr): TypedExpr => {
  const within = parts.map((part): TypedExpr => ({ ...call('between', part, number(1e-140), number(1e140)), type: 'boolean' }));
  return choice([{ when: { ...call('and', ...within), type: 'boolean' }, value }], none);
};

const double = { type: 'double', nullable: true, exactness: 'float' } as const;
const number = (value: number): TypedExpr => literal('double', `${value}`);
const none = number(0);
const call = (name: string, ...args: readonly TypedExpr[]): Of<'call'> => ({ ...double, is: 'call', name, args });
const choice = (branches: Of<'case'>['branches'], otherwise: TypedExpr): TypedExpr => ({ ...double, is: 'case', branches, otherwise });
const asDouble = (value: TypedExpr): TypedExpr => (value.type === 'double' ? value : convert(value, 'double', 'widen'));
const abs = (value: TypedExpr): TypedExpr => call('abs', asDouble(value));

const plus = (...parts: readonly (TypedExpr | undefined)[]): TypedExpr | undefined =>
  parts.reduce((all, part) => (all === undefined || part === undefined ? (all ?? part) : call('add', all, part)), undefined);

const nodes = (value: TypedExpr): number => {
  const parts = (): readonly TypedExpr[] => {
    if (value.is === 'call' || value.is === 'aggregate') return value.args;
    if (value.is === 'convert') return [value.value];
    if (value.is !== 'case') return [];
    return [...value.branches.flatMap(({ when, value: then }) => [when, then]), ...(value.otherwise ? [value.otherwise] : [])];
  };
  return parts().reduce((all, part) => all + nodes(part), 1);
};
