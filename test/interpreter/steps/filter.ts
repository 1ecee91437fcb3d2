// filter: rows for which the condition is true, not NULL.
import type { FilterStep } from '../../../contracts/generated/types.ts';
import { conditionOf } from '../expression.ts';
import type { Frame } from '../rows.ts';
import { rowScope, valueIn } from '../scope.ts';
import type { StepContext } from './step.ts';

export const filtered = (step: FilterStep, { input, spec }: StepContext): Frame => {
  const { columns, rows } = input(step.input);
  const condition = conditionOf(step.where, rowScope(columns, spec));
  return { columns, rows: rows.filter((row) => valueIn(row, condition) === true) };
};
