import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { lineage, renderOracle, sentences } from '../../../services/transform/index.ts';
import { customers, diagnosticsOf, notesOf, orders, planOf, specOf, targetOf } from './fixture.ts';

type Pivot = Extract<Step, { do: 'pivot' }>;
const pivot = (more: Partial<Pivot> = {}): Step => ({
  name: 'columns',
  do: 'pivot',
  by: ['customer_id'],
  column: 'note',
  values: [
    { value: 'a', as: 'a' },
    { value: null, as: 'none' },
  ],
  compute: 'sum(order_amount)',
  ...more,
});
const spec = (more: Partial<Pivot> = {}, columns: Readonly<Record<string, string>> = { customer_id: 'int' }): TransformSpec =>
  specOf([pivot(more)], targetOf(columns));
const brief = (from: TransformSpec): string[] =>
  diagnosticsOf(from).map(({ code, at, expected }) => `${code} ${at} → ${expected.join(' | ')}`);
const aggregateOf = (from: TransformSpec) => {
  const step = planOf(from).steps.at(-1);
  if (step?.do !== 'aggregate') throw new Error('a pivot is an aggregate');
  return step;
};

describe('a pivot', () => {
  it('is an aggregate in which every aggregate sees the rows of one value', () => {
    const plan = planOf(spec({ compute: 'sum(order_amount) filter (where paid) / count(*)' }, { a: 'decimal(37,17)' }));
    const sql = renderOracle(plan);
    expect(sql).toContain(`sum(t."order_amount") filter (where ((t."note" = 'a'::text) and t."paid"))`);
    expect(sql).toContain(`count(*) filter (where (t."note" = 'a'::text))`);
  });
  it('gives NULL where a group has no row of the value, a count zero, and what it is told to', () => {
    const nullable = (more: Partial<Pivot>, type: string) =>
      aggregateOf(spec(more, { a: type, none: type })).columns.find(({ name }) => name === 'a')?.nullable;
    expect(nullable({ compute: 'min(order_id)' }, 'int')).toBe(true);
    expect(nullable({ compute: 'min(order_id)', empty: '0' }, 'int')).toBe(false);
    expect(nullable({ compute: 'min(quantity)', empty: '0' }, 'int')).toBe(true);
    expect(nullable({ compute: 'count(*)' }, 'bigint')).toBe(false);
    expect(nullable({ compute: 'coalesce(min(order_id), 0)' }, 'int')).toBe(false);
  });
  it('has its keys as its key, and one row without keys', () => {
    const key = targetOf({ customer_id: 'int', a: 'decimal(22,2)' }, { key: ['customer_id'] });
    const columns = key.columns.map((column) => ({ ...column, nullable: column.name !== 'customer_id' }));
    const present: Step = { name: 'present', do: 'filter', where: 'customer_id is not null' };
    expect(notesOf(specOf([present, pivot()], { ...key, columns }))).toEqual([]);
    expect(sentences(planOf(spec({ by: [] }, { a: 'decimal(22,2)' })))[0]).toContain('one row, with the values of note');
  });
  it('is said as what it was written as, with the columns that are left of it', () => {
    expect(sentences(planOf(spec({}, { customer_id: 'int', none: 'decimal(22,2)' })))[0]).toBe(
      'columns: one row per customer_id, with the values of note in orders as columns: none (NULL), as none is the sum of order_amount where note is NULL.',
    );
  });
  it('adapts its values to the type of the column', () => {
    const tests = (column: string, value: string | number | boolean) =>
      renderOracle(planOf(spec({ column, values: [{ value, as: 'v' }] }, { v: 'decimal(22,2)' }))).match(/filter \(where (.*?)\)::/)?.[1];
    expect(tests('placed', '2025-03-01')).toBe(`(t."placed" = date '2025-03-01')`);
    expect(tests('order_amount', 12)).toBe('(t."order_amount" = 12::numeric)');
    expect(tests('paid', true)).toBe('(t."paid" = true)');
    expect(tests('weight', 0.5)).toBe('(t."weight" = 0.5::double precision)');
  });
  it('keeps the lineage of its columns, but is no sum of the whole', () => {
    expect(lineage(planOf(spec({}, { a: 'decimal(22,2)' }))).a).toEqual({ from: [{ table: 'shop.orders', column: 'order_amount' }] });
  });
  it('notes rows that are counted without a partner', () => {
    const join: Step = {
      name: 'joined',
      do: 'join',
      left: 'customers',
      right: 'orders',
      kind: 'left',
      on: [{ left: 'customer_id', right: 'customer_id' }],
      keep: [
        { side: 'left', columns: ['customer_id'] },
        { side: 'right', columns: ['order_id', 'note'] },
      ],
      expect: 'many',
    };
    const counted = specOf([join, pivot({ compute: 'count(*)' })], targetOf({ customer_id: 'int', a: 'bigint' }), [customers, orders]);
    expect(notesOf(counted).map(({ code, at }) => `${code} ${at}`)).toEqual(['count-after-outer-join /steps/1/compute']);
    const values = [{ value: 'a', as: 'a' }];
    const partners = specOf([join, pivot({ compute: 'count(*)', values })], targetOf({ customer_id: 'int', a: 'bigint' }), [
      customers,
      orders,
    ]);
    expect(notesOf(partners)).toEqual([]);
  });
});

