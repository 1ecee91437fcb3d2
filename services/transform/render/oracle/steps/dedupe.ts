// dedupe as a query.
import type { DedupePlan } from '../../../plan.ts';
import { from, lines, list, sortItem, t } from './parts.ts';

export const dedupeQuery = (step: DedupePlan): string => (step.keys.length === 0 ? distinctQuery(step) : firstQuery(step));

export const distinctQuery = (step: DedupePlan): string => lines([`select distinct ${list(step.columns)}`, from(step.input)]);

export const firstQuery = (step: DedupePlan): string => {
  const keys = step.keys.map((key) => t.column(key));
  return lines([
    `select distinct on (${keys.join(', ')}) ${list(step.columns)}`,
    from(step.input),
    `order by ${[...keys, ...step.order.map((key) => sortItem(key))].join(', ')}`,
  ]);
};
