// Parents and children.
import type { ExampleTable, StepExample } from '../example.ts';

const staff: ExampleTable = {
  columns: { id: 'integer!', name: 'text', boss: 'integer' },
  key: ['id'],
  rows: [
    [1, 'Ada', null],
    [2, 'Bo', 1],
    [3, 'Cy', 2],
    [4, 'Di', 1],
  ],
};

export const walkExamples: readonly StepExample[] = [
  {
    name: 'a walk goes down from start rows to all below them, with level and path',
    shows: 'walk',
    tables: { staff },
    steps: [
      {
        name: 'below',
        do: 'walk',
        id: 'id',
        parent: 'boss',
        start: 'boss is null',
        direction: 'down',
        carry: [{ column: 'name', as: 'top' }],
        level_as: 'level',
        path_as: 'path',
        depth: 5,
      },
    ],
    columns: { name: 'text', top: 'text', level: 'int', path: 'text' },
    expect: [
      ['Ada', 'Ada', 0, '1'],
      ['Bo', 'Ada', 1, '1/2'],
      ['Cy', 'Ada', 2, '1/2/3'],
      ['Di', 'Ada', 1, '1/4'],
    ],
  },
  {
    name: 'a walk goes up from start rows to their parents',
    shows: 'walk',
    tables: { staff },
    steps: [{ name: 'above', do: 'walk', id: 'id', parent: 'boss', start: "name = 'Cy'", direction: 'up', level_as: 'level', depth: 5 }],
    columns: { name: 'text', level: 'int' },
    expect: [
      ['Cy', 0],
      ['Bo', 1],
      ['Ada', 2],
    ],
  },
  {
    name: 'a walk deeper than allowed ends the job, as one in a circle does',
    shows: 'walk',
    tables: {
      staff: {
        ...staff,
        rows: [
          [1, 'Ada', 2],
          [2, 'Bo', 1],
        ],
      },
    },
    steps: [{ name: 'round', do: 'walk', id: 'id', parent: 'boss', start: 'id = 1', direction: 'down', level_as: 'level', depth: 5 }],
    columns: { name: 'text', level: 'int' },
    expect: { raises: 'round' },
  },
];
