// Keys of a join: both sides as one type.
import type { Row } from '../rows.ts';
import { valueIn } from '../scope.ts';
import { type Typed, unified } from '../typed.ts';
import { compare } from '../values.ts';

export type KeyPair = { readonly left: Typed; readonly right: Typed; readonly nullsMatch: boolean };

export const adaptedPair = (a: Typed, b: Typed): { readonly left: Typed; readonly right: Typed } => {
  const [left, right] = unified([a, b]).all as [Typed, Typed];
  return { left, right };
};

/** NULL matches nothing, unless it is said to match NULL. */
export const keyValue = (a: Row, b: Row, { left, right, nullsMatch }: KeyPair): boolean => {
  const [x, y] = [valueIn(a, left), valueIn(b, right)];
  return x === null || y === null ? nullsMatch && x === y : compare(x, y) === 0;
};
