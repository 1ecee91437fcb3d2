// dedupe: equal rows once, or the first row per key.
import type { DedupeStep } from '../../../../contracts/generated/types.ts';
import { type Checked, type Context, columnOf, type Frame, inputOf } from '../frames.ts';
import { isComparable } from '../types.ts';
import { completed, noteCompletion, sortKeys } from './order.ts';

export const checkDedupe = (step: DedupeStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const keys = step.keys ?? [];
  if (keys.length === 0 && step.order !== undefined) {
    context.problems.add('dedupe-order', { path: `${path}/order` }, '', 'equal rows have no first one: an order needs keys', ['keys']);
    return undefined;
  }
  const compared = keys.length === 0 ? input.columns : keys.map((name, at) => columnOf(input, name, `${path}/keys/${at}`, context));
  const order = sortKeys(step.order ?? [], input, `${path}/order`, context);
  if (!compared.every((column) => column !== undefined) || order === undefined) return undefined;
  const blind = compared.find(({ type }) => !isComparable(type));
  if (blind !== undefined) {
    context.problems.add('type-mismatch', { path }, blind.name, `rows cannot be compared by ${blind.name}, which is ${blind.type}`, [
      'keys without it',
    ]);
    return undefined;
  }
  const complete = keys.length === 0 ? [] : completed(order, input, keys);
  noteCompletion(complete, `${path}/order`, context);
  const { columns } = input;
  return {
    step: { name: step.name, do: 'dedupe', input: input.name, keys, order: complete, columns },
    frame: frameOf(step.name, input, keys),
  };
};

const frameOf = (name: string, input: Frame, keys: readonly string[]): Frame => ({
  ...input,
  name,
  unique: [...input.unique, keys.length === 0 ? input.columns.map((column) => column.name) : keys],
});
