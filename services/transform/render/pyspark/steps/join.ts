// join as frames.
import type { JoinPlan, Kept, Side } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { rendererOf } from '../expression.ts';
import { atom, bracketed, call, method, type Python, string } from '../python.ts';
import { lastRows, lastRowsByCondition } from './asof.ts';
import { conjunction, partners } from './partners.ts';
import { type Assignment, type Frames, freshColumn } from './parts.ts';

const kinds = { inner: 'inner', left: 'left', right: 'right', full: 'full', semi: 'left_semi', anti: 'left_anti' } as const;

export const joined = (step: JoinPlan, frames: Frames): readonly Assignment[] => {
  if (step.kind === 'asof') return step.condition === undefined ? lastRows(step, frames) : lastRowsByCondition(step, frames);
  const [left, right] = [side(step, 'left', frames), side(step, 'right', frames)];
  const together =
    step.kind === 'cross'
      ? method(left, 'crossJoin', right)
      : method(left, 'join', right, conjunction(partners(step)), string(kinds[step.kind]));
  return [{ variable: frames.variable(step.name), value: method(together, 'select', ...outputColumns(step, frames)) }];
};

/** Where a missing row must be told apart from one of NULLs, with a column that says it is there. */
const side = (step: JoinPlan, which: Side, frames: Frames): Python => {
  const frame = atom(frames.variable(step[which]));
  const there = isThere(step, which, frames);
  const marked = there === undefined ? frame : method(frame, 'withColumn', string(there), call('F.lit', atom('True')));
  return method(marked, 'alias', string(which));
};

const isThere = ({ kind, matchedAs, ...step }: JoinPlan, which: Side, frames: Frames): string | undefined => {
  const mayMiss = kind === 'full' || (kind === 'right' ? which === 'left' : which === 'right');
  return matchedAs === undefined || !mayMiss ? undefined : freshColumn('is_there', frames.columns(step[which]));
};

const outputColumns = (step: JoinPlan, frames: Frames): readonly Python[] => {
  const columns = runsOf(step.keep).flatMap((run) => (isWhole(run, step, frames) ? [string(`${run[0]?.side}.*`)] : run.map(keptColumn)));
  if (step.matchedAs === undefined) return columns;
  const there = (['left', 'right'] as const).flatMap((which) => {
    const name = isThere(step, which, frames);
    return name === undefined ? [] : [method(call('F.col', string(columnName(name, which))), 'isNotNull')];
  });
  return [...columns, method(bracketed(conjunction(there)), 'alias', string(step.matchedAs))];
};

const keptColumn = (kept: Kept): Python => {
  if (kept.side === 'both') return method(bracketed(rendererOf().column(kept.value)), 'alias', string(kept.as));
  const { side: which, column, as } = kept;
  const name = columnName(column, which);
  return column === as ? string(name) : method(call('F.col', string(name)), 'alias', string(as));
};

/** Columns of one side that stand together. */
const runsOf = (keep: readonly Kept[]): readonly (readonly Kept[])[] => {
  const runs: Kept[][] = [];
  for (const kept of keep) {
    const last = runs.at(-1);
    if (last?.[0]?.side === kept.side) last.push(kept);
    else runs.push([kept]);
  }
  return runs;
};

/** A side that is kept whole, in its own order, is kept by its star. */
const isWhole = (run: readonly Kept[], step: JoinPlan, frames: Frames): boolean => {
  const which = run[0]?.side;
  if (which === undefined || which === 'both' || isThere(step, which, frames) !== undefined) return false;
  const all = frames.columns(step[which]);
  return (
    run.length === all.length &&
    all.length > 1 &&
    run.every((each, at) => each.side !== 'both' && each.column === each.as && each.column === all[at]?.name)
  );
};
