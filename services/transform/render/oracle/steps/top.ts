// top as a query.
import type { TopPlan } from '../../../plan.ts';
import { namesOf } from '../expression.ts';
import { name } from '../names.ts';
import { freshName, from, lines, list, sortItem, t } from './parts.ts';

export const topQuery = (step: TopPlan): string =>
  step.by.length === 0 && step.rankAs === undefined ? firstRowsQuery(step) : rankedQuery(step);

export const firstRowsQuery = (step: TopPlan): string =>
  lines([
    `select ${list(step.columns)}`,
    from(step.input),
    `order by ${orderOf(step)}`,
    `fetch first ${step.n} rows ${step.ties === 'keep' ? 'with ties' : 'only'}`,
  ]);

/** The first rows of each group, or of all with their place. */
export const rankedQuery = (step: TopPlan): string => {
  const place = step.rankAs ?? freshName('place', step.columns);
  const ranking = step.ties === 'keep' ? 'rank()' : 'row_number()';
  const groups = step.by.length === 0 ? '' : `partition by ${step.by.map((column) => t.column(column)).join(', ')} `;
  const read = step.columns.filter((column) => column.name !== step.rankAs);
  return lines([
    `select ${list(step.columns, namesOf('p'))}`,
    `from (select ${list(read)}, ${ranking} over (${groups}order by ${orderOf(step)}) as ${name(place)} ${from(step.input)}) as p`,
    `where p.${name(place)} <= ${step.n}`,
  ]);
};

const orderOf = (step: TopPlan): string => step.order.map((key) => sortItem(key)).join(', ');
