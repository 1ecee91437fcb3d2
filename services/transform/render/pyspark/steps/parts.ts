// What the statements of all steps share.
import type { Column, SortKey, TypedExpr } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { rendererOf } from '../expression.ts';
import { atom, bracketed, method, type Python, string } from '../python.ts';

/** What a step needs to know of its surroundings. */
export type Frames = {
  /** Python variable of a source or step. */
  readonly variable: (frame: string) => string;
  readonly columns: (frame: string) => readonly Column[];
  /** Whether it has exactly one row, whatever it is made of. */
  readonly isOneRow: (frame: string) => boolean;
  /** A variable that nothing else has. */
  readonly fresh: (wanted: string) => string;
};
export type Assignment = { readonly variable: string; readonly value: Python };
/** The body once for each number from 1 on. */
export type Loop = { readonly counter: string; readonly upTo: number; readonly body: readonly Assignment[] };
export type Statement = Assignment | Loop;

export const row = rendererOf();

export const input = (step: { readonly input: string }, frames: Frames): Python => atom(frames.variable(step.input));

/** A column under a name; its own name needs no alias. */
export const named = (value: TypedExpr, name: string): Python =>
  value.is === 'column' && value.name === name ? string(columnName(name)) : method(bracketed(row.column(value)), 'alias', string(name));

export const sortItem = ({ value, direction, nulls }: SortKey): Python =>
  method(bracketed(row.column(value)), `${direction}_nulls_${nulls}`);

/** A column that none of these is, in any case of its letters. */
export const freshColumn = (wanted: string, columns: readonly { readonly name: string }[]): string =>
  columns.some(({ name }) => name.toLowerCase() === wanted) ? freshColumn(`${wanted}_`, columns) : wanted;
