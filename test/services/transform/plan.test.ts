import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { expectations, lineage, renderOracle, renderPyspark, sentences } from '../../../services/transform/index.ts';
import type { Plan } from '../../../services/transform/plan.ts';
import { MissingFeature } from '../../../services/transform/render/missing-feature.ts';
import { caseNamed, planOf as planOfCase } from '../../corpus/cases.ts';
import { customers, orders, planOf, specOf, targetOf, valueSpec } from './fixture.ts';

describe('a plan holds only what the target needs', () => {
  it('reads only the needed columns of a source', () => {
    const plan = planOf(specOf([{ name: 'paid_orders', do: 'filter', where: 'paid and quantity > 1' }], targetOf({ note: 'text' })));
    expect(plan.sources[0]?.columns.map(({ name }) => name)).toEqual(['quantity', 'paid', 'note']);
  });

  it('reads one column where only rows are counted', () => {
    const plan = planOf(
      specOf([{ name: 'n', do: 'aggregate', by: [], compute: [{ name: 'n', expr: 'count(*)' }] }], targetOf({ n: 'bigint' })),
    );
    expect(plan.sources[0]?.columns.map(({ name }) => name)).toEqual(['order_id']);
  });

  it('compares equal rows by all columns, wanted or not', () => {
    const steps: Step[] = [
      {
        name: 'narrow',
        do: 'select',
        columns: [
          { name: 'a', expr: 'note' },
          { name: 'b', expr: 'quantity' },
        ],
        others: 'drop',
      },
      { name: 'different', do: 'dedupe' },
    ];
    const plan = planOf(specOf(steps, targetOf({ a: 'text' })));
    expect(plan.steps.map(({ columns }) => columns.map(({ name }) => name))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('leaves out steps and sources that nothing comes from', () => {
    const spec = specOf(
      [
        { name: 'unused', do: 'filter', input: 'customers', where: 'true' },
        { name: 'used', do: 'filter', input: 'orders', where: 'paid' },
      ],
      targetOf({ paid: 'boolean' }),
      [customers, orders],
    );
    const plan = planOf(spec);
    expect([plan.sources.map(({ name }) => name), plan.steps.map(({ name }) => name)]).toEqual([['orders'], ['used']]);
  });
});

describe('a plan can be read', () => {
  it('in one sentence per step and one for the target', () => {
    expect(sentences(planOfCase(caseNamed('customer-totals')))).toEqual([
      'customer_orders: every row of customers, with each row of orders where customer_id of customers equals customer_id of orders, or with nothing.',
      'totals: one row of customer_orders per customer_id and customer_name, with total_amount as the sum of order_amount.',
      'big_spenders: the rows of totals where total_amount > 1000.',
      'datamorph_out.customer_totals: customer_id, customer_name and total_amount of big_spenders, one row per customer_id; it replaces what is there.',
    ]);
  });

  it('column by column, back to the sources', () => {
    expect(lineage(planOfCase(caseNamed('average-salary')))).toEqual({
      department_name: { from: [{ table: 'hr.departments', column: 'department_name' }] },
      employee_count: { from: [{ table: 'hr.employees', column: 'employee_id' }], aggregate: 'count-distinct' },
      average_salary: { from: [{ table: 'hr.salaries', column: 'salary' }], aggregate: 'avg' },
    });
    const figures = lineage(planOfCase(caseNamed('whole-table')));
    expect(figures.orders).toEqual({ from: [], aggregate: 'count' });
    expect(figures.average_price).toEqual({
      from: [
        { table: 'shop.orders', column: 'order_amount' },
        { table: 'shop.orders', column: 'order_quantity' },
      ],
    });
    expect(lineage(planOfCase(caseNamed('daily-sales'))).total_amount?.aggregate).toBe('sum');
  });

  it('promises of joins become counts of the rows that break them', () => {
    const [promise, ...others] = expectations(planOfCase(caseNamed('average-salary')));
    expect([promise?.join, promise?.expect, others]).toEqual(['staff', 'one', []]);
    expect(promise?.sql.split('\nselect count(*) as violations\n')[1]).toBe(
      `from "employees" as l
left join (
  select r."department_id" as "key_1", count(*) as partners
  from "departments" as r
  group by 1
) as r on l."department_id" = r."key_1"
where coalesce(r.partners, 0) <> 1
`,
    );
    expect(promise?.sql).not.toContain('"salaries"');
  });
});

describe('a renderer that lacks a function', () => {
  const plan = planOf(valueSpec('abs(quantity)'));
  const unknown = JSON.parse(JSON.stringify(plan).replaceAll('"abs"', '"toString"')) as Plan;

  it('says which engine lacks what, and renders nothing', () => {
    expect(() => renderPyspark(unknown)).toThrow(MissingFeature);
    expect(() => renderPyspark(unknown)).toThrow('the pyspark renderer has no function toString');
    expect(() => renderOracle(unknown)).toThrow('the postgresql renderer has no function toString');
  });
});
