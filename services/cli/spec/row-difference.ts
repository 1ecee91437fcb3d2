// Two lists of rows as multisets: what one has more often than the other.
import type { Plan } from '../../transform/index.ts';
import type { TextRow } from './case-outcome.ts';

export type RowDifference = { readonly missing: readonly TextRow[]; readonly unexpected: readonly TextRow[] };

/** Floats that depend on the order of adding are equal when twelve digits are. */
export const rowDifference = (expected: readonly TextRow[], got: readonly TextRow[], { target }: Plan): RowDifference => {
  const comparable = (row: TextRow): string =>
    JSON.stringify(row.map((value, at) => (target.columns[at]?.exactness === 'float' && value !== null ? digits(value) : value)));
  return { missing: surplus(expected, got, comparable), unexpected: surplus(got, expected, comparable) };
};

const surplus = (rows: readonly TextRow[], without: readonly TextRow[], comparable: (row: TextRow) => string): readonly TextRow[] => {
  const left = new Map<string, number>();
  for (const row of without) left.set(comparable(row), (left.get(comparable(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(comparable(row)) ?? 0;
    left.set(comparable(row), count - 1);
    return count <= 0;
  });
};

const digits = (value: string): string => (Number.isFinite(Number(value)) ? Number(value).toPrecision(12) : value);
