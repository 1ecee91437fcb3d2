// asof as a query. Each left row is told how many right rows of its keys are not after it, and takes the one of that number: two sorts. With a further
// condition every left row looks for itself.
import type { JoinPlan, TypedExpr } from '../../../plan.ts';
import { nodesOf } from '../../../plan-walk.ts';
import { expression } from '../expression.ts';
import { name } from '../names.ts';
import { areEqual, matchedColumn, sided } from './partners.ts';
import { lines, sortItem } from './parts.ts';

/** `columns` are the output's, over l and r. */
export const asofQuery = (step: JoinPlan, columns: string): string => {
  if (step.condition !== undefined)
    return lines([`select ${columns}`, `from ${name(step.left)} as l`, `left join lateral (${lastRow(step)}) as r on true`]);
  return lines([
    `select ${columns}`,
    `from (${leftRows(step)}) as l`,
    `left join (${rightRows(step)}) as r on ${[...keys(step, 'equal'), `r.${place} = l.${place}`].join(' and ')}`,
    'where l."row is left"',
  ]);
};

const place = name('row place');

const timesOf = (step: JoinPlan): NonNullable<JoinPlan['asof']> => {
  if (step.asof === undefined) throw new Error(`${step.name} has no times`);
  return step.asof;
};

/** Keys of both sides under one name: `equal` compares them, `left` and `right` compute them. */
const keys = (step: JoinPlan, form: 'left' | 'right' | 'equal' | 'names'): readonly string[] =>
  step.on.map((pair, at) => {
    const column = `row key ${at + 1}`;
    if (form === 'names') return name(column);
    if (form !== 'equal') return `${expression(pair[form], sided[form])} as ${name(column)}`;
    const key = (side: 'left' | 'right'): TypedExpr => ({ ...pair[side], is: 'column', name: column });
    return areEqual({ ...pair, left: key('left'), right: key('right') });
  });

/** Left and right rows by time, right ones first where it is the same: counted up to each row. */
const leftRows = (step: JoinPlan): string => {
  const { left, right } = timesOf(step);
  const read = leftColumns(step);
  const own = [...read.map((column) => sided.left.column(column)), ...keys(step, 'left'), `${expression(left, sided.left)} as "row time"`];
  const others = [...read.map(() => 'null'), ...keys(step, 'right'), `${expression(right, sided.right)}`];
  const window = `${partition(step)}order by "row time" asc nulls first, "row is left" rows unbounded preceding`;
  return [
    `select a.*, count(*) filter (where not "row is left") over (${window}) as ${place} from (`,
    `select ${own.join(', ')}, true as "row is left" from ${name(step.left)} as l`,
    `union all select ${others.join(', ')}, false from ${name(step.right)} as r where ${present(step)}) as a`,
  ].join(' ');
};

const rightRows = (step: JoinPlan): string => {
  const { right, order } = timesOf(step);
  const matched = matchedColumn(step, 'right');
  const time = `${expression(right, sided.right)} asc`;
  // the first by the order asked is the last in time
  const ties = order
    .slice(1)
    .map((key) =>
      sortItem(
        { ...key, direction: key.direction === 'asc' ? 'desc' : 'asc', nulls: key.nulls === 'first' ? 'last' : 'first' },
        sided.right,
      ),
    );
  const numbered = step.on.map((pair) => expression(pair.right, sided.right));
  const window = `${numbered.length === 0 ? '' : `partition by ${numbered.join(', ')} `}order by ${[time, ...ties].join(', ')}`;
  const more = [
    ...keys(step, 'right'),
    `row_number() over (${window}) as ${place}`,
    ...(matched === undefined ? [] : [`true as ${matched}`]),
  ];
  return `select r.*, ${more.join(', ')} from ${name(step.right)} as r where ${present(step)}`;
};

const partition = (step: JoinPlan): string => (step.on.length === 0 ? '' : `partition by ${keys(step, 'names').join(', ')} `);

/** Right rows that may be found at all. */
const present = (step: JoinPlan): string => {
  const values = [...step.on.filter((pair) => !pair.nullsMatch).map(({ right }) => right), timesOf(step).right];
  return values.map((value) => `${expression(value, sided.right)} is not null`).join(' and ');
};

/** Left columns that the output is made of. */
const leftColumns = (step: JoinPlan): readonly string[] => {
  const read = step.keep.flatMap((each): readonly string[] => {
    if (each.side !== 'both') return each.side === 'left' ? [each.column] : [];
    return nodesOf(each.value).flatMap((node) => (node.is === 'column' && node.side === 'left' ? [node.name] : []));
  });
  return [...new Set(read)];
};

const lastRow = (step: JoinPlan): string => {
  const { left, right, order } = timesOf(step);
  const matched = matchedColumn(step, 'right');
  const time = `${expression(right, sided.right)} <= ${expression(left, sided.left)}`;
  const conditions = [...step.on.map(areEqual), time, ...(step.condition ? [expression(step.condition, sided)] : [])];
  return [
    `select r.*${matched === undefined ? '' : `, true as ${matched}`} from ${name(step.right)} as r`,
    `where ${conditions.join(' and ')}`,
    `order by ${order.map((key) => sortItem(key, sided.right)).join(', ')}`,
    'limit 1',
  ].join(' ');
};
