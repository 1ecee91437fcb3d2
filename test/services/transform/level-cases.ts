// What both engines are asked about levels of subtotals and about pivots.
import type { Step } from '../../../contracts/generated/types.ts';
import { none, stepCase } from './aggregate-rows.ts';
import type { PlannedCase } from './engines.ts';

const levels = (by: Extract<Step, { do: 'aggregate' }>['by'], all: readonly (readonly [string, string[]])[]): Step => ({
  name: 'levels',
  do: 'aggregate',
  by,
  compute: [
    { name: 'n', expr: 'count(*)' },
    { name: 'total', expr: 'sum(d)' },
    { name: 'last', expr: 'max(grp)' },
    { name: 'label', expr: "coalesce(grp, 'all') || '!'" },
  ],
  levels: all.map(([name, keys]) => ({ name, by: keys })),
  level_as: 'level',
});
const two: Extract<Step, { do: 'aggregate' }>['by'] = ['grp', { name: 'month', expr: "date_trunc('month', day)" }];
const outputs = ['n', 'total', 'last', 'label', 'level'];

const levelCases: readonly PlannedCase[] = [
  stepCase(
    'levels: both, one and all',
    [
      levels(two, [
        ['month', ['grp', 'month']],
        ['grp', ['grp']],
        ['all', []],
      ]),
    ],
    ['grp', 'month', ...outputs],
  ),
  stepCase(
    'levels: without the total',
    [
      levels(two, [
        ['grp', ['grp']],
        ['month', ['month']],
      ]),
    ],
    ['month', 'grp', ...outputs],
  ),
  stepCase(
    'levels: one and all',
    [
      levels(two, [
        ['all', []],
        ['grp', ['grp']],
      ]),
    ],
    ['grp', 'month', ...outputs],
  ),
  stepCase('levels: all alone', [levels(two, [['all', []]])], ['grp', 'month', ...outputs]),
  stepCase(
    'levels over no rows',
    [
      none,
      levels(two, [
        ['grp', ['grp']],
        ['all', []],
      ]),
    ],
    ['grp', 'month', ...outputs],
  ),
  stepCase(
    'levels: a constant and a column twice as keys',
    [
      levels(
        ['grp', { name: 'again', expr: 'grp' }, { name: 'one', expr: '1' }],
        [
          ['x', ['grp', 'one']],
          ['y', ['again']],
          ['z', []],
        ],
      ),
    ],
    ['grp', 'again', 'one', ...outputs],
  ),
  stepCase(
    'levels whose names are not wanted',
    [
      levels(two, [
        ['month', ['grp', 'month']],
        ['grp', ['grp']],
        ['all', []],
      ]),
    ],
    ['n', 'total'],
  ),
];

const pivot = (more: Partial<Extract<Step, { do: 'pivot' }>>): Step => ({
  name: 'pivoted',
  do: 'pivot',
  by: ['grp'],
  column: 'sub',
  values: [
    { value: 'x', as: 'x' },
    { value: 'y', as: 'y' },
    { value: null, as: 'none' },
    { value: 'missing', as: 'missing' },
  ],
  compute: 'sum(d)',
  ...more,
});
const pivoted = ['x', 'y', 'none', 'missing'];
const pivotCases: readonly PlannedCase[] = [
  stepCase('pivot', [pivot({})], ['grp', ...pivoted]),
  stepCase('pivot with what stands where nothing is', [pivot({ empty: '0' })], ['grp', ...pivoted]),
  stepCase('pivot of a count', [pivot({ compute: 'count(*)', by: [] })], pivoted),
  stepCase('pivot of a ratio', [pivot({ compute: 'round(sum(d) filter (where b) / count(*), 2)', empty: '-1' })], ['grp', ...pivoted]),
  stepCase('pivot of texts', [pivot({ compute: "string_agg(x, ',' order by day desc)", empty: "''" })], ['grp', ...pivoted]),
  ...(
    [
      ['i', [7, 0, null]],
      ['d', [12.34, 0.05, 100]],
      ['b', [true, false, null]],
      ['day', ['2024-02-29', '2024-03-08', null]],
      ['g', [2.5, 0, 0.3]],
    ] as const
  ).map(([column, values]) =>
    stepCase(
      `pivot by ${column}`,
      [pivot({ column, values: values.map((value, at) => ({ value, as: `v${at}` })), compute: 'max(x)' })],
      ['grp', 'v0', 'v1', 'v2'],
    ),
  ),
];

const oddCases: readonly PlannedCase[] = [
  stepCase(
    'levels: names that mean something elsewhere',
    [
      {
        name: 'levels',
        do: 'aggregate',
        by: ['a.b', 'level', { name: 'k', expr: 'place' }],
        compute: [
          { name: 'c.1', expr: 'string_agg(value, \',\' order by level desc, "a.b")' },
          { name: 'v', expr: 'first(value order by value desc, place)' },
          { name: 'p', expr: 'percentile("q""`", 0.25)' },
        ],
        levels: [
          { name: `it's "a" \\ level`, by: ['a.b', 'level'] },
          { name: 'k', by: ['k', 'a.b'] },
          { name: 'all', by: [] },
        ],
        level_as: 'of.level',
      },
    ],
    ['a.b', 'level', 'k', 'c.1', 'v', 'p', 'of.level'],
    'odd',
  ),
];

export const groupingCases = (): readonly PlannedCase[] => [...levelCases, ...pivotCases, ...oddCases];
