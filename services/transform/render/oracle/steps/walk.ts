// walk as a query: a recursion of its own, which never enters a row whose id is on the way already and ends at the greatest level.
import type { WalkPlan } from '../../../plan.ts';
import { cast } from '../conversions.ts';
import { expression, namesOf } from '../expression.ts';
import { name } from '../names.ts';
import { freshName, from, lines, t } from './parts.ts';

export const walkQuery = (step: WalkPlan): string => {
  const own = namesOfWalk(step);
  return lines([
    walkClause(step, own),
    `select ${step.columns.map((column) => w.column(column.name)).join(', ')}`,
    `from ${own.walk} as w`,
  ]);
};

/** Moves that the walk refuses, one row each: to a row deeper than the greatest level, or to one that is on the way already. */
export const refusedMoves = (step: WalkPlan): string => {
  const own = namesOfWalk(step);
  return lines([
    walkClause(step, own),
    'select 1',
    `from ${own.walk} as w`,
    `join ${name(step.input)} as t on ${isNext(step)}`,
    `where ${w.column(step.levelAs)} >= ${step.depth} or ${isOnTheWay(step, own)}`,
  ]);
};

const w = namesOf('w');
type Own = { readonly walk: string; readonly trail: string };

/** A frame or a column of these names may be there already. */
const namesOfWalk = (step: WalkPlan): Own => ({
  walk: name(freshName('walk', [{ name: step.input }])),
  trail: name(freshName('trail', step.columns)),
});

const walkClause = (step: WalkPlan, own: Own): string => {
  const start = step.columns.map((column) => `${startValue(step, column.name)} as ${name(column.name)}`);
  const next = step.columns.map((column) => nextValue(step, column.name));
  return lines([
    `with recursive ${own.walk} as (`,
    `select ${[...start, `array[${t.column(step.id)}] as ${own.trail}`].join(', ')}`,
    from(step.input),
    `where ${expression(step.start, t)}`,
    'union all',
    `select ${[...next, `w.${own.trail} || ${t.column(step.id)}`].join(', ')}`,
    `from ${own.walk} as w`,
    `join ${name(step.input)} as t on ${isNext(step)}`,
    `where ${w.column(step.levelAs)} < ${step.depth} and not ${isOnTheWay(step, own)}`,
    ')',
  ]);
};

const startValue = (step: WalkPlan, column: string): string => {
  if (column === step.levelAs) return '0';
  if (column === step.pathAs) return idText(step);
  return t.column(step.carry.find(({ as }) => as === column)?.column ?? column);
};

const nextValue = (step: WalkPlan, column: string): string => {
  if (column === step.levelAs) return `${w.column(column)} + 1`;
  if (column === step.pathAs) return `${w.column(column)} || '/' || ${idText(step)}`;
  return step.carry.some(({ as }) => as === column) ? w.column(column) : t.column(column);
};

const idText = (step: WalkPlan): string =>
  cast(t.column(step.id), step.columns.find((column) => column.name === step.id)?.type ?? 'text', 'text');

const isNext = (step: WalkPlan): string =>
  step.direction === 'down' ? `${t.column(step.parent)} = ${w.column(step.id)}` : `${t.column(step.id)} = ${w.column(step.parent)}`;

const isOnTheWay = (step: WalkPlan, own: Own): string => `coalesce(${t.column(step.id)} = any(w.${own.trail}), false)`;
