// Arithmetic on bounds, as expressions of doubles that end no job: PostgreSQL raises where a product or quotient is too large or too small.
import { convert, literal } from '../check/coerce.ts';
import type { TypedExpr } from '../plan.ts';
import { nodesOf } from '../plan-walk.ts';

type Call = Extract<TypedExpr, { is: 'call' }>;
type Case = Extract<TypedExpr, { is: 'case' }>;

/** 2^-53 for each side, twice. */
export const unit = 2 ** -51;
// greatest leaves NULLs out, as least does: it may stand beside a smallest number only, where that does no harm
export const smallest = 1e-290;
export const mostNodes = 600;

export const rounding = (value: TypedExpr): TypedExpr =>
  call('multiply', number(value.type === 'float' ? 2 ** -22 : unit), call('greatest', abs(value), number(smallest)));

export const product = (a: TypedExpr, b: TypedExpr): TypedExpr => inRange([a, b], call('multiply', a, b));

/** PostgreSQL raises where a product or quotient of doubles is too large or too small; a bound must not end the job. */
export const inRange = (parts: readonly TypedExpr[], value: TypedExpr): TypedExpr => {
  const within = parts.map((part): TypedExpr => ({ ...call('between', part, number(1e-140), number(1e140)), type: 'boolean' }));
  return choice([{ when: { ...call('and', ...within), type: 'boolean' }, value }], none);
};

export const double = { type: 'double', nullable: true, exactness: 'float' } as const;
export const number = (value: number): TypedExpr => literal('double', `${value}`);
export const none = number(0);
export const call = (name: string, ...args: readonly TypedExpr[]): Call => ({
  ...double,
  is: 'call',
  name: unguarded.get(name) ?? name,
  args,
});
// bounds stay within range by themselves: the oracle need not look whether a result is too large or too small
const unguarded: ReadonlyMap<string, string> = new Map(['add', 'subtract', 'multiply', 'divide'].map((name) => [name, `${name}-in-range`]));
export const choice = (branches: Case['branches'], otherwise: TypedExpr): TypedExpr => ({ ...double, is: 'case', branches, otherwise });
export const asDouble = (value: TypedExpr): TypedExpr => (value.type === 'double' ? value : convert(value, 'double', 'widen'));
export const abs = (value: TypedExpr): TypedExpr => call('abs', asDouble(value));

export const plus = (...parts: readonly (TypedExpr | undefined)[]): TypedExpr | undefined =>
  parts.reduce((all, part) => (all === undefined || part === undefined ? (all ?? part) : call('add', all, part)), undefined);

export const nodes = (value: TypedExpr): number => nodesOf(value).length;
