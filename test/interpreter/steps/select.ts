// select: columns computed, kept and dropped.
import type { SelectStep } from '../../../contracts/generated/types.ts';
import { expressionOf } from '../expression.ts';
import { type Column, extended, type Frame, type Row } from '../rows.ts';
import { rowScope, valueIn } from '../scope.ts';
import type { Typed } from '../typed.ts';
import type { Value } from '../values.ts';
import type { StepContext } from './step.ts';

export const selected = (step: SelectStep, { input, spec }: StepContext): Frame => {
  const frame = (step.let ?? []).reduce<Frame>(
    (seen, { name, expr }) => withColumns(seen, [{ name, value: expressionOf(expr, rowScope(seen.columns, spec)) }]),
    input(step.input),
  );
  const computed = step.columns.map(({ name, expr }) => ({ name, value: expressionOf(expr, rowScope(frame.columns, spec)) }));
  const own = input(step.input).columns;
  const kept = step.others === 'keep' ? own.filter(({ name }) => !step.drop?.includes(name)) : [];
  const replaced = kept.map((column) => columnOf(computed.find(({ name }) => name === column.name)) ?? column);
  const added = computed
    .filter(({ name }) => !kept.some((column) => column.name === name))
    .map(({ name, value }) => ({ name, type: value.type }));
  return { columns: [...replaced, ...added], rows: withColumns(frame, computed).rows };
};

type Computed = { readonly name: string; readonly value: Typed };

const columnOf = (computed: Computed | undefined): Column | undefined => computed && { name: computed.name, type: computed.value.type };

/** The frame with columns computed of each row; they hide others of the same names. */
export const withColumns = ({ columns, rows }: Frame, computed: readonly Computed[]): Frame => ({
  columns: [
    ...columns.filter(({ name }) => !computed.some((each) => each.name === name)),
    ...computed.map(({ name, value }) => ({ name, type: value.type })),
  ],
  rows: rows.map((row) => extended(row, thunks(row, computed))),
});

const thunks = (row: Row, computed: readonly Computed[]): ReadonlyMap<string, () => Value> =>
  new Map(computed.map(({ name, value }) => [name, () => valueIn(row, value)]));
