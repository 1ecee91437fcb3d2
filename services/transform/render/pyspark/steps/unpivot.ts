// unpivot as a frame.
import type { UnpivotPlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { atom, call, method, string } from '../python.ts';
import { type Assignment, type Frames, input, row } from './parts.ts';

export const unpivoted = (step: UnpivotPlan, frames: Frames): readonly Assignment[] => {
  const rows = step.rows.flatMap(({ label, value }) => [call('F.lit', string(label)), row.named(value)]);
  const stack = method(
    call('F.stack', call('F.lit', atom(String(step.rows.length))), ...rows),
    'alias',
    string(step.nameAs),
    string(step.valueAs),
  );
  const stacked = method(input(step, frames), 'select', ...step.keep.map((name) => string(columnName(name))), stack);
  const present = method(call('F.col', string(columnName(step.valueAs))), 'isNotNull');
  return [{ variable: frames.variable(step.name), value: step.nulls === 'drop' ? method(stacked, 'filter', present) : stacked }];
};
