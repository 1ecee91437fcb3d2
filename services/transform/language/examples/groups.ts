// Groups: aggregate and pivot.
import type { StepExample } from '../example.ts';
import { sales } from './sales.ts';

const tables = { sales };

export const groupExamples: readonly StepExample[] = [
  {
    name: 'aggregate gives one row per group; NULL is a group',
    shows: 'aggregate',
    tables,
    steps: [
      {
        name: 'totals',
        do: 'aggregate',
        by: ['region'],
        compute: [
          { name: 'total', expr: 'sum(amount)' },
          { name: 'rows', expr: 'count(*)' },
          { name: 'known', expr: 'count(amount)' },
        ],
      },
    ],
    columns: { region: 'text', total: 'bigint', rows: 'bigint', known: 'bigint' },
    expect: [
      ['north', 30, 3, 2],
      ['south', 5, 1, 1],
      [null, 1, 1, 1],
    ],
  },
  {
    name: 'without keys there is exactly one row, also of no rows: counts are 0, everything else NULL',
    shows: 'aggregate',
    tables,
    steps: [
      { name: 'none', do: 'filter', where: 'amount > 1000' },
      {
        name: 'all',
        do: 'aggregate',
        by: [],
        compute: [
          { name: 'rows', expr: 'count(*)' },
          { name: 'total', expr: 'sum(amount)' },
          { name: 'mean', expr: 'avg(price)' },
        ],
      },
    ],
    columns: { rows: 'bigint', total: 'bigint', mean: 'decimal(12,6)' },
    expect: [[0, null, null]],
  },
  {
    name: 'keys may be expressions, and computed columns any expression over aggregates, keys and constants',
    shows: 'aggregate',
    tables,
    steps: [
      {
        name: 'shares',
        do: 'aggregate',
        by: [{ name: 'is_north', expr: "coalesce(region = 'north', false)" }],
        compute: [{ name: 'percent', expr: 'round(100.0 * count(*) filter (where amount >= 10) / count(*), 2)' }],
      },
    ],
    columns: { is_north: 'boolean', percent: 'decimal(27,2)' },
    expect: [
      [true, '66.67'],
      [false, '0.00'],
    ],
  },
  {
    name: 'the average of integers is exact decimal with six decimals',
    shows: 'aggregate',
    tables,
    steps: [{ name: 'mean', do: 'aggregate', by: [], compute: [{ name: 'mean', expr: 'avg(amount) filter (where id <> 2)' }] }],
    columns: { mean: 'decimal(16,6)' },
    expect: [['5.333333']],
  },
  {
    name: 'an entity met several times is counted once',
    shows: 'aggregate',
    tables,
    steps: [{ name: 'counted', do: 'aggregate', by: [], compute: [{ name: 'products', expr: 'count(distinct product)' }] }],
    columns: { products: 'bigint' },
    expect: [[2]],
  },
  {
    name: 'a sum beyond its type ends the job',
    shows: 'aggregate',
    tables: { big: { columns: { n: 'bigint' }, rows: [['9223372036854775807'], [1]] } },
    steps: [{ name: 'summed', do: 'aggregate', by: [], compute: [{ name: 'total', expr: 'sum(n)' }] }],
    columns: { total: 'bigint' },
    expect: { raises: 'out of range' },
  },
  {
    name: 'levels give subtotals, and level_as says which rows they are',
    shows: 'aggregate',
    tables,
    steps: [
      { name: 'known', do: 'filter', where: 'region is not null' },
      {
        name: 'levels',
        do: 'aggregate',
        by: ['region', 'product'],
        compute: [{ name: 'total', expr: 'sum(amount)' }],
        levels: [
          { name: 'product', by: ['region', 'product'] },
          { name: 'region', by: ['region'] },
          { name: 'all', by: [] },
        ],
        level_as: 'level',
      },
    ],
    columns: { level: 'text', region: 'text', product: 'text', total: 'bigint' },
    expect: [
      ['product', 'north', 'a', 10],
      ['product', 'north', 'b', 20],
      ['product', 'south', 'a', 5],
      ['region', 'north', null, 30],
      ['region', 'south', null, 5],
      ['all', null, null, 35],
    ],
  },
];
