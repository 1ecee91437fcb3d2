// Whether an engine gave what was written: the same rows in any order, floats to their last places where the plan says that they may differ.
import type { Plan } from '../../services/transform/index.ts';
import { type Case, type Outcome, oneSpelling, type Rows } from './case.ts';

/** What an engine's outcome is compared as, beside what was written; equal when they agree, so that a test shows the difference. */
export const compared = (each: Case, outcome: Outcome, plan: Plan): { readonly given: unknown; readonly wanted: unknown } => {
  if (each.gives.is === 'raised' || outcome.is === 'raised')
    return { given: outcome.is === 'raised' ? 'raised' : outcome.rows, wanted: each.gives.is === 'raised' ? 'raised' : each.gives.rows };
  const types = plan.target.columns.map(({ type }) => type);
  const given = inOrder(outcome.rows.map((row) => row.map((value, at) => oneSpelling(value, types[at] ?? 'text'))));
  const wanted = inOrder(each.gives.rows);
  const floats = plan.target.columns.map(({ exactness }) => exactness === 'float');
  return {
    wanted,
    given: given.map((row, n) => row.map((value, at) => (floats[at] && isNear(value, wanted[n]?.[at] ?? null) ? wanted[n]?.[at] : value))),
  };
};

export const inOrder = (rows: Rows): Rows => rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const isNear = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && Math.abs(Number(a) - Number(b)) <= 1e-14 * Math.max(Math.abs(Number(a)), Math.abs(Number(b)));
