// union, intersect and except as a frame. Only unionByName matches columns by their names, so the inputs of the others come in one order.
import type { Computed, SetPlan } from '../../../plan.ts';
import { atom, method, type Python, string } from '../python.ts';
import { type Assignment, type Frames, named, row } from './parts.ts';

export const combined = (step: SetPlan, frames: Frames): readonly Assignment[] => {
  const [first, ...others] = step.inputs.map((input, at) => inputFrame(input, at === 0 || step.do !== 'union', frames));
  if (first === undefined) throw new Error(`${step.name} has no inputs`);
  const isPartial = step.inputs.some(({ columns }) => columns.some(isMissing));
  const together = others.reduce(
    (all, other) => method(all, methodOf(step), other, ...(isPartial ? [atom('allowMissingColumns=True')] : [])),
    first,
  );
  const value = step.do === 'union' && step.rows === 'distinct' ? method(together, 'distinct') : together;
  return [{ variable: frames.variable(step.name), value }];
};

const methodOf = ({ do: operation, rows }: SetPlan): string => {
  if (operation === 'union') return 'unionByName';
  if (operation === 'intersect') return rows === 'all' ? 'intersectAll' : 'intersect';
  return rows === 'all' ? 'exceptAll' : 'subtract';
};

/** Columns that an input does not have are left to unionByName. */
const isMissing = ({ value }: Computed): boolean => value.is === 'literal';

/** A frame that has just the wanted columns is taken as it is. */
const inputFrame = (input: SetPlan['inputs'][number], isOrdered: boolean, frames: Frames): Python => {
  const wanted = input.columns.filter((column) => !isMissing(column));
  const given = frames.columns(input.frame).map(({ name }) => name);
  const frame = atom(frames.variable(input.frame));
  const isSame = given.length === wanted.length && (!isOrdered || wanted.every(({ name }, at) => name === given[at]));
  if (!isSame) return method(frame, 'select', ...wanted.map(({ name, value }) => named(value, name)));
  const entries = wanted.flatMap(({ name, value }) => (value.is === 'column' ? [] : [[name, row.column(value)] as const]));
  const [only] = entries;
  if (only === undefined) return frame;
  return entries.length === 1
    ? method(frame, 'withColumn', string(only[0]), only[1])
    : method(frame, 'withColumns', { is: 'dict', entries });
};