describe('a wrong pivot', () => {
  const one = (value: string | number | boolean | null, column: string): Partial<Pivot> => ({ column, values: [{ value, as: 'v' }] });
  it.each<[string, Partial<Pivot>, string]>([
    ['has a text for a number', one('7', 'quantity'), 'pivot-value /steps/0/values/0/value → 12'],
    ['has a number for a text', one(7, 'note'), 'pivot-value /steps/0/values/0/value → a text'],
    ['has a day that does not exist', one('2025-02-30', 'placed'), 'pivot-value /steps/0/values/0/value → "2025-03-01"'],
    ['has a fraction for an int', one(7.5, 'quantity'), 'pivot-value /steps/0/values/0/value → 12'],
    ['has more decimals than the column', one(7.125, 'order_amount'), 'pivot-value /steps/0/values/0/value → 12.5'],
    ['has a number for a truth', one(1, 'paid'), 'pivot-value /steps/0/values/0/value → true'],
    ['has an unknown column', one('x', 'notte'), 'unknown-column /steps/0/column → note'],
    ['has a column that cannot be compared', one('x', 'details'), 'type-mismatch /steps/0/column → cast(… as text)'],
    [
      'has a value twice',
      {
        values: [
          { value: 'a', as: 'a' },
          { value: 'a', as: 'b' },
        ],
      },
      'pivot-value /steps/0/values/1/value → ',
    ],
    [
      'has a name twice',
      {
        values: [
          { value: 'a', as: 'a' },
          { value: 'b', as: 'a' },
        ],
      },
      'duplicate-column /steps/0/values/1/as → a_2',
    ],
    ['has a name that is a key', { values: [{ value: 'a', as: 'customer_id' }] }, 'duplicate-column /steps/0/values/0/as → customer_id_2'],
    ['has an unknown key', { by: ['custmer_id'] }, 'unknown-column /steps/0/by/0 → customer_id | order_id'],
    [
      'computes a column',
      { compute: 'order_amount' },
      'aggregate-misuse /steps/0/compute#0-12 → min(order_amount) | max(order_amount) | order_amount as a key in by',
    ],
    ['has a text for an empty number', { empty: "'-'" }, 'type-mismatch /steps/0/empty → decimal(22,2)'],
    [
      'has a column for what is empty',
      { empty: 'quantity' },
      'unknown-column /steps/0/empty#0-8 → a literal | param(name) | value(step, column)',
    ],
  ])('%s', (_, more, problem) => {
    expect(brief(spec(more))).toEqual([problem]);
  });
});
