import { describe, expect, it } from 'vitest';
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { boundedPlan, check, renderOracle } from '../../../services/transform/index.ts';
import { catalog, spec, table } from '../../support/builders.ts';

const readings = catalog({
  tables: [
    table('readings', [
      ['id', 'int', 'integer', false],
      ['bound1', 'int', 'integer', false],
      ['value', 'double', 'double precision', true],
    ]),
  ],
});
const planOf = (from: TransformSpec, at = readings) => {
  const checked = check(from, at);
  if (checked.is === 'unsound') throw new Error(checked.diagnostics[0]?.message);
  return checked.plan;
};
const sums = (more: TransformSpec['steps'] = [], expr = 'sum(value)', type = 'double'): TransformSpec =>
  spec({
    sources: [{ name: 'readings', table: 'shop.readings' }],
    steps: [{ name: 'totals', do: 'aggregate', input: 'readings', by: ['bound1'], compute: [{ name: 'v', expr }] }, ...more],
    target: {
      table: 'totals',
      mode: 'replace',
      key: ['bound1'],
      columns: [
        { name: 'bound1', type: 'int', nullable: false },
        { name: 'v', type, nullable: true },
      ],
    },
  });

describe('the bounds of floats', () => {
  it('are nothing in a plan whose digits are all decided', () => {
    const exact = planOf(spec(), catalog());
    expect(boundedPlan(exact)).toEqual({ plan: exact, bounds: {} });
    for (const expr of ['max(value)', 'count(value)']) {
      const plan = planOf(sums([], expr, expr === 'max(value)' ? 'double' : 'bigint'));
      expect(boundedPlan(plan).plan).toBe(plan);
    }
  });
  it('stand behind the columns of the target, under a name that nothing else has', () => {
    const { plan, bounds } = boundedPlan(planOf(sums()));
    const names = plan.target.columns.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['bound1', 'v']);
    expect(names.slice(2)).toEqual([bounds.v]);
    expect(bounds.v).toMatch(/^bound_\d$/);
  });
  it('leave every step what it was but for the columns that carry them', () => {
    const before = planOf(sums([{ name: 'large', do: 'filter', input: 'totals', where: 'v > 1' }]));
    const { plan } = boundedPlan(before);
    for (const [n, step] of before.steps.entries()) {
      const carried = plan.steps[n];
      expect(carried?.columns.slice(0, step.columns.length)).toEqual(step.columns);
      expect([carried?.name, carried?.do]).toEqual([step.name, step.do]);
    }
    expect(boundedPlan(before).bounds).toHaveProperty('v');
  });
  it('keep no rows apart that are equal without them', () => {
    const plan = planOf(sums([{ name: 'distinct', do: 'dedupe', input: 'totals' }]));
    expect(boundedPlan(plan)).toEqual({ plan, bounds: {} });
  });
  it('are none for a value that differs wholly or not at all', () => {
    const plan = planOf(sums([], 'count(*) filter (where value > 1)', 'bigint'));
    expect(boundedPlan(plan).bounds).toEqual({});
  });
  it('do not grow with every operation beyond what a query can carry', () => {
    const long = Array.from({ length: 24 }, () => 'sum(value)').join(' / ');
    expect(renderOracle(boundedPlan(planOf(sums([], long))).plan).length).toBeLessThan(100_000);
  });
});
