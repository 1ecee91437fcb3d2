// unpivot: columns become rows.
import type { UnpivotStep } from '../../../contracts/generated/types.ts';
import { extended, type Frame } from '../rows.ts';
import { rowScope, valueIn } from '../scope.ts';
import { type Typed, unified } from '../typed.ts';
import type { Value } from '../values.ts';
import type { StepContext } from './step.ts';

export const unpivoted = (step: UnpivotStep, { input, spec }: StepContext): Frame => {
  const { columns, rows } = input(step.input);
  const scope = rowScope(columns, spec);
  const { type, all } = unified(step.columns.map(({ column }) => scope.column(column)));
  const kept = step.keep.map((name) => ({ name, type: scope.column(name).type }));
  const long = rows.flatMap((row) =>
    step.columns.flatMap(({ label }, at) => {
      const value = (): Value => valueIn(row, all[at] as Typed);
      const cells = new Map<string, () => Value>([
        [step.name_as, () => label],
        [step.value_as, value],
      ]);
      return step.nulls === 'drop' && value() === null ? [] : [extended(row, cells)];
    }),
  );
  return { columns: [...kept, { name: step.name_as, type: 'text' }, { name: step.value_as, type }], rows: long };
};
