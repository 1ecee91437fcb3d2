// Rows of several inputs together: union, intersect, except.
import type { ExampleTable, StepExample } from '../example.ts';

const old: ExampleTable = {
  columns: { id: 'integer', name: 'text' },
  rows: [
    [1, 'a'],
    [2, 'b'],
    [2, 'b'],
    [null, 'c'],
  ],
};
const fresh: ExampleTable = {
  columns: { name: 'text', id: 'bigint' },
  rows: [
    ['b', 2],
    ['c', null],
    ['d', 4],
  ],
};
const sets = { old, fresh };

export const setExamples: readonly StepExample[] = [
  {
    name: 'union takes the rows of all inputs by the names of their columns, and types widen',
    shows: 'union',
    tables: sets,
    steps: [{ name: 'both', do: 'union', inputs: ['old', 'fresh'], rows: 'all' }],
    columns: { id: 'bigint', name: 'text' },
    expect: [
      [1, 'a'],
      [2, 'b'],
      [2, 'b'],
      [null, 'c'],
      [2, 'b'],
      [null, 'c'],
      [4, 'd'],
    ],
  },
  {
    name: 'union distinct keeps equal rows once; a column that an input lacks may be NULL',
    shows: 'union',
    tables: {
      old,
      named: {
        columns: { name: 'text', note: 'text' },
        rows: [
          ['a', 'x'],
          ['a', 'x'],
        ],
      },
    },
    steps: [{ name: 'both', do: 'union', inputs: ['old', 'named'], rows: 'distinct', missing: 'null' }],
    columns: { id: 'int', name: 'text', note: 'text' },
    expect: [
      [1, 'a', null],
      [2, 'b', null],
      [null, 'c', null],
      [null, 'a', 'x'],
    ],
  },
  {
    name: 'intersect gives rows that every input has; NULL equals NULL',
    shows: 'intersect',
    tables: sets,
    steps: [{ name: 'both', do: 'intersect', inputs: ['old', 'fresh'], rows: 'distinct' }],
    columns: { id: 'bigint', name: 'text' },
    expect: [
      [2, 'b'],
      [null, 'c'],
    ],
  },
  {
    name: 'except gives rows of the first input that no other has; with all, each takes away one',
    shows: 'except',
    tables: sets,
    steps: [{ name: 'gone', do: 'except', inputs: ['old', 'fresh'], rows: 'all' }],
    columns: { id: 'bigint', name: 'text' },
    expect: [
      [1, 'a'],
      [2, 'b'],
    ],
  },
];
