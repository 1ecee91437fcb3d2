// fill as frames.
import type { FillPlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { atom, call, method, type Python, string } from '../python.ts';
import { type Assignment, type Frames, input, row, sortItem } from './parts.ts';

export const filled = (step: FillPlan, frames: Frames): readonly Assignment[] => {
  const looksBack = step.fills.some((fill) => fill.with === 'previous');
  const window = looksBack ? frames.fresh(`${frames.variable(step.name)}_so_far`) : '';
  const entries = step.fills.map((fill) => {
    const column = string(columnName(fill.name));
    const value =
      fill.with === 'value'
        ? call('F.coalesce', column, row.column(fill.value))
        : method(call('F.last', column, atom('ignorenulls=True')), 'over', atom(window));
    return [fill.name, value] as const;
  });
  const [only] = entries;
  const value =
    entries.length === 1 && only !== undefined
      ? method(input(step, frames), 'withColumn', string(only[0]), only[1])
      : method(input(step, frames), 'withColumns', { is: 'dict', entries });
  const before = looksBack ? [{ variable: window, value: rowsSoFar(step) }] : [];
  return [...before, { variable: frames.variable(step.name), value: entries.length === 0 ? input(step, frames) : value }];
};

const rowsSoFar = (step: FillPlan): Python => {
  const order = step.order.map(sortItem);
  const sorted =
    step.partition.length === 0
      ? call('Window.orderBy', ...order)
      : method(call('Window.partitionBy', ...step.partition.map((name) => string(columnName(name)))), 'orderBy', ...order);
  return method(sorted, 'rowsBetween', atom('Window.unboundedPreceding'), atom('Window.currentRow'));
};
