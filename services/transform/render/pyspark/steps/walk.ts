// walk as frames. The plan holds one join per level: a union of levels would hold all joins before it once more for each.
import type { Column, WalkPlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { cast } from '../conversions.ts';
import { rendererOf } from '../expression.ts';
import { atom, binary, bracketed, call, method, type Python, prefix, string } from '../python.ts';
import { type Frames, input, row, type Statement } from './parts.ts';

/** Between the statements a frame has the row as a struct, what is carried as another, its level, and its trail of ids. */
export const walked = (step: WalkPlan, frames: Frames): readonly Statement[] => {
  const variable = frames.variable(step.name);
  const counter = frames.fresh('level');
  const moves = method(atom(variable), 'withColumn', string('moves'), call('F.explode', ownAndNext(counter)));
  return [
    { variable, value: started(step, frames) },
    {
      counter,
      upTo: step.depth,
      body: [
        { variable, value: moves },
        { variable, value: moved(step, counter, frames) },
      ],
    },
    { variable, value: method(atom(variable), 'select', ...step.columns.map(({ name }) => outputColumn(step, name))) },
  ];
};

const started = (step: WalkPlan, frames: Frames): Python => {
  const carried = step.carry.map(({ column, as }) =>
    column === as ? string(columnName(column)) : method(call('F.col', string(columnName(column))), 'alias', string(as)),
  );
  return method(
    method(input(step, frames), 'filter', row.column(step.start)),
    'select',
    method(call('F.struct', string('*')), 'alias', string('row')),
    ...(carried.length === 0 ? [] : [method(call('F.struct', ...carried), 'alias', string('start'))]),
    method(call('F.lit', atom('0')), 'alias', string('level')),
    ...(step.pathAs === undefined ? [] : [method(bracketed(idText(step, columnName)), 'alias', string('path'))]),
    method(call('F.array', string(columnName(step.id))), 'alias', string('trail')),
  );
};

/** Rows of the last level stay and go on, all others stay. */
const ownAndNext = (counter: string): Python => {
  const [stays, goesOn] = [call('F.lit', atom('False')), call('F.lit', atom('True'))];
  const isLast = binary(call('F.col', string('level')), '==', binary(atom(counter), '-', atom('1')));
  return method(call('F.when', isLast, call('F.array', stays, goesOn)), 'otherwise', call('F.array', stays));
};

const here = (name: string): string => `here.${name}`;
const next = (step: WalkPlan): string => `next.${columnName(step.direction === 'down' ? step.parent : step.id)}`;

const moved = (step: WalkPlan, counter: string, frames: Frames): Python => {
  const moves = call('F.col', string(here('moves')));
  const from = here(`row.${columnName(step.direction === 'down' ? step.id : step.parent)}`);
  const entered = call('F.col', string(`next.${columnName(step.id)}`));
  const isNext = binary(call('F.col', string(next(step))), '==', call('F.col', string(from)));
  const isOnTheWay = call('F.array_contains', string(here('trail')), entered);
  const isFree = prefix('~', idColumn(step).nullable ? call('F.coalesce', isOnTheWay, call('F.lit', atom('False'))) : isOnTheWay);
  const condition = binary(binary(moves, '&', bracketed(isNext)), '&', isFree);
  const hasNext = binary(prefix('~', moves), '|', method(call('F.col', string(next(step))), 'isNotNull'));
  const either = (then: Python, name: string): Python =>
    method(method(call('F.when', moves, then), 'otherwise', call('F.col', string(here(name)))), 'alias', string(name));
  const joined = method(
    method(atom(frames.variable(step.name)), 'alias', string('here')),
    'join',
    method(input(step, frames), 'alias', string('next')),
    condition,
    string('left'),
  );
  return method(
    method(joined, 'filter', hasNext),
    'select',
    either(call('F.struct', string('next.*')), 'row'),
    ...(step.carry.length === 0 ? [] : [string(here('start'))]),
    either(call('F.lit', atom(counter)), 'level'),
    ...(step.pathAs === undefined ? [] : [either(longerPath(step), 'path')]),
    either(call('F.array_append', string(here('trail')), entered), 'trail'),
  );
};

const longerPath = (step: WalkPlan): Python =>
  call(
    'F.concat',
    string(here('path')),
    call('F.lit', string('/')),
    idText(step, (name) => `next.${columnName(name)}`),
  );

const idText = (step: WalkPlan, nameOf: (name: string) => string): Python => {
  const id = { is: 'column', ...idColumn(step) } as const;
  const renderer = rendererOf(undefined, nameOf);
  return id.type === 'text' ? renderer.column(id) : cast(id, 'text', renderer);
};

const idColumn = (step: WalkPlan): Column => {
  const column = step.columns.find(({ name }) => name === step.id);
  if (column === undefined) throw new Error(`${step.name} has lost its column ${step.id}`);
  return column;
};

const outputColumn = (step: WalkPlan, name: string): Python => {
  if (name === step.levelAs) return renamed('level', name);
  if (name === step.pathAs) return renamed('path', name);
  const isCarried = step.carry.some(({ as }) => as === name);
  return string(`${isCarried ? 'start' : 'row'}.${columnName(name)}`);
};

const renamed = (own: string, name: string): Python =>
  own === name ? string(own) : method(call('F.col', string(own)), 'alias', string(name));
