// filter as a query.
import type { FilterPlan } from '../../../plan.ts';
import { expression } from '../expression.ts';
import { from, lines, list, t } from './parts.ts';

export const filterQuery = (step: FilterPlan): string =>
  lines([`select ${list(step.columns)}`, from(step.input), `where ${expression(step.where, t)}`]);
