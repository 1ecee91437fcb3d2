import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { censusQuery, fallible, type Plan } from '../../../services/transform/index.ts';
import { customers, orders, planOf, specOf, targetOf } from './fixture.ts';

const both = [orders, customers];
const planWith = (steps: Step[], columns: Readonly<Record<string, string>>): Plan => planOf(specOf(steps, targetOf(columns), both));
const select = (expr: string, type: string, more: Partial<Extract<Step, { do: 'select' }>> = {}): Plan =>
  planWith([{ name: 's', do: 'select', input: 'orders', columns: [{ name: 'x', expr }], others: 'drop', ...more }], { x: type });
const counted = (plan: Plan): readonly string[] => fallible(plan).map(({ step, expression }) => `${step}: ${expression}`);
/** What the flags of the census are computed as. */
const conditions = (plan: Plan): readonly string[] =>
  [...(censusQuery(plan)?.sql ?? '').matchAll(/, (.*) as "fails 1"/g)].map(([, sql]) => sql ?? '');

describe('what may fail on a value is counted', () => {
  it.each([
    ['order_amount / quantity', 'decimal(23,13)', ['s: order_amount / quantity']],
    ['quantity % customer_id', 'int', ['s: quantity % customer_id']],
    ['div(quantity, customer_id)', 'bigint', ['s: div(quantity, customer_id)']],
    ['cast(note as int)', 'int', ['s: note as int']],
    ['cast(order_amount as decimal(4,1))', 'decimal(4,1)', ['s: order_amount as decimal(4,1)']],
    ['cast(weight as int)', 'int', ['s: weight as int']],
    ['weight * quantity', 'double', ['s: weight * quantity']],
    ['ln(quantity)', 'double', ['s: ln(quantity)']],

    ['cast(note as int) + 100 / cast(note as int)', 'decimal(30,11)', ['s: note as int', 's: 100 / (note as int)']],
    ['case when cast(note as int) / quantity > 1 then 1 end', 'int', ['s: note as int', 's: (note as int) / quantity']],
  ])('%s', (expr, type, expected) => expect(counted(select(expr, type))).toEqual(expected));
});

describe('nothing is counted where nothing may fail', () => {
  it.each([
    ['order_amount / nullif(quantity, 0)', 'decimal(23,13)'],
    ['order_amount / 4', 'decimal(15,6)'],
    ["try_cast(note, 'int')", 'int'],
    ['cast(quantity as decimal(12,2))', 'decimal(12,2)'],
    ['cast(order_amount as decimal(14,3))', 'decimal(14,3)'],
    ['cast(quantity as text)', 'text'],
    ['cast(shipped as date)', 'date'],
    ['upper(note)', 'text'],
    ['- weight', 'double'],
    ['abs(weight)', 'double'],
  ])('%s', (expr, type) => expect(censusQuery(select(expr, type))).toBeUndefined());

  it('in a group, whose rows are never none', () => {
    const per = (by: string[]): Plan =>
      planWith([{ name: 't', do: 'aggregate', input: 'orders', by, compute: [{ name: 'x', expr: 'sum(order_amount) / count(*)' }] }], {
        x: 'decimal(38,18)',
      });
    expect(counted(per(['customer_id']))).toEqual([]);
    expect(counted(per([]))).toEqual(['t: the sum of order_amount / the number of rows']);
  });

  it('in what the target does not need', () => {
    const plan = planWith(
      [
        {
          name: 's',
          do: 'select',
          input: 'orders',
          let: [{ name: 'unread', expr: '1 / quantity' }],
          columns: [
            { name: 'x', expr: 'quantity' },
            { name: 'y', expr: '2 / quantity' },
          ],
          others: 'drop',
        },
      ],
      { x: 'int' },
    );
    expect(counted(plan)).toEqual([]);
  });
});

describe('only where it is reached', () => {
  const fails = '(t."quantity"::numeric = 0::numeric)';
  it.each([
    ['1 / quantity', fails],
    ['order_amount / quantity', '((t."order_amount" is not null) and (t."quantity"::numeric = 0::numeric))'],
    ['case when paid then 1 / quantity end', `case when (t."paid" is true) then ${fails} else false end`],
    ['case when paid then 0.5 else 1 / quantity end', `case when (not (t."paid" is true)) then ${fails} else false end`],
    ['coalesce(order_amount, 1 / quantity)', `case when (t."order_amount" is null) then ${fails} else false end`],
  ])('%s', (expr, sql) => expect(conditions(select(`cast(${expr} as double)`, 'double'))).toEqual([sql]));

  it.each([
    ['paid and 1 / quantity > 2', `case when (t."paid" is true) then ${fails} else false end`],
    ['paid or 1 / quantity > 2', `case when (not (t."paid" is true)) then ${fails} else false end`],
    // the negation is true also where the left is NULL and the right false
    ['not (paid and 1 / quantity > 2)', `case when (not (t."paid" is false)) then ${fails} else false end`],
  ])('a filter: %s', (where, sql) =>
    expect(conditions(planWith([{ name: 'f', do: 'filter', input: 'orders', where }], { quantity: 'int' }))).toEqual([sql]),
  );

  it('an aggregate counts over the rows that its filter lets through, what stands beside it over the groups', () => {
    const compute = [{ name: 'x', expr: 'sum(1 / quantity) filter (where paid) / count(note)' }];
    const plan = planWith([{ name: 't', do: 'aggregate', input: 'orders', by: ['customer_id'], compute }], { x: 'decimal(38,18)' });
    expect(counted(plan)).toEqual(['t: 1 / quantity', 't: the sum of 1 / quantity where paid / the number of present note']);
    const [inside, beside] = conditions(plan);
    expect(inside).toBe(`case when (t."paid" is true) then ${fails} else false end`);
    expect(beside).toMatch(/count\(t\."note"\).* = 0/);
  });

  it('an intermediate value counts where it is read', () => {
    const plan = select('case when paid then ratio end', 'decimal(23,13)', { let: [{ name: 'ratio', expr: 'order_amount / quantity' }] });
    expect(counted(plan)).toEqual(['s: order_amount / quantity']);
    expect(conditions(plan)).toEqual([`case when (t."paid" is true) then ((t."order_amount" is not null) and ${fails}) else false end`]);
  });

  it('a value to fill with counts where there is a gap', () => {
    const fill: Step = {
      name: 'f',
      do: 'fill',
      input: 'orders',
      columns: [{ name: 'order_amount', with: 'value', value: 'cast(1 / quantity as decimal(12,2))' }],
    } as never;
    expect(conditions(planWith([fill], { order_amount: 'decimal(12,2)' }))[0]).toContain('case when (t."order_amount" is null) then');
  });
});

