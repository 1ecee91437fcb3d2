// Windows, and rows that become columns.
import type { StepExample } from '../example.ts';
import { sales } from './sales.ts';

const tables = { sales };
const byId = [{ expr: 'id', direction: 'asc' as const }];

export const windowExamples: readonly StepExample[] = [
  {
    name: 'window adds running totals, previous values and shares; all other columns stay',
    shows: 'window',
    tables,
    steps: [
      { name: 'known', do: 'filter', where: "region = 'north'" },
      {
        name: 'running',
        do: 'window',
        compute: [
          { name: 'so_far', expr: 'sum(amount)', partition: ['region'], order: byId },
          { name: 'before', expr: 'lag(amount)', partition: ['region'], order: byId },
          { name: 'percent', expr: 'round(100.0 * amount / sum(amount), 1)', partition: ['region'], order: [] },
        ],
      },
    ],
    columns: { id: 'int', so_far: 'bigint', before: 'int', percent: 'decimal(28,1)' },
    expect: [
      [1, 10, null, '33.3'],
      [2, 30, 10, '66.7'],
      [3, 30, 20, null],
    ],
  },
  {
    name: 'row_number is completed by the remaining columns; rank and dense_rank keep ties',
    shows: 'window',
    tables: {
      points: {
        columns: { name: 'text!', score: 'integer' },
        key: ['name'],
        rows: [
          ['a', 3],
          ['b', 5],
          ['c', 5],
          ['d', 1],
        ],
      },
    },
    steps: [
      {
        name: 'placed',
        do: 'window',
        compute: [
          { name: 'n', expr: 'row_number()', partition: [], order: [{ expr: 'score', direction: 'desc' }] },
          { name: 'r', expr: 'rank()', partition: [], order: [{ expr: 'score', direction: 'desc' }] },
          { name: 'd', expr: 'dense_rank()', partition: [], order: [{ expr: 'score', direction: 'desc' }] },
        ],
      },
    ],
    columns: { name: 'text', n: 'bigint', r: 'bigint', d: 'bigint' },
    expect: [
      ['b', 1, 1, 1],
      ['c', 2, 1, 1],
      ['a', 3, 3, 2],
      ['d', 4, 4, 3],
    ],
  },
  {
    name: 'a frame of rows looks at neighbours, a frame of a range at what lies near in value',
    shows: 'window',
    tables: {
      days: {
        columns: { day: 'date!', amount: 'integer' },
        key: ['day'],
        rows: [
          ['2025-01-01', 1],
          ['2025-01-02', 2],
          ['2025-01-05', 4],
          ['2025-01-06', 8],
        ],
      },
    },
    steps: [
      {
        name: 'moving',
        do: 'window',
        compute: [
          {
            name: 'two_rows',
            expr: 'sum(amount)',
            partition: [],
            order: [{ expr: 'day', direction: 'asc' }],
            frame: { unit: 'rows', from: -1, to: 0 },
          },
          {
            name: 'two_days',
            expr: 'sum(amount)',
            partition: [],
            order: [{ expr: 'day', direction: 'asc' }],
            frame: { unit: 'range', from: -1, to: 0 },
          },
        ],
      },
    ],
    columns: { day: 'date', two_rows: 'bigint', two_days: 'bigint' },
    expect: [
      ['2025-01-01', 1, 1],
      ['2025-01-02', 3, 3],
      ['2025-01-05', 6, 4],
      ['2025-01-06', 12, 12],
    ],
  },
  {
    name: 'pivot gives each value its own column; rows of other values are left out',
    shows: 'pivot',
    tables,
    steps: [
      {
        name: 'wide',
        do: 'pivot',
        by: ['region'],
        column: 'product',
        values: [
          { value: 'a', as: 'of_a' },
          { value: 'b', as: 'of_b' },
        ],
        compute: 'sum(amount)',
        empty: '0',
      },
    ],
    columns: { region: 'text', of_a: 'bigint', of_b: 'bigint' },
    expect: [
      ['north', 10, 20],
      ['south', 5, 0],
      [null, 1, 0],
    ],
  },
];
