// What the renderers of functions share: their shape, and how an argument that is needed several times is computed once.
import type { TypedExpr } from '../../../plan.ts';
import { nodesOf } from '../../../plan-walk.ts';
import { isText } from '../values.ts';

export type Call = Extract<TypedExpr, { is: 'call' }>;
export type Render = (args: readonly string[], call: Call) => string;

export const plain =
  (name: string): Render =>
  (args) =>
    `${name}(${args.join(', ')})`;

/** Case by Unicode's rules, whatever the database's collation. */
export const uppered = (sql: string | undefined): string => `(upper(${sql} collate "und-x-icu") collate "C")`;
export const lowered = (sql: string | undefined): string => `(lower(${sql} collate "und-x-icu") collate "C")`;

export const byCodePoint = (sql: string, value: { readonly type: string }): string => (isText(value) ? `${sql} collate "C"` : sql);

export const literalNumber = (value: TypedExpr | undefined): number | undefined =>
  value?.is === 'literal' && value.value !== null ? Number(value.value) : undefined;
export const literalText = (value: TypedExpr | undefined): string => (value?.is === 'literal' ? (value.value ?? '') : '');

/**
 * An expression in which its arguments stand several times. Nested ones would grow without bound, so what is no column or literal is computed in a
 * sub-select (offset 0 keeps the planner from putting it back). There window functions and count(*) would look at the sub-select's one row: they stay.
 */
export const once = (args: readonly string[], values: readonly TypedExpr[], render: (...names: readonly string[]) => string): string => {
  if (values.every(isPlain) || values.some(looksAround)) return render(...args);
  const names = args.map((arg, at) => (isPlain(values[at]) ? arg : `v.v${at + 1}`));
  const computed = args.flatMap((arg, at) => (isPlain(values[at]) ? [] : [`${arg} as v${at + 1}`]));
  return `(select ${render(...names)} from (select ${computed.join(', ')} offset 0) as v)`;
};

/** One value made of others, needed several times. */
export const onceMade = (sql: string, parts: readonly TypedExpr[], render: (name: string) => string): string =>
  parts.some(looksAround) ? render(sql) : `(select ${render('v.v1')} from (select ${sql} as v1 offset 0) as v)`;

const isPlain = (value: TypedExpr | undefined): boolean =>
  value === undefined ||
  value.is === 'column' ||
  value.is === 'key' ||
  value.is === 'literal' ||
  (value.is === 'convert' && value.how === 'widen' && isPlain(value.value));

/** Whether something in it would look at other rows inside a sub-select: an aggregate belongs to the query whose columns it reads. */
const looksAround = (value: TypedExpr): boolean =>
  nodesOf(value).some((node) => node.is === 'window' || (node.is === 'aggregate' && !nodesOf(node).some((part) => part.is === 'column')));
