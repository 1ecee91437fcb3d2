// fill as a query. PostgreSQL cannot leave NULLs out of last_value: rows are numbered by how many values came so far, and each run of one number has
// the value of its first row.
import type { FillPlan } from '../../../plan.ts';
import { expression, type Names, namesOf } from '../expression.ts';
import { name } from '../names.ts';
import { freshName, from, lines, list, sortItem, t } from './parts.ts';

export const fillQuery = (step: FillPlan): string => {
  const looksBack = step.fills.some((fill) => fill.with === 'previous');
  return looksBack ? lookBackQuery(step) : lines([`select ${filledColumns(step, t, () => '')}`, from(step.input)]);
};

const lookBackQuery = (step: FillPlan): string => {
  const previous = step.fills.filter((fill) => fill.with === 'previous');
  const runs = new Map(previous.map((fill, at) => [fill.name, freshName(`run${at + 1}`, step.columns)]));
  const counts = [...runs].map(([column, run]) => `count(${t.column(column)}) over (w rows unbounded preceding) as ${name(run)}`);
  const firstOfRun = (column: string): string => {
    const run = r.column(runs.get(column) ?? column);
    return `first_value(${r.column(column)}) over (${window(step, r, [run])})`;
  };
  return lines([
    `select ${filledColumns(step, r, firstOfRun)}`,
    `from (select ${[list(step.columns), ...counts].join(', ')} ${from(step.input)} window w as (${window(step, t)})) as r`,
  ]);
};

const r = namesOf('r');

const window = (step: FillPlan, names: Names, more: readonly string[] = []): string => {
  const groups = [...step.partition.map((column) => names.column(column)), ...more];
  const order = `order by ${step.order.map((key) => sortItem(key, names)).join(', ')}`;
  return groups.length === 0 ? order : `partition by ${groups.join(', ')} ${order}`;
};

const filledColumns = (step: FillPlan, names: Names, previous: (column: string) => string): string =>
  step.columns
    .map((column) => {
      const fill = step.fills.find((each) => each.name === column.name);
      if (fill === undefined) return names.column(column.name);
      const value =
        fill.with === 'previous' ? previous(column.name) : `coalesce(${names.column(column.name)}, ${expression(fill.value, names)})`;
      return `${value} as ${name(column.name)}`;
    })
    .join(', ');
