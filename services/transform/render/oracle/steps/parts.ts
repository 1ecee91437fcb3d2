// What the queries of all steps share: in each, t is the input; a join has l and r.
import type { Column, SortKey } from '../../../plan.ts';
import { expression, type Names, namesOf } from '../expression.ts';
import { name } from '../names.ts';
import { isText } from '../values.ts';

export const t = namesOf('t');
export const lines = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n  ');
export const list = (columns: readonly Column[], names: Names = t): string => columns.map((column) => names.column(column.name)).join(', ');
export const from = (input: string): string => `from ${name(input)} as t`;

export const sortItem = ({ value, direction, nulls }: SortKey, names: Names = t): string =>
  `${expression(value, names)}${isText(value) ? ' collate "C"' : ''} ${direction} nulls ${nulls}`;

/** A column that none of these is. */
export const freshName = (wanted: string, columns: readonly { readonly name: string }[]): string =>
  columns.some((column) => column.name === wanted) ? freshName(`${wanted}_`, columns) : wanted;
