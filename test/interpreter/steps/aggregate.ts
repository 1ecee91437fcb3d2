// aggregate: one row per group; with no keys exactly one.
import type { AggregateStep } from '../../../contracts/generated/types.ts';
import { expressionOf } from '../expression.ts';
import { groupsBy } from '../order.ts';
import { type Column, type Frame, fixedRow, type Row, rowOf } from '../rows.ts';
import { rowScope, type Scope, type SpecScope, valueIn } from '../scope.ts';
import type { Typed } from '../typed.ts';
import type { Value } from '../values.ts';
import type { StepContext } from './step.ts';

export const aggregated = (step: AggregateStep, { input, spec }: StepContext): Frame => {
  const frame = input(step.input);
  const keys = step.by.map((key): Key => {
    const [name, expr] = typeof key === 'string' ? [key, undefined] : [key.name, key.expr];
    const scope = rowScope(frame.columns, spec);
    return { name, value: expr === undefined ? scope.column(name) : expressionOf(expr, scope) };
  });
  const levels = step.levels ?? [{ name: '', by: keys.map(({ name }) => name) }];
  const scope = groupScope(frame, keys.map(columnOf), spec);
  const compute = step.compute.map(({ name, expr }) => ({ name, value: expressionOf(expr, scope) }));
  const { level_as: levelAs } = step;
  return {
    columns: [...keys, ...compute].map(columnOf).concat(levelAs === undefined ? [] : [{ name: levelAs, type: 'text' }]),
    rows: levels.flatMap((level) => {
      const grouped = keys.map((key) => (level.by.includes(key.name) ? key : { ...key, value: { ...key.value, value: () => null } }));
      return groupsOf(frame.rows, grouped, level.by.length === 0).map((rows) =>
        groupRow(rows, grouped, compute, levelAs === undefined ? [] : [[levelAs, level.name]]),
      );
    }),
  };
};

type Key = { readonly name: string; readonly value: Typed };
const columnOf = ({ name, value }: Key): Column => ({ name, type: value.type });

/** Beside aggregates a group has its keys, inside them each of its rows. */
export const groupScope = (frame: Frame, keys: readonly Column[], spec: SpecScope): Scope => ({
  ...rowScope(keys, spec),
  over: { inner: rowScope(frame.columns, spec), rows: ({ rows }) => rows, columns: frame.columns },
});

const groupsOf = (rows: readonly Row[], keys: readonly Key[], isTotal: boolean): readonly (readonly Row[])[] =>
  isTotal ? [rows] : groupsBy(rows, (row) => keys.map(({ value }) => valueIn(row, value)));

const groupRow = (
  rows: readonly Row[],
  keys: readonly Key[],
  compute: readonly Key[],
  more: readonly (readonly [string, Value])[],
): Row => {
  const [first] = rows;
  const keyRow = fixedRow(new Map(keys.map(({ name, value }) => [name, first === undefined ? null : valueIn(first, value)])));
  const thunk =
    ({ value }: Key) =>
    (): Value =>
      value.value({ row: keyRow, rows, at: 0 });
  const own = keys.map(({ name }): readonly [string, () => Value] => [name, () => keyRow(name)]);
  return rowOf(
    new Map([
      ...own,
      ...compute.map((each) => [each.name, thunk(each)] as const),
      ...more.map(([name, value]) => [name, () => value] as const),
    ]),
  );
};
