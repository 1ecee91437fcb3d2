// Sources and steps as queries. In each, t is the input; a join has l and r; keys that are computed come from k.

import type {
  AggregatePlan,
  Column,
  DedupePlan,
  FilterPlan,
  JoinPlan,
  PlannedSource,
  PlannedStep,
  SelectPlan,
  SortKey,
  TopPlan,
} from '../../plan.ts';
import { readExpression } from '../../postgres.ts';
import { expression, type Names, namesOf } from './expression.ts';
import { name } from './names.ts';
import { isText } from './values.ts';

export const sourceQuery = (source: PlannedSource): string => {
  const columns = source.columns.map((column) => {
    const read = readExpression(column);
    return `${isText(column) ? `${read} collate "C"` : read} as ${name(column.name)}`;
  });
  return lines([`select ${columns.join(', ')}`, `from ${name(source.schema)}.${name(source.table)}`]);
};

export const stepQuery = (step: PlannedStep): string => {
  switch (step.do) {
    case 'select':
      return selectQuery(step);
    case 'filter':
      return filterQuery(step);
    case 'join':
      return joinQuery(step);
    case 'aggregate':
      return aggregateQuery(step);
    case 'dedupe':
      return step.keys.length === 0 ? distinctQuery(step) : firstQuery(step);
    case 'top':
      return step.by.length === 0 ? topQuery(step) : topPerGroupQuery(step);
  }
};

const t = namesOf('t');
const lines = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n  ');
const list = (columns: readonly Column[], names: Names = t): string => columns.map((column) => names.column(column.name)).join(', ');
const from = (input: string): string => `from ${name(input)} as t`;

const selectQuery = (step: SelectPlan): string => {
  const columns = step.columns.map((column) => {
    const computed = step.computed.find((each) => each.name === column.name);
    return computed === undefined ? t.column(column.name) : `${expression(computed.value, t)} as ${name(column.name)}`;
  });
  return lines([`select ${columns.join(', ')}`, from(step.input)]);
};

const filterQuery = (step: FilterPlan): string =>
  lines([`select ${list(step.columns)}`, from(step.input), `where ${expression(step.where, t)}`]);

const kinds = { inner: 'inner join', left: 'left join', right: 'right join', full: 'full join', cross: 'cross join' } as const;

const joinQuery = (step: JoinPlan): string => {
  const sides = { left: namesOf('l'), right: namesOf('r') };
  const keys = step.on.map((pair) => `${expression(pair.left, sides.left)} = ${expression(pair.right, sides.right)}`).join(' and ');
  const columns = step.keep.map(({ side, column, as }) => `${sides[side].column(column)} as ${name(as)}`).join(', ');
  const [left, right] = [`${name(step.left)} as l`, `${name(step.right)} as r`];
  if (step.kind === 'semi' || step.kind === 'anti') {
    const exists = `${step.kind === 'anti' ? 'not ' : ''}exists (select 1 from ${right} where ${keys})`;
    return lines([`select ${columns}`, `from ${left}`, `where ${exists}`]);
  }
  return lines([`select ${columns}`, `from ${left}`, `${kinds[step.kind]} ${right}${keys === '' ? '' : ` on ${keys}`}`]);
};

const aggregateQuery = (step: AggregatePlan): string => {
  const computed = step.by.filter(({ value }) => value.is !== 'column');
  const keyName = (key: string): string => {
    const value = step.by.find((each) => each.name === key)?.value;
    return value?.is === 'column' ? t.column(value.name) : `k.${name(key)}`;
  };
  const names: Names = { column: t.column, key: keyName };
  const columns = [
    ...step.by.map((key) => `${keyName(key.name)} as ${name(key.name)}`),
    ...step.compute.map((each) => `${expression(each.value, names)} as ${name(each.name)}`),
  ];
  const keys = computed.map((key) => `${expression(key.value, t)} as ${name(key.name)}`).join(', ');
  return lines([
    `select ${columns.join(', ')}`,
    from(step.input),
    computed.length === 0 ? '' : `cross join lateral (select ${keys}) as k`,
    // with no keys one row, also of no rows
    `group by ${step.by.length === 0 ? '()' : step.by.map((key) => keyName(key.name)).join(', ')}`,
  ]);
};

const distinctQuery = (step: DedupePlan): string => lines([`select distinct ${list(step.columns)}`, from(step.input)]);

const firstQuery = (step: DedupePlan): string => {
  const keys = step.keys.map((key) => t.column(key));
  return lines([
    `select distinct on (${keys.join(', ')}) ${list(step.columns)}`,
    from(step.input),
    `order by ${[...keys, ...step.order.map(sortItem)].join(', ')}`,
  ]);
};

const topQuery = (step: TopPlan): string =>
  lines([
    `select ${list(step.columns)}`,
    from(step.input),
    `order by ${step.order.map(sortItem).join(', ')}`,
    `fetch first ${step.n} rows ${step.ties === 'keep' ? 'with ties' : 'only'}`,
  ]);

const topPerGroupQuery = (step: TopPlan): string => {
  const place = freshName('place', step.columns);
  const ranking = step.ties === 'keep' ? 'rank()' : 'row_number()';
  const window = `partition by ${step.by.map((column) => t.column(column)).join(', ')} order by ${step.order.map(sortItem).join(', ')}`;
  return lines([
    `select ${list(step.columns, namesOf('p'))}`,
    `from (select ${list(step.columns)}, ${ranking} over (${window}) as ${name(place)} ${from(step.input)}) as p`,
    `where p.${name(place)} <= ${step.n}`,
  ]);
};

const sortItem = ({ value, direction, nulls }: SortKey): string =>
  `${expression(value, t)}${isText(value) ? ' collate "C"' : ''} ${direction} nulls ${nulls}`;

const freshName = (wanted: string, columns: readonly Column[]): string =>
  columns.some((column) => column.name === wanted) ? freshName(`${wanted}_`, columns) : wanted;
