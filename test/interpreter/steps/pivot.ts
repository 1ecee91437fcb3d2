// pivot: one column per value of a column.
import type { PivotStep } from '../../../contracts/generated/types.ts';
import { expressionOf } from '../expression.ts';
import { comparison } from '../logic.ts';
import { groupsBy } from '../order.ts';
import { type Frame, fixedRow, type Row, rowOf } from '../rows.ts';
import { rowScope, type Scope, valueIn } from '../scope.ts';
import { adapted, constant, numberLiteral, type Typed, unified } from '../typed.ts';
import { isFloat } from '../types.ts';
import type { Value } from '../values.ts';
import { groupScope } from './aggregate.ts';
import type { StepContext } from './step.ts';

export const pivoted = (step: PivotStep, { input, spec }: StepContext): Frame => {
  const frame = input(step.input);
  const rows = rowScope(frame.columns, spec);
  const keys = step.by.map((name) => ({ name, type: rows.column(name).type }));
  const own = expressionOf(step.compute, groupScope(frame, keys, spec));
  const both = unified([own, ...(step.empty === undefined ? [] : [expressionOf(step.empty, rowScope([], spec))])]);
  const [filled, empty] = both.all as [Typed, Typed?];
  const cells = step.values.map(({ value, as }) => ({ as, has: testOf(value, step.column, rows) }));
  const groups = step.by.length === 0 ? [frame.rows] : groupsBy(frame.rows, (row) => step.by.map(row));
  return {
    columns: [...keys, ...cells.map(({ as }) => ({ name: as, type: both.type }))],
    rows: groups.map((group) => {
      const keyRow = fixedRow(new Map(step.by.map((name) => [name, group[0]?.(name) ?? null])));
      const cellOf = (has: (row: Row) => boolean): Value => {
        const those = group.filter(has);
        return (those.length === 0 && empty !== undefined ? empty : filled).value({ row: keyRow, rows: those, at: 0 });
      };
      return rowOf(
        new Map([
          ...step.by.map((name) => [name, () => keyRow(name)] as const),
          ...cells.map(({ as, has }) => [as, () => cellOf(has)] as const),
        ]),
      );
    }),
  };
};

/** Whether a row has the value. */
const testOf = (value: string | number | boolean | null, name: string, scope: Scope): ((row: Row) => boolean) => {
  if (value === null) return (row) => row(name) === null;
  const column = scope.column(name);
  const test = comparison('=', column, literalOf(value, column.type));
  return (row) => valueIn(row, test) === true;
};

const literalOf = (value: string | number | boolean, type: string): Typed => {
  if (typeof value === 'boolean') return constant('boolean', value);
  const written = typeof value === 'number' ? numberLiteral(String(value)) : constant('text', value, { is: 'text', text: value });
  return isFloat(type) ? written : adapted(written, type);
};
