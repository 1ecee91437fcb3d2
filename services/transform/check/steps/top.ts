// top: the first n rows by an order, of all or of each group.
import type { TopStep } from '../../../../contracts/generated/types.ts';
import { type Checked, type Context, columnOf, inputOf } from '../frames.ts';
import { isComparable } from '../types.ts';
import { completed, noteCompletion, sortKeys } from './order.ts';

export const checkTop = (step: TopStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const by = (step.by ?? []).map((name, at) => groupColumn(name, at));
  const order = sortKeys(step.order, input, `${path}/order`, context);
  if (by.includes(undefined) || order === undefined) return undefined;
  const groups = step.by ?? [];
  const complete = step.ties === 'break' ? completed(order, input, groups) : order;
  noteCompletion(complete, `${path}/order`, context);
  const single = step.n === 1 && step.ties === 'break' ? [groups] : [];
  return {
    step: {
      name: step.name,
      do: 'top',
      input: input.name,
      n: step.n,
      by: groups,
      ties: step.ties,
      order: complete,
      columns: input.columns,
    },
    frame: { ...input, name: step.name, unique: [...input.unique, ...single] },
  };

  function groupColumn(name: string, at: number) {
    const column = input === undefined ? undefined : columnOf(input, name, `${path}/by/${at}`, context);
    if (column === undefined || isComparable(column.type)) return column;
    context.problems.add('type-mismatch', { path: `${path}/by/${at}` }, name, `rows cannot be grouped by ${column.type}`, [
      'cast(… as text)',
    ]);
    return undefined;
  }
};
