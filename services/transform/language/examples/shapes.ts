// Steps that change the shape: unpivot, unnest, sequence.
import type { StepExample } from '../example.ts';

export const shapeExamples: readonly StepExample[] = [
  {
    name: 'unpivot makes one row per column, and types widen',
    shows: 'unpivot',
    tables: {
      quarters: {
        columns: { year: 'integer!', q1: 'integer', q2: 'bigint' },
        key: ['year'],
        rows: [
          [2024, 1, 2],
          [2025, 3, null],
        ],
      },
    },
    steps: [
      {
        name: 'long',
        do: 'unpivot',
        columns: [
          { column: 'q1', label: 'first' },
          { column: 'q2', label: 'second' },
        ],
        keep: ['year'],
        name_as: 'quarter',
        value_as: 'amount',
        nulls: 'drop',
      },
    ],
    columns: { year: 'int', quarter: 'text', amount: 'bigint' },
    expect: [
      [2024, 'first', 1],
      [2024, 'second', 2],
      [2025, 'first', 3],
    ],
  },
  {
    name: 'unnest gives one row per element of an array',
    shows: 'unnest',
    tables: {
      posts: {
        columns: { id: 'integer!', tags: 'text[]' },
        key: ['id'],
        rows: [
          [1, ['x', 'y']],
          [2, []],
          [3, null],
        ],
      },
    },
    steps: [{ name: 'tagged', do: 'unnest', column: 'tags', as: 'tag', position_as: 'n', empty: 'keep' }],
    columns: { id: 'int', tag: 'text', n: 'int' },
    expect: [
      [1, 'x', 1],
      [1, 'y', 2],
      [2, null, null],
      [3, null, null],
    ],
  },
  {
    name: 'unnest of a JSON array gives JSON elements, read by their paths',
    shows: 'unnest',
    tables: {
      carts: {
        columns: { id: 'integer!', items: 'jsonb' },
        key: ['id'],
        rows: [
          [1, '[{"sku": "a", "n": 2}, {"sku": "b"}]'],
          [2, '[]'],
        ],
      },
    },
    steps: [
      { name: 'lines', do: 'unnest', column: 'items', as: 'item', empty: 'drop' },
      { name: 'read', do: 'select', columns: [{ name: 'sku', expr: "json_text(item, '$.sku')" }], others: 'keep', drop: ['item'] },
    ],
    columns: { id: 'int', sku: 'text' },
    expect: [
      [1, 'a'],
      [1, 'b'],
    ],
  },
  {
    name: 'a sequence of months starts anew from the first value, and both ends are included',
    shows: 'sequence',
    tables: { unused: { columns: { id: 'integer' }, rows: [] } },
    steps: [
      { name: 'months', do: 'sequence', column: 'month_end', from: "date '2025-01-31'", to: "date '2025-04-30'", every: 1, unit: 'month' },
    ],
    columns: { month_end: 'date' },
    expect: [['2025-01-31'], ['2025-02-28'], ['2025-03-31'], ['2025-04-30']],
  },
  {
    name: 'a sequence of numbers ends before it would go beyond',
    shows: 'sequence',
    tables: { unused: { columns: { id: 'integer' }, rows: [] } },
    steps: [{ name: 'numbers', do: 'sequence', column: 'n', from: '1', to: '10', every: 4, unit: 'number' }],
    columns: { n: 'int' },
    expect: [[1], [5], [9]],
  },
];
