// The shape of an aggregate: what it asks of its arguments, and how it makes one value of many rows.
import { NoMeaning } from '../raised.ts';
import type { Typed } from '../typed.ts';
import type { Value } from '../values.ts';

export type Aggregate = {
  readonly type: string;
  readonly args: readonly Typed[];
  /** Values of the arguments per row, in the aggregate's order. */
  readonly fold: (rows: readonly (readonly Value[])[]) => Value;
  /** Arguments of which one that is NULL leaves the row out; all of them when left out. */
  readonly present?: readonly number[];
  /** Completes the order inside the brackets: rows that it leaves equal go by this argument. */
  readonly orderedBy?: Typed;
};
export type Make = (args: readonly Typed[]) => Aggregate;
export type Family = Readonly<Record<string, Make>>;

export const argument = (args: readonly Typed[], at: number): Typed => {
  const arg = args[at];
  if (arg === undefined) throw new NoMeaning(`the aggregate has no argument ${at + 1}`);
  return arg;
};

export const only = (args: readonly Typed[]): Typed => {
  if (args.length > 1) throw new NoMeaning('the aggregate takes one argument');
  return argument(args, 0);
};

export const firsts = (rows: readonly (readonly Value[])[]): readonly Value[] => rows.map(([value = null]) => value);
