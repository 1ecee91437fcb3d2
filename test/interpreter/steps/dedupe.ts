// dedupe: equal rows once, or per key the first row by an order that the remaining columns complete.
import type { DedupeStep } from '../../../contracts/generated/types.ts';
import { allColumns, groupsBy, sorted, sortKeysOf } from '../order.ts';
import type { Frame } from '../rows.ts';
import { rowScope } from '../scope.ts';
import type { StepContext } from './step.ts';

export const deduped = (step: DedupeStep, { input, spec }: StepContext): Frame => {
  const { columns, rows } = input(step.input);
  const keys = step.keys ?? columns.map(({ name }) => name);
  const order = [...sortKeysOf(step.order ?? [], rowScope(columns, spec)), ...allColumns(columns)];
  const groups = groupsBy(rows, (row) => keys.map(row));
  return { columns, rows: groups.flatMap((group) => (step.keys === undefined ? group : sorted(group, order)).slice(0, 1)) };
};
