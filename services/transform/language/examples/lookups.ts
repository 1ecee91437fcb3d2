// Joins by keys that differ, by conditions, by time, and with several lookups.
import type { StepExample } from '../example.ts';
import { customers, join, leftOnly, orders, pair, tables } from './join-tables.ts';

export const lookupExamples: readonly StepExample[] = [
  {
    name: 'an asof join finds the last right row that is not after the left one',
    shows: 'join',
    tables: {
      sales: {
        columns: { sale: 'integer!', product: 'text', sold: 'date' },
        key: ['sale'],
        rows: [
          [1, 'a', '2025-01-15'],
          [2, 'a', '2025-02-01'],
          [3, 'b', '2025-01-15'],
          [4, 'a', '2024-12-31'],
        ],
      },
      prices: {
        columns: { product: 'text!', since: 'date!', price: 'integer' },
        key: ['product', 'since'],
        rows: [
          ['a', '2025-01-01', 10],
          ['a', '2025-02-01', 12],
          ['b', '2025-02-01', 7],
        ],
      },
    },
    steps: [
      {
        name: 'priced',
        do: 'join',
        left: 'sales',
        right: 'prices',
        kind: 'asof',
        on: [{ left: 'product', right: 'product' }],
        asof: { left: 'sold', right: 'since' },
        keep: [
          { side: 'left', columns: ['sale'] },
          { side: 'right', columns: ['price'] },
        ],
        expect: 'at-most-one',
      },
    ],
    columns: { sale: 'int', price: 'int' },
    expect: [
      [1, 10],
      [2, 12],
      [3, null],
      [4, null],
    ],
  },
  {
    name: 'a condition compares columns of both sides, as for a range',
    shows: 'join',
    tables: {
      orders,
      bands: {
        columns: { band: 'text!', low: 'integer', high: 'integer' },
        key: ['band'],
        rows: [
          ['small', 0, 20],
          ['large', 20, 100],
        ],
      },
    },
    steps: [
      join('inner', {
        left: 'orders',
        right: 'bands',
        on: [],
        condition: 'left.amount >= right.low and left.amount < right.high',
        keep: [
          { side: 'left', columns: ['order_id'] },
          { side: 'right', columns: ['band'] },
        ],
      }),
    ],
    columns: { order_id: 'int', band: 'text' },
    expect: [
      [11, 'small'],
      [12, 'large'],
      [13, 'large'],
      [14, 'large'],
      [15, 'large'],
    ],
  },
  {
    name: 'keys that match NULL with NULL say so',
    shows: 'join',
    tables: {
      customers,
      regions: {
        columns: { country: 'text', region: 'text' },
        rows: [
          ['AT', 'south'],
          [null, 'nowhere'],
        ],
      },
    },
    steps: [
      join('inner', {
        right: 'regions',
        on: [{ left: 'country', right: 'country', nulls: 'match' }],
        keep: [...leftOnly, { side: 'right', columns: ['region'] }],
      }),
    ],
    columns: { name: 'text', region: 'text' },
    expect: [
      ['Ada', 'south'],
      ['Cy', 'nowhere'],
    ],
  },
  {
    name: 'a full join can bring both keys together, and rename',
    shows: 'join',
    tables,
    steps: [
      join('full', {
        coalesce: [{ left: 'id', right: 'customer_id', as: 'customer' }],
        keep: [
          { side: 'left', columns: [{ column: 'name', as: 'who' }] },
          { side: 'right', columns: ['amount'] },
        ],
      }),
    ],
    columns: { customer: 'int', who: 'text', amount: 'int' },
    expect: [
      [1, 'Ada', 10],
      [1, 'Ada', 20],
      [2, 'Bo', 30],
      [3, 'Cy', null],
      [9, null, 40],
      [null, null, 50],
    ],
  },
  {
    name: 'several lookups on one base stand in one step',
    shows: 'join',
    tables: {
      orders,
      customers,
      countries: {
        columns: { code: 'text!', country_name: 'text' },
        key: ['code'],
        rows: [
          ['AT', 'Austria'],
          ['DE', 'Germany'],
        ],
      },
    },
    steps: [
      {
        name: 'star',
        do: 'join',
        left: 'orders',
        right: 'customers',
        kind: 'left',
        on: [{ left: 'customer_id', right: 'id' }],
        keep: [
          { side: 'left', columns: ['order_id'] },
          { side: 'right', columns: ['name', 'country'] },
        ],
        expect: 'at-most-one',
        lookups: [
          { right: 'countries', kind: 'left', on: [{ left: 'country', right: 'code' }], keep: ['country_name'], expect: 'at-most-one' },
        ],
      },
    ],
    columns: { order_id: 'int', name: 'text', country_name: 'text' },
    expect: [
      [11, 'Ada', 'Austria'],
      [12, 'Ada', 'Austria'],
      [13, 'Bo', 'Germany'],
      [14, null, null],
      [15, null, null],
    ],
  },
  {
    name: 'one source may be both sides, as for the name of a manager',
    shows: 'join',
    tables: {
      people: {
        columns: { id: 'integer!', name: 'text', boss: 'integer' },
        key: ['id'],
        rows: [
          [1, 'Ada', null],
          [2, 'Bo', 1],
          [3, 'Cy', 2],
        ],
      },
    },
    steps: [
      join('left', {
        left: 'people',
        right: 'people',
        on: [{ left: 'boss', right: 'id' }],
        keep: [...leftOnly, { side: 'right', columns: [{ column: 'name', as: 'manager' }] }],
        expect: 'at-most-one',
      }),
    ],
    columns: { name: 'text', manager: 'text' },
    expect: [
      ['Ada', null],
      ['Bo', 'Ada'],
      ['Cy', 'Bo'],
    ],
  },
  {
    name: 'a row that meets more partners than expected ends the job',
    shows: 'join',
    tables,
    steps: [join('left', { expect: 'at-most-one' })],
    columns: pair,
    expect: { raises: 'at most one' },
  },
];