describe('where it is counted', () => {
  const join = (more: Partial<Extract<Step, { do: 'join' }>>): Step => ({
    name: 'j',
    do: 'join',
    left: 'orders',
    right: 'customers',
    kind: 'inner',
    on: [{ left: 'customer_id', right: 'customer_id' }],
    keep: [{ side: 'left', columns: ['quantity'] }],
    expect: 'many',
    ...more,
  });
  it('rows are shown by their key, also where the result has lost it', () => {
    const total: Step = {
      name: 't',
      do: 'aggregate',
      input: 'orders',
      by: ['customer_id'],
      compute: [{ name: 'x', expr: 'sum(cast(note as int))' }],
    };
    const plan = planWith([total], { x: 'bigint' });
    expect(plan.census.probes).toMatchObject([{ step: 't', keys: ['order_id'] }]);
    expect(plan.sources[0]?.columns.map(({ name }) => name)).toEqual(['customer_id', 'note']);
    expect(censusQuery(plan)?.sql).toContain(`json_build_object('order_id', left(t."order_id"::text, 200))`);
  });
  it('without a key by their first columns', () => {
    const steps: Step[] = [
      {
        name: 'd',
        do: 'select',
        input: 'orders',
        columns: [
          { name: 'note', expr: 'note' },
          { name: 'q', expr: 'quantity' },
        ],
        others: 'drop',
      },
      { name: 's', do: 'select', columns: [{ name: 'x', expr: '1 / q' }], others: 'drop' },
    ];
    expect(planWith(steps, { x: 'decimal(12,11)' }).census.probes[0]?.keys).toEqual(['note', 'q']);
  });
  it('keys of a join on their own side, its condition on the pairs whose keys are equal', () => {
    const plan = planWith(
      [
        join({
          on: [{ left: 'cast(note as int)', right: 'cast(customer_name as int)' }],
          condition: 'left.order_amount / right.customer_id > 1',
        }),
      ],
      { quantity: 'int' },
    );
    expect(counted(plan)).toEqual(['j: note as int', 'j: customer_name as int', 'j: order_amount / customer_id']);
    expect(plan.census.probes.map(({ keys }) => keys)).toEqual([['order_id'], ['customer_id'], ['left order_id', 'right customer_id']]);
    expect(censusQuery(plan)?.sql).toMatch(/inner join "customers" as r on case when/);
  });
  it('a step may be called as anything is here', () => {
    const windows: Step = { name: 'windows', do: 'filter', input: 'orders', where: 'order_id > 1' };
    const pairs: Step = { name: 'pairs', do: 'select', columns: [{ name: 'x', expr: '1 / quantity' }], others: 'drop' };
    expect(planWith([windows, pairs], { x: 'decimal(12,11)' }).census.probes).toMatchObject([{ step: 'pairs', keys: ['order_id'] }]);
  });
  it('over windows where one is part of what may fail', () => {
    const shares: Step = {
      name: 'w',
      do: 'window',
      input: 'orders',
      compute: [{ name: 'x', expr: 'quantity / sum(quantity)', partition: ['note'], order: [] }],
    };
    const { census } = planWith([shares], { x: 'decimal(38,18)' });
    expect(census.probes).toMatchObject([{ step: 'w', keys: ['order_id'] }]);
    expect(censusQuery({ census })?.sql).toMatch(/sum\(t\."quantity"\) over/);
  });
  it('columns of hostile names are only ever quoted', () => {
    const odd: Step[] = [
      {
        name: `fails" 1`,
        do: 'select',
        input: 'orders',
        columns: [
          { name: `a' "b`, expr: 'order_id' },
          { name: 'fails 1', expr: 'quantity' },
        ],
        others: 'drop',
      },
      { name: 'census 1', do: 'select', columns: [{ name: 'x', expr: '1 / "fails 1"' }], others: 'drop' },
    ];
    const { census } = planWith(odd, { x: 'decimal(12,11)' });
    expect(census.probes).toMatchObject([{ frame: 'census 2', keys: [`a' "b`] }]);
    expect(censusQuery({ census })?.sql).toContain(`json_build_object('a'' "b', left(t."a' ""b"::text, 200))`);
  });
});
