// Orders: NULLs last unless said otherwise, and where an order must decide the remaining columns decide after it.
import { expressionOf } from './expression.ts';
import type { Column, Row } from './rows.ts';
import { type Scope, valueIn } from './scope.ts';
import type { Typed } from './typed.ts';
import { isArrayType } from './types.ts';
import { compare, keyOf, type Value } from './values.ts';

export type SortKey = { readonly value: Typed; readonly descending: boolean; readonly nullsFirst: boolean };
type Written = { readonly expr: string; readonly direction: 'asc' | 'desc'; readonly nulls?: 'first' | 'last' };

export const sortKeysOf = (order: readonly Written[], scope: Scope): readonly SortKey[] =>
  order.map(({ expr, direction, nulls }) => ({
    value: expressionOf(expr, scope),
    descending: direction === 'desc',
    nullsFirst: nulls === 'first',
  }));

/** All columns upwards, first to last and arrays behind the others: after them only equal rows are left. */
export const allColumns = (columns: readonly Column[]): readonly SortKey[] =>
  columns
    .toSorted((a, b) => Number(isArrayType(a.type)) - Number(isArrayType(b.type)))
    .map(({ name, type }) => ({ value: { type, value: ({ row }) => row(name) }, descending: false, nullsFirst: false }));

export const compareRows = (a: Row, b: Row, keys: readonly SortKey[]): number => {
  for (const { value, descending, nullsFirst } of keys) {
    const [x, y] = [valueIn(a, value), valueIn(b, value)];
    const order =
      x === null || y === null ? (Number(x === null) - Number(y === null)) * (nullsFirst ? -1 : 1) : compare(x, y) * (descending ? -1 : 1);
    if (order !== 0) return order;
  }
  return 0;
};

export const sorted = (rows: readonly Row[], keys: readonly SortKey[]): readonly Row[] =>
  keys.length === 0 ? rows : rows.toSorted((a, b) => compareRows(a, b, keys));

/** Rows with the same values together, groups in the order of their first rows. NULL is a value like any other. */
export const groupsBy = (rows: readonly Row[], keyValues: (row: Row) => readonly Value[]): readonly (readonly Row[])[] => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyValues(row).map(keyOf).join('|');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
};
