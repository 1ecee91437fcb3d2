// Rows of the engines as text of one spelling per type, in one order: two multisets are equal when these are.
import type { Plan } from '../../services/transform/index.ts';

export type Rows = readonly (readonly (string | null)[])[];

/** Representation only: zeros after the point, spellings of true and of times. */
export const canonical = (rows: Rows, plan: Plan): Rows => {
  const types = plan.target.columns.map(({ type }) => type);
  const spelled = rows.map((row) => row.map((value, at) => (value === null ? null : spelling(value, types[at] ?? 'text'))));
  return spelled
    .map((row) => [JSON.stringify(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, row]) => row);
};

const spelling = (value: string, type: string): string => {
  if (type === 'boolean') return value === 't' ? 'true' : value === 'f' ? 'false' : value;
  if (type.startsWith('decimal')) return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '').replace(/^-0$/, '0') : value;
  if (type === 'timestamp' || type === 'timestamptz') {
    return value
      .replace(/\+00(:00)?$/, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  }
  return value;
};
