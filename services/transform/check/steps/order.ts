// Orders that decide: completed by the remaining columns, so that no two different rows are equal by them.
import type { TopStep } from '../../../../contracts/generated/types.ts';
import type { Column, SortKey } from '../../plan.ts';
import { orderedInstead } from '../advice.ts';
import { expression } from '../expression.ts';
import { type Context, type Frame, isUnique } from '../frames.ts';
import { isArray, isOrdered } from '../types.ts';

/** Keys as asked, typed; undefined when one has problems. */
export const sortKeys = (order: TopStep['order'], input: Frame, path: string, context: Context): readonly SortKey[] | undefined => {
  const scope = { columns: input.columns, rows: 'row', input: input.name } as const;
  const keys = order.map(({ expr, direction, nulls }, at): SortKey | undefined => {
    const value = expression(expr, `${path}/${at}/expr`, scope, context.problems);
    if (value === undefined) return undefined;
    if (isOrdered(value.type)) return { value, direction, nulls: nulls ?? 'last', added: false };
    const place = { path: `${path}/${at}/expr`, start: 0, end: expr.length };
    context.problems.add('type-mismatch', place, expr, `${value.type} has no order`, orderedInstead(value.type));
    return undefined;
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
};

/** Columns are added, arrays last, until no two rows can be equal. `fixed` are columns that do not differ among the rows compared. */
export const completed = (asked: readonly SortKey[], input: Frame, fixed: readonly string[]): readonly SortKey[] => {
  const known = [...fixed, ...asked.flatMap(({ value }) => (value.is === 'column' ? [value.name] : []))];
  const added: SortKey[] = [];
  for (const column of [...input.columns].sort((a, b) => Number(isArray(a.type)) - Number(isArray(b.type)))) {
    if (isUnique(input, known)) break;
    if (known.includes(column.name)) continue;
    known.push(column.name);
    added.push(addedKey(column));
  }
  return [...asked, ...added];
};

const addedKey = (column: Column): SortKey => ({ value: { is: 'column', ...column }, direction: 'asc', nulls: 'last', added: true });

export const noteCompletion = (order: readonly SortKey[], path: string, { notes }: Context): void => {
  const added = order.filter((key) => key.added).map(({ value }) => (value.is === 'column' ? value.name : ''));
  if (added.length === 0) return;
  notes.add('order-completed', { path }, '', `rows that the order leaves equal are taken in the order of ${added.join(', ')}`);
};
