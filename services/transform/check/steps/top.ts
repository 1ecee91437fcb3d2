// top: the first n rows by an order, of all or of each group.
import type { TopStep } from '../../../../contracts/generated/types.ts';
import type { Column, SortKey } from '../../plan.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf } from '../frames.ts';
import { isComparable } from '../types.ts';
import { completed, noteCompletion, sortKeys } from './order.ts';

export const checkTop = (step: TopStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const by = (step.by ?? []).map((name, at) => groupColumn(name, at));
  const order = sortKeys(step.order, input, `${path}/order`, context);
  const named = checkNames(
    [
      ...input.columns.map(({ name }) => ({ name, path })),
      ...(step.rank_as === undefined ? [] : [{ name: step.rank_as, path: `${path}/rank_as` }]),
    ],
    context,
  );
  if (by.includes(undefined) || order === undefined || !named) return undefined;
  const groups = step.by ?? [];
  const complete = step.ties === 'break' ? completed(order, input, groups) : order;
  noteCompletion(complete, `${path}/order`, context);
  const columns = [...input.columns, ...(step.rank_as === undefined ? [] : [rankColumn(step.rank_as, order)])];
  return {
    step: {
      name: step.name,
      do: 'top',
      input: input.name,
      n: step.n,
      by: groups,
      ties: step.ties,
      order: complete,
      rankAs: step.rank_as,
      columns,
    },
    frame: { ...input, name: step.name, columns, unique: [...input.unique, ...newKeys(step, groups)] },
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

/** Where ranks follow floats they are no more exact than those. */
const rankColumn = (name: string, order: readonly SortKey[]): Column => {
  const isFloat = order.some(({ value }) => value.exactness === 'float');
  return { name, type: 'bigint', nullable: false, exactness: isFloat ? 'float' : 'exact' };
};

/** Without ties a place is taken once in each group. */
const newKeys = ({ n, ties, rank_as: rank }: TopStep, groups: readonly string[]): Frame['unique'] => {
  if (ties === 'keep') return [];
  return [...(n === 1 ? [groups] : []), ...(rank === undefined ? [] : [[...groups, rank]])];
};
