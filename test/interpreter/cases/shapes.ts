// Steps that change the shape of the rows.
import type { Case } from '../postgres.ts';
import { caseOf } from './case.ts';

const few = {
  name: 'few',
  do: 'select',
  columns: ['id', 'i', 'x', 'd', 'b'].map((name) => ({ name, expr: name })),
  others: 'drop',
  input: 't',
} as const;
const some = { name: 'some', do: 'filter', input: 'few', where: 'id > 4' } as const;

export const shapeCases: readonly Case[] = [
  ...(['union', 'intersect', 'except'] as const).flatMap((kind) =>
    (['all', 'distinct'] as const).map((rows) =>
      caseOf(`${kind} ${rows}`, [few, some, { name: 'sum', do: kind, inputs: ['few', 'some', 'few'], rows }], ['id', 'i', 'x', 'd', 'b']),
    ),
  ),
  caseOf(
    'union with missing columns',
    [few, { name: 'sum', do: 'union', inputs: ['few', 'r'], rows: 'distinct', missing: 'null' }],
    ['id', 'i', 'name', 'rid'],
  ),
  caseOf(
    'pivot',
    [
      {
        name: 'p',
        do: 'pivot',
        input: 't',
        by: ['b'],
        column: 'i',
        values: [
          { value: 7, as: 'seven' },
          { value: null, as: 'none' },
          { value: 0, as: 'zero' },
        ],
        compute: 'sum(d) + count(*)',
        empty: '0',
      },
    ],
    ['b', 'seven', 'none', 'zero'],
  ),
  caseOf(
    'unpivot',
    [
      {
        name: 'u',
        do: 'unpivot',
        input: 't',
        columns: [
          { column: 'i', label: 'I' },
          { column: 'd', label: 'D' },
          { column: 'j', label: 'J' },
        ],
        keep: ['id'],
        name_as: 'which',
        value_as: 'value',
        nulls: 'drop',
      },
    ],
    ['id', 'which', 'value'],
  ),
  ...(['ta', 'ia', 'js'] as const).flatMap((column) =>
    (['keep', 'drop'] as const).map((empty) =>
      caseOf(
        `unnest ${column}, ${empty}`,
        [{ name: 'u', do: 'unnest', input: 't', column, as: 'element', position_as: 'place', empty }],
        ['id', 'element', 'place'],
      ),
    ),
  ),
  caseOf(
    'fill',
    [
      {
        name: 'f',
        do: 'fill',
        input: 't',
        columns: [
          { name: 'i', with: 'previous' },
          { name: 'x', with: 'value', value: "'none'" },
          { name: 'dt', with: 'previous' },
        ],
        partition: ['b'],
        order: [{ expr: 'd', direction: 'desc' }],
      },
    ],
    ['id', 'i', 'x', 'dt'],
  ),
  ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((unit) =>
    caseOf(
      `sequence by ${unit}`,
      [{ name: 'q', do: 'sequence', column: 'v', from: "date '2023-01-31'", to: "date '2024-03-01'", every: 2, unit }],
      ['v'],
    ),
  ),
  caseOf(
    'sequence by hour',
    [{ name: 'q', do: 'sequence', column: 'v', from: "date '2024-02-28'", to: "timestamp '2024-02-29 10:30:00'", every: 5, unit: 'hour' }],
    ['v'],
  ),
  caseOf(
    'sequence of numbers',
    [{ name: 'q', do: 'sequence', column: 'v', from: '-3', to: '3000000000', every: 1000000, unit: 'number' }],
    ['v'],
  ),
  caseOf(
    'walk down',
    [
      {
        name: 'w',
        do: 'walk',
        input: 't',
        id: 'id',
        parent: 'si',
        start: 'id = 2',
        direction: 'down',
        carry: [{ column: 'x', as: 'first' }],
        level_as: 'level',
        path_as: 'path',
        depth: 4,
      },
    ],
    ['id', 'first', 'level', 'path'],
  ),
  caseOf(
    'walk up',
    [
      {
        name: 'w',
        do: 'walk',
        input: 't',
        id: 'id',
        parent: 'si',
        start: 'id > 6',
        direction: 'up',
        level_as: 'level',
        path_as: 'path',
        depth: 3,
      },
    ],
    ['id', 'level', 'path'],
  ),
];
