// What whole steps do with NULL, ties, zeros and types: joins, sets, groups, windows.
import type { StepExample } from '../../../services/transform/language/example.ts';

const pairs = (rows: StepExample['tables'][string]['rows']) => ({ columns: { id: 'integer!', v: 'text' }, key: ['id'], rows });
const ids = { id: 'int', v: 'text' } as const;

export const stepGroups: readonly StepExample[] = [
  {
    name: 'NULL keys meet nothing, in an anti join they are kept',
    shows: 'join',
    tables: {
      l: pairs([
        [1, 'a'],
        [2, null],
        [3, 'z'],
      ]),
      r: pairs([
        [1, 'a'],
        [2, null],
      ]),
    },
    steps: [
      {
        name: 'j',
        do: 'join',
        left: 'l',
        right: 'r',
        kind: 'anti',
        on: [{ left: 'v', right: 'v' }],
        keep: [{ side: 'left', columns: 'all' }],
        expect: 'many',
      },
    ],
    columns: ids,
    expect: [
      [2, null],
      [3, 'z'],
    ],
  },
  {
    name: 'a full join fills both sides with NULL',
    shows: 'join',
    tables: {
      l: pairs([
        [1, 'a'],
        [2, null],
      ]),
      r: pairs([
        [7, 'a'],
        [8, null],
      ]),
    },
    steps: [
      {
        name: 'j',
        do: 'join',
        left: 'l',
        right: 'r',
        kind: 'full',
        on: [{ left: 'v', right: 'v' }],
        keep: [
          { side: 'left', columns: ['id'] },
          { side: 'right', columns: [{ column: 'id', as: 'other' }] },
        ],
        expect: 'many',
      },
    ],
    columns: { id: 'int', other: 'int' },
    expect: [
      [1, 7],
      [2, null],
      [null, 8],
    ],
  },
  {
    name: 'a join of integers with decimals compares their values',
    shows: 'join',
    tables: {
      l: { columns: { a: 'integer' }, rows: [[1], [2]] },
      r: { columns: { b: 'numeric(6,2)' }, rows: [['1.00'], ['2.50']] },
    },
    steps: [
      {
        name: 'j',
        do: 'join',
        left: 'l',
        right: 'r',
        kind: 'inner',
        on: [{ left: 'a', right: 'b' }],
        keep: [
          { side: 'left', columns: ['a'] },
          { side: 'right', columns: ['b'] },
        ],
        expect: 'many',
      },
    ],
    columns: { a: 'int', b: 'decimal(6,2)' },
    expect: [[1, '1.00']],
  },
  {
    name: 'NULL is one group, NaN is one group, and so are both zeros',
    shows: 'aggregate',
    tables: { t: { columns: { g: 'double precision' }, rows: [['NaN'], ['NaN'], ['-0'], ['0'], [null], [null], [1]] } },
    steps: [{ name: 'a', do: 'aggregate', by: ['g'], compute: [{ name: 'n', expr: 'count(*)' }] }],
    columns: { g: 'double', n: 'bigint' },
    expect: [
      ['NaN', 2],
      [0, 2],
      [null, 2],
      [1, 1],
    ],
  },
  {
    name: 'equal rows once: NULL equals NULL, and blanks count',
    shows: 'dedupe',
    tables: {
      t: {
        columns: { a: 'text', b: 'integer' },
        rows: [
          ['x', null],
          ['x', null],
          ['x ', null],
          [null, 1],
          [null, 1],
        ],
      },
    },
    steps: [{ name: 'd', do: 'dedupe' }],
    columns: { a: 'text', b: 'int' },
    expect: [
      ['x', null],
      ['x ', null],
      [null, 1],
    ],
  },
  {
    name: 'except with all takes away one row for each',
    shows: 'except',
    tables: {
      l: { columns: { a: 'text' }, rows: [['x'], ['x'], [null], [null], ['y']] },
      r: { columns: { a: 'text' }, rows: [['x'], [null]] },
    },
    steps: [{ name: 'e', do: 'except', inputs: ['l', 'r'], rows: 'all' }],
    columns: { a: 'text' },
    expect: [['x'], [null], ['y']],
  },
  {
    name: 'except of distinct rows takes away all of them',
    shows: 'except',
    tables: {
      l: { columns: { a: 'text' }, rows: [['x'], ['x'], [null], ['y'], ['y']] },
      r: { columns: { a: 'text' }, rows: [['x'], [null]] },
    },
    steps: [{ name: 'e', do: 'except', inputs: ['l', 'r'], rows: 'distinct' }],
    columns: { a: 'text' },
    expect: [['y']],
  },
  {
    name: 'a union goes by names, and integers become decimals beside decimals',
    shows: 'union',
    tables: {
      l: { columns: { a: 'integer', b: 'text' }, rows: [[1, 'x']] },
      r: { columns: { b: 'text', a: 'numeric(6,2)' }, rows: [['y', '2.50']] },
    },
    steps: [{ name: 'u', do: 'union', inputs: ['l', 'r'], rows: 'all' }],
    columns: { a: 'decimal(12,2)', b: 'text' },
    expect: [
      ['1.00', 'x'],
      ['2.50', 'y'],
    ],
  },
  {
    name: 'windows: NULLs last, ties by the remaining columns, running totals by rows',
    shows: 'window',
    tables: {
      t: {
        columns: { id: 'integer!', k: 'integer', x: 'text' },
        key: ['id'],
        rows: [
          [1, null, 'b'],
          [2, 5, 'a'],
          [3, 5, 'ä'],
          [4, 1, 'Z'],
        ],
      },
    },
    steps: [
      {
        name: 'w',
        do: 'window',
        compute: [
          { name: 'up', expr: 'row_number()', partition: [], order: [{ expr: 'k', direction: 'asc' }] },
          { name: 'down', expr: 'row_number()', partition: [], order: [{ expr: 'k', direction: 'desc' }] },
          { name: 'place', expr: 'rank()', partition: [], order: [{ expr: 'k', direction: 'desc', nulls: 'first' }] },
          { name: 'total', expr: 'sum(k)', partition: [], order: [{ expr: 'k', direction: 'asc' }] },
          { name: 'dense', expr: 'dense_rank()', partition: [], order: [{ expr: 'k', direction: 'asc' }] },
          { name: 'half', expr: 'ntile(2)', partition: [], order: [{ expr: 'k', direction: 'asc' }] },
          { name: 'next', expr: 'lead(x)', partition: [], order: [{ expr: 'k', direction: 'asc' }] },
          { name: 'lowest', expr: 'first_value(x)', partition: [], order: [{ expr: 'k', direction: 'asc' }] },
          { name: 'latest', expr: 'last_value(k)', partition: [], order: [{ expr: 'k', direction: 'asc' }] },
          { name: 'before', expr: 'lag(x)', partition: [], order: [{ expr: 'x', direction: 'asc' }] },
        ],
      },
    ],
    columns: {
      id: 'int',
      up: 'bigint',
      down: 'bigint',
      place: 'bigint',
      total: 'bigint',
      dense: 'bigint',
      half: 'int',
      next: 'text',
      lowest: 'text',
      latest: 'int',
      before: 'text',
    },
    expect: [
      [1, 4, 4, 1, 11, 3, 2, null, 'Z', null, 'a'],
      [2, 2, 1, 2, 6, 2, 1, 'ä', 'Z', 5, 'Z'],
      [3, 3, 2, 2, 11, 2, 2, 'b', 'Z', 5, 'b'],
      [4, 1, 3, 4, 1, 1, 1, 'a', 'Z', 1, null],
    ],
  },
  {
    name: 'the first rows: NULLs last also downwards, ties kept',
    shows: 'top',
    tables: {
      t: pairs([
        [1, null],
        [2, 'b'],
        [3, 'b'],
        [4, 'a'],
      ]),
    },
    steps: [{ name: 'f', do: 'top', n: 1, order: [{ expr: 'v', direction: 'desc' }], ties: 'keep' }],
    columns: ids,
    expect: [
      [2, 'b'],
      [3, 'b'],
    ],
  },
  {
    name: 'a filter keeps what is true: NULL is not',
    shows: 'filter',
    tables: {
      t: pairs([
        [1, null],
        [2, 'b'],
        [3, 'a'],
      ]),
    },
    steps: [{ name: 'f', do: 'filter', where: "v <> 'a'" }],
    columns: ids,
    expect: [[2, 'b']],
  },
  {
    name: 'names are kept as they are',
    shows: 'select',
    tables: { t: { columns: { Id: 'integer' }, rows: [[1]] } },
    steps: [
      {
        name: 's',
        do: 'select',
        columns: [
          { name: 'a "b" `c`', expr: '"Id"' },
          { name: 'Straße 😀', expr: '"Id" + 1' },
        ],
        others: 'drop',
      },
    ],
    columns: { 'a "b" `c`': 'int', 'Straße 😀': 'int' },
    expect: [[1, 2]],
  },
];
