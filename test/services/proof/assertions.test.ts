import { describe, expect, it } from 'vitest';
import type { Assertion, BoundAssertion } from '../../../contracts/generated/types.ts';
import { type Binding, bind } from '../../../services/proof/index.ts';

const column = (name: string, type = 'int') => ({ name, type, nullable: true });
const binding: Binding = {
  columns: [
    column('customer_id'),
    column('total', 'decimal(12,2)'),
    column('average', 'double'),
    column('seen', 'date'),
    column('orders', 'bigint'),
  ],
  lineage: {
    customer_id: { from: [{ table: 'shop.customers', column: 'id' }] },
    total: { from: [{ table: 'shop.orders', column: 'amount' }], aggregate: 'sum' },
    average: { from: [{ table: 'shop.orders', column: 'amount' }], aggregate: 'avg' },
    seen: { from: [{ table: 'shop.orders', column: 'placed_at' }], aggregate: 'max' },
    orders: { from: [], aggregate: 'count' },
  },
  sourceRows: [{ table: 'shop.orders', rows: 7 }],
  sameTable: (a, b) => a.split('.').at(-1) === b.split('.').at(-1),
};
const testOf = (assertion: Assertion) => bind({ author: 'planner', assertions: [assertion] }, binding)[0]?.test;
type Named = BoundAssertion['column'];
const bound = (named: Partial<Named>, value = '1'): Assertion => ({
  rule: 'bound',
  quote: 'q',
  column: { words: 'w', name: 'none', ...named },
  compare: '>',
  value,
});
const amount = { table: 'orders', column: 'amount' };

describe('a column is bound', () => {
  it.each([
    ['by where it comes from and how it is made', { from: amount, aggregate: 'avg' as const }, 'average'],
    ['by how it is made, when only one is made so', { aggregate: 'count' as const }, 'orders'],
    ['by its name in any case, when lineage does not tell', { name: 'TOTAL', from: { table: 'x', column: 'y' } }, 'total'],
  ])('%s', (_, named, expected) => expect(testOf(bound(named))).toMatchObject({ is: 'violations', column: { name: expected } }));

  it('not at all when nothing fits, and the reason names its words', () =>
    expect(testOf(bound({ words: 'the profit' }))).toEqual({ is: 'unbound', why: expect.stringContaining('the profit') }));
});

describe('a literal', () => {
  it.each([
    ['total', '1000', true],
    ['total', '-1.5e3', true],
    ['total', 'many', false],
    ['total', "1'; --", false],
    ['seen', '2024-02-29', true],
    ['seen', 'yesterday', false],
    ['seen', '2023-02-29', false],
    ['average', '1e308', true],
    ['average', '1e999', false],
    ['average', '1e-999', false],
    ['average', '0', true],
  ])('of %s: %s fits: %s', (name, value, fits) => expect(testOf(bound({ name }, value))?.is).toBe(fits ? 'violations' : 'unbound'));
});

describe('rows', () => {
  const rows = (to: { number: number } | { rowsOf: string }): Assertion => ({ rule: 'row-count', quote: 'q', compare: '<=', to });
  it('are compared with a number', () => expect(testOf(rows({ number: 3 }))).toEqual({ is: 'rows', compare: '<=', to: 3 }));
  it('are compared with those of a source on the snapshot', () =>
    expect(testOf(rows({ rowsOf: 'orders' }))).toEqual({ is: 'rows', compare: '<=', to: 7 }));
  it('are not compared with a table that the job did not read', () => expect(testOf(rows({ rowsOf: 'shop.items' }))?.is).toBe('unbound'));
});

it('a column that the target lacks is not there, which fails on both tables', () =>
  expect(testOf({ rule: 'present', quote: 'q', column: { words: 'email', name: 'email' } })).toEqual({ is: 'present', found: false }));

it('a combination is unbound when one of its columns is', () =>
  expect(
    testOf({
      rule: 'unique',
      quote: 'q',
      columns: [
        { words: 'c', name: 'customer_id' },
        { words: 'day', name: 'day' },
      ],
    }),
  ).toEqual({
    is: 'unbound',
    why: expect.stringContaining('day'),
  }));
