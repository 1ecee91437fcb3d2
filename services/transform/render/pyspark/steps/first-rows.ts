// The first rows of all, or of each group: dedupe and top.
import type { DedupePlan, TopPlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { atom, binary, call, method, type Python, string } from '../python.ts';
import { type Assignment, type Frames, freshColumn, input, sortItem } from './parts.ts';

export const deduped = (step: DedupePlan, frames: Frames): readonly Assignment[] =>
  step.keys.length === 0
    ? [{ variable: frames.variable(step.name), value: method(input(step, frames), 'distinct') }]
    : firstRows(step, frames);

export const topped = (step: TopPlan, frames: Frames): readonly Assignment[] =>
  step.by.length === 0 && step.ties === 'break' && step.rankAs === undefined
    ? [{ variable: frames.variable(step.name), value: limited(step, frames) }]
    : firstRows(step, frames);

export const limited = (step: TopPlan, frames: Frames): Python =>
  method(method(input(step, frames), 'orderBy', ...step.order.map(sortItem)), 'limit', atom(String(step.n)));

/** The first rows of each group by a window. */
export const firstRows = (step: DedupePlan | TopPlan, frames: Frames): readonly Assignment[] => {
  const groups = step.do === 'dedupe' ? step.keys : step.by;
  const ties = step.do === 'top' && step.ties === 'keep';
  const window = frames.fresh(`${frames.variable(step.name)}_order`);
  const rank = step.do === 'top' ? step.rankAs : undefined;
  const place = rank ?? freshColumn('place', step.columns);
  const order = step.order.map(sortItem);
  const partition = groups.length === 0 ? undefined : call('Window.partitionBy', ...groups.map((name) => string(columnName(name))));
  const sorted =
    partition === undefined
      ? call('Window.orderBy', ...order)
      : order.length === 0
        ? method(partition, 'orderBy', call('F.lit', atom('1')))
        : method(partition, 'orderBy', ...order);
  const ranked = method(
    input(step, frames),
    'withColumn',
    string(place),
    method(call(ties ? 'F.rank' : 'F.row_number'), 'over', atom(window)),
  );
  const n = step.do === 'dedupe' ? 1 : step.n;
  const isFirst = binary(call('F.col', string(columnName(place))), n === 1 ? '==' : '<=', atom(String(n)));
  const first = method(ranked, 'filter', isFirst);
  // only an int can tell Spark how many rows of each group it needs to sort
  const wide = method(call('F.col', string(columnName(place))), 'cast', string('bigint'));
  return [
    { variable: window, value: sorted },
    {
      variable: frames.variable(step.name),
      value: rank === undefined ? method(first, 'drop', string(place)) : method(first, 'withColumn', string(place), wide),
    },
  ];
};
