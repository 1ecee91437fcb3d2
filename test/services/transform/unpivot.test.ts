import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { boundedPlan, lineage, sentences } from '../../../services/transform/index.ts';
import { isKey, planned, problemsOf, stepSpec } from './unfolding.ts';

type Unpivot = Extract<Step, { do: 'unpivot' }>;
const unpivot = (more: Partial<Unpivot> = {}): Step => ({
  name: 'u',
  do: 'unpivot',
  columns: [
    { column: 'n', label: 'whole' },
    { column: 'm', label: 'part' },
  ],
  keep: ['id'],
  name_as: 'which',
  value_as: 'value',
  nulls: 'keep',
  ...more,
});

describe('columns as rows', () => {
  it('refuse columns that are not there, each at its place', () => {
    expect(problemsOf(stepSpec(unpivot({ columns: [{ column: 'bos', label: 'x' }], keep: ['bos'] })))).toEqual([
      'unknown-column /steps/0/keep/0 bos → boss | boss_name',
      'unknown-column /steps/0/columns/0/column bos → boss | boss_name',
    ]);
  });
  it('refuse values without a common type, and name the cast', () => {
    const columns = [
      { column: 'n', label: 'a' },
      { column: 'm', label: 'b' },
      { column: 'day', label: 'c' },
    ];
    expect(problemsOf(stepSpec(unpivot({ columns })))).toEqual([
      'type-mismatch /steps/0/columns/2/column day → a select above with cast(day as int)',
    ]);
  });
  it('refuse new names that are there already, in any case of their letters', () => {
    expect(problemsOf(stepSpec(unpivot({ name_as: 'ID', value_as: 'v' })))).toEqual(['duplicate-column /steps/0/name_as ID → ID_2']);
    expect(problemsOf(stepSpec(unpivot({ name_as: 'x', value_as: 'X' })))).toEqual(['duplicate-column /steps/0/value_as X → X_2']);
  });
  it('have a value that is never NULL only where NULLs are dropped', () => {
    const value = (nulls: 'keep' | 'drop') =>
      planned(stepSpec(unpivot({ nulls }), { value: 'decimal(12,2)' })).steps[0]?.columns.find(({ name }) => name === 'value');
    expect([value('keep')?.nullable, value('drop')?.nullable, value('drop')?.type]).toEqual([true, false, 'decimal(12,2)']);
  });
  it('are told apart by key and label, unless two columns share a label', () => {
    expect(isKey(unpivot(), { id: 'int', which: 'text' })).toBe(true);
    expect(
      isKey(
        unpivot({
          columns: [
            { column: 'n', label: 'x' },
            { column: 'm', label: 'x' },
          ],
        }),
        { id: 'int', which: 'text' },
      ),
    ).toBe(false);
    expect(isKey(unpivot({ keep: [] }), { which: 'text' })).toBe(false);
  });
  it('say what becomes of what, and come from all columns', () => {
    const plan = planned(stepSpec(unpivot({ nulls: 'drop' }), { value: 'decimal(12,2)', which: 'text' }));
    expect(sentences(plan)[0]).toBe(
      'u: per row of t one row for each of whole (n) and part (m): its name as which, its value as value, unless it is NULL.',
    );
    expect(lineage(plan)).toEqual({
      value: {
        from: [
          { table: 'shop.t', column: 'n' },
          { table: 'shop.t', column: 'm' },
        ],
      },
      which: { from: [] },
    });
  });
  it('keep the bounds of the columns that are repeated', () => {
    const sums: Step = { name: 'sums', do: 'aggregate', by: ['n'], compute: [{ name: 'f', expr: 'sum(f)' }] };
    const steps = [sums, unpivot({ columns: [{ column: 'n', label: 'n' }], keep: ['f'] })];
    expect(boundedPlan(planned(stepSpec(steps, { f: 'double', value: 'int' }))).bounds).toHaveProperty('f');
  });
});
