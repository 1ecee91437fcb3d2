// union, intersect and except as a query.
import type { SetPlan } from '../../../plan.ts';
import { expression } from '../expression.ts';
import { name } from '../names.ts';
import { from, lines, t } from './parts.ts';

export const setQuery = (step: SetPlan): string => {
  const operator = step.rows === 'all' ? `${step.do} all` : step.do;
  const queries = step.inputs.map(({ frame, columns }) => {
    const values = columns.map((column) => `${expression(column.value, t)} as ${name(column.name)}`);
    return lines([`select ${values.join(', ')}`, from(frame)]);
  });
  return queries.join(`\n  ${operator}\n  `);
};
