// unpivot as a query.
import type { UnpivotPlan } from '../../../plan.ts';
import { expression, namesOf } from '../expression.ts';
import { literal } from '../literals.ts';
import { name } from '../names.ts';
import { from, lines, t } from './parts.ts';

export const unpivotQuery = (step: UnpivotPlan): string => {
  const v = namesOf('v');
  const rows = step.rows.map(({ label, value }) => `(${literal('text', label)}, ${expression(value, t)})`);
  const columns = step.columns.map((column) =>
    column.name === step.nameAs || column.name === step.valueAs ? v.column(column.name) : t.column(column.name),
  );
  return lines([
    `select ${columns.join(', ')}`,
    from(step.input),
    `cross join lateral (values ${rows.join(', ')}) as v(${name(step.nameAs)}, ${name(step.valueAs)})`,
    step.nulls === 'drop' ? `where ${v.column(step.valueAs)} is not null` : '',
  ]);
};
