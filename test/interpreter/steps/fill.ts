// fill: values where columns are NULL, written out or from a row before.
import type { FillStep } from '../../../contracts/generated/types.ts';
import { expressionOf } from '../expression.ts';
import { allColumns, groupsBy, sorted, sortKeysOf } from '../order.ts';
import { extended, type Frame, type Row } from '../rows.ts';
import { rowScope, valueIn } from '../scope.ts';
import { adapted } from '../typed.ts';
import type { Value } from '../values.ts';
import type { StepContext } from './step.ts';

export const filled = (step: FillStep, { input, spec }: StepContext): Frame => {
  const { columns, rows } = input(step.input);
  const scope = rowScope(columns, spec);
  const order = [...sortKeysOf(step.order ?? [], scope), ...allColumns(columns)];
  const groups = groupsBy(rows, (row) => (step.partition ?? []).map(row)).map((group) => sorted(group, order));
  const fills = step.columns.map((fill): Fill => {
    if (fill.with === 'previous') return { name: fill.name, value: (row, before) => row(fill.name) ?? lastOf(before(), fill.name) };
    const value = adapted(expressionOf(fill.value ?? 'null', scope), scope.column(fill.name).type);
    return { name: fill.name, value: (row) => row(fill.name) ?? valueIn(row, value) };
  });
  return {
    columns,
    rows: groups.flatMap((group) =>
      group.map((row, at) => extended(row, new Map(fills.map(({ name, value }) => [name, () => value(row, () => group.slice(0, at))])))),
    ),
  };
};

type Fill = { readonly name: string; readonly value: (row: Row, before: () => readonly Row[]) => Value };

const lastOf = (rows: readonly Row[], name: string): Value => rows.findLast((row) => row(name) !== null)?.(name) ?? null;
