// Rows and what holds them. A row computes a column when it is asked for it: what nobody needs can then raise nothing, as in the engines.
import type { Value } from './values.ts';

export type Column = { readonly name: string; readonly type: string };
/** The value of a column by its name. */
export type Row = (column: string) => Value;
export type Frame = { readonly columns: readonly Column[]; readonly rows: readonly Row[] };

/** Each column is computed at most once. */
export const rowOf = (columns: ReadonlyMap<string, () => Value>): Row => {
  const known = new Map<string, Value>();
  return (name) => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const compute = columns.get(name);
    if (compute === undefined) throw new Error(`the row has no column ${name}`);
    const value = compute();
    known.set(name, value);
    return value;
  };
};

export const fixedRow = (values: ReadonlyMap<string, Value>): Row =>
  rowOf(new Map([...values].map(([name, value]) => [name, () => value])));

/** The row with further columns, or others under the same names. */
export const extended = (row: Row, more: ReadonlyMap<string, () => Value>): Row => {
  const own = rowOf(more);
  return (name) => (more.has(name) ? own(name) : row(name));
};
