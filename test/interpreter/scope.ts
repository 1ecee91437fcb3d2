// What an expression can see where it stands.
import { NoMeaning } from './raised.ts';
import type { Column, Row } from './rows.ts';
import type { Here, Typed } from './typed.ts';
import type { Value } from './values.ts';

export type Scope = {
  /** A column by its name; with the side before it inside the condition of a join. */
  readonly column: (name: string, side?: string) => Typed;
  /** Where aggregates may stand: what they see of each row, and which rows they look at. */
  readonly over?: { readonly inner: Scope; readonly rows: (here: Here) => readonly Row[]; readonly columns: readonly Column[] };
  /** Where window functions may stand: the order by which rows are peers of each other. */
  readonly window?: WindowScope;
  readonly spec: SpecScope;
};

export type WindowScope = {
  /** Whether two rows of the partition, by their places, are equal by the order that was asked for. */
  readonly arePeers: (here: Here, a: number, b: number) => boolean;
  /** Places of the frame's rows: first, and the one behind the last. */
  readonly frame: (here: Here) => readonly [number, number];
};

/** What all expressions of a spec can see. */
export type SpecScope = {
  readonly parameter: (name: string) => Typed;
  /** value(step, column): the step has one row. */
  readonly single: (step: string, column: string) => Typed;
};

export const rowScope = (columns: readonly Column[], spec: SpecScope): Scope => ({
  spec,
  column: (name, side) => {
    const column = columns.find((each) => each.name === name);
    if (column === undefined || side !== undefined) throw new NoMeaning(`there is no column ${name}`);
    return { type: column.type, value: ({ row }) => row(name) };
  },
});

/** The value of an expression for one row by itself. */
export const valueIn = (row: Row, { value }: Typed): Value => value({ row, rows: [row], at: 0 });
