// Joins, single values and intermediate values at their edges: NULL and equal keys, ties, NaN, duplicates, empty inputs.
import type { Step } from '../../../contracts/generated/types.ts';
import type { PlannedCase } from './engines.ts';
import { catalogOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

const catalog = catalogOf(
  tableOf('edge', 'a', ['id'], {
    id: 'integer!',
    k: 'integer',
    t: 'text',
    at: 'timestamp without time zone',
    n: 'numeric(8,2)',
    d: 'double precision',
    day: 'date',
  }),
  tableOf('edge', 'b', [], {
    id: 'integer',
    k: 'bigint',
    t: 'text',
    at: 'date',
    n: 'numeric(10,4)',
    d: 'double precision',
    day: 'date',
    txt: 'text',
  }),
  tableOf('edge', 'e', ['id'], { id: 'integer!', k: 'integer' }),
  tableOf('edge', 'h', ['id'], { id: 'integer!', found: 'integer', is_left: 'integer', 'a.b': 'integer', 'c`d': 'integer' }),
);
const sources = ['a', 'b', 'e', 'h'].map((name) => ({ name, table: `edge.${name}` }));

type Join = Extract<Step, { do: 'join' }>;
const join = (more: object): Join => ({
  name: 'j',
  do: 'join',
  left: 'a',
  right: 'b',
  kind: 'left',
  on: [],
  keep: [
    { side: 'left', columns: ['id', 'k', 't'] },
    {
      side: 'right',
      columns: [
        { column: 'id', as: 'bid' },
        { column: 'txt', as: 'btxt' },
      ],
    },
  ],
  expect: 'many',
  ...more,
});
const base = { id: 'int', k: 'int', t: 'text', bid: 'int', btxt: 'text' };
const matched = { ...base, m: 'boolean' };
const kt = [{ left: 'k', right: 'k' }];
const kn = [{ left: 'k', right: 'k', nulls: 'match' }];
const condition = 'left.n <= right.n and left.t <> right.t';
const asof = { kind: 'asof', asof: { left: 'at', right: 'at' } };
const self = {
  right: 'a',
  keep: [
    { side: 'left', columns: ['id'] },
    { side: 'right', columns: [{ column: 'id', as: 'bid' }] },
  ],
};
const ids = { id: 'int', bid: 'int' };
const one = (...compute: [string, string][]): Step => ({
  name: 'one',
  do: 'aggregate',
  input: 'b',
  by: [],
  compute: compute.map(([name, expr]) => ({ name, expr })),
});
const none: Step = { name: 'none', do: 'filter', input: 'a', where: 'id < -1' };
const select = (input: string, columns: Readonly<Record<string, string>>, more: Partial<Extract<Step, { do: 'select' }>> = {}): Step => ({
  name: 's',
  do: 'select',
  input,
  columns: Object.entries(columns).map(([name, expr]) => ({ name, expr })),
  others: 'drop',
  ...more,
});

const cases: readonly (readonly [string, readonly Step[], Readonly<Record<string, string>>])[] = [
  ['full by condition', [join({ kind: 'full', condition, matched_as: 'm' })], matched],
  [
    'full, NULL keys match',
    [join({ kind: 'full', on: kn, coalesce: [{ left: 'k', right: 'k', as: 'kk' }], matched_as: 'm' })],
    { ...matched, kk: 'bigint' },
  ],
  ['full, NULL keys match, with condition', [join({ kind: 'full', on: kn, condition: 'left.n < right.n' })], base],
  ['full by a constant', [join({ kind: 'full', on: [{ left: 'k', right: '1' }] })], base],
  ['right with condition', [join({ kind: 'right', on: kt, condition: 'left.n < right.n', matched_as: 'm' })], matched],
  ['left by condition', [join({ condition })], base],
  ['inner by range', [join({ kind: 'inner', condition: 'left.day between right.at and right.day' })], base],
  [
    'semi with condition',
    [join({ kind: 'semi', on: kt, condition, keep: [{ side: 'left', columns: ['id', 'k'] }] })],
    { id: 'int', k: 'int' },
  ],
  [
    'anti, NULL keys match, with condition',
    [join({ kind: 'anti', on: kn, condition: 'right.n > 5', keep: [{ side: 'left', columns: 'all' }] })],
    { id: 'int', d: 'double' },
  ],
  ['anti by condition', [join({ kind: 'anti', condition: 'left.n < right.n', keep: [{ side: 'left', columns: ['id'] }] })], { id: 'int' }],
  ['cross', [join({ kind: 'cross' })], base],
  ['asof without keys', [join({ ...asof, matched_as: 'm' })], matched],
  ['asof, types differ', [join({ ...asof, on: kt, matched_as: 'm' })], matched],
  ['asof, NULL keys match', [join({ ...asof, on: kn })], base],
  [
    'asof, one column in two keys',
    [
      join({
        ...asof,
        on: [
          { left: 'k', right: 'k' },
          { left: 'k', right: 'id' },
        ],
      }),
    ],
    base,
  ],
  ['asof by numbers', [join({ ...asof, asof: { left: 'n', right: 'n' }, on: [{ left: 't', right: 't' }] })], base],
  ['asof by doubles', [join({ ...asof, asof: { left: 'd', right: 'd' } })], base],
  ['asof by expressions', [join({ ...asof, asof: { left: 'day', right: 'date_add(day, 1)' }, on: [{ left: 'k + 1', right: 'k' }] })], base],
  ['asof with condition', [join({ ...asof, on: kt, condition: 'left.n <> right.n', matched_as: 'm' })], matched],
  ['asof by condition', [join({ ...asof, condition: 'left.n <= right.n' })], base],
  ['asof, nothing kept', [join({ ...asof, keep: [{ side: 'left', columns: ['id'] }], matched_as: 'm' })], { id: 'int', m: 'boolean' }],
  ['asof, one column of both', [join({ ...asof, coalesce: [{ left: 'k', right: 'k', as: 'kk' }] })], { ...base, kk: 'bigint' }],
  [
    'asof with condition, equal left rows',
    [
      { ...select('a', { k: 'k', at: 'at', n: 'coalesce(n, 1) * 0' }), name: 'dup' },
      join({
        ...asof,
        left: 'dup',
        condition: 'left.n <= right.n',
        keep: [
          { side: 'left', columns: 'all' },
          { side: 'right', columns: [{ column: 'id', as: 'bid' }] },
        ],
      }),
    ],
    { k: 'int', bid: 'int' },
  ],
  ['asof of a table with itself', [join({ ...asof, ...self, on: kt })], ids],
  ['asof of a table with itself, with condition', [join({ ...asof, ...self, condition: 'left.id <> right.id' })], ids],
  [
    'three lookups',
    [
      join({
        on: kt,
        keep: [{ side: 'left', columns: ['id', 'k'] }],
        ...Object.fromEntries([
          [
            'lookups',
            [
              { right: 'e', kind: 'inner', on: kt, keep: [{ column: 'id', as: 'e1' }], expect: 'many' },
              {
                right: 'e',
                kind: 'asof',
                on: [],
                asof: { left: 'e1', right: 'id' },
                condition: 'left.e1 <> right.id',
                keep: [{ column: 'id', as: 'e2' }],
                matched_as: 'm',
                expect: 'at-most-one',
              },
            ],
          ],
        ]),
      }),
    ],
    { id: 'int', e1: 'int', e2: 'int', m: 'boolean' },
  ],
  [
    'single values in condition and keys',
    [
      one(['m', 'max(n)'], ['c', 'count(*)']),
      join({ on: [{ left: 'k + value(one, c)', right: 'k + value(one, c)' }], condition: 'right.n <> value(one, m)' }),
    ],
    base,
  ],
  ['single value in a join with itself', [one(['c', 'min(k)']), join({ ...self, on: [{ left: 'k + value(one, c)', right: 'k' }] })], ids],
  [
    'single value of no row',
    [
      none,
      { name: 'first', do: 'top', n: 1, order: [{ expr: 'id', direction: 'asc' }], ties: 'break' },
      select('a', { v: 'coalesce(value(first, id), id)', w: 'value(first, t)' }, { others: 'keep', drop: ['n'] }),
    ],
    { v: 'int', w: 'text', id: 'int' },
  ],
  [
    'single value beside aggregates of no rows',
    [
      one(['c', 'count(*)']),
      none,
      {
        name: 's',
        do: 'aggregate',
        by: [],
        compute: [
          { name: 'v', expr: 'count(*) + value(one, c)' },
          { name: 'w', expr: 'sum(k + value(one, c))' },
        ],
      },
    ],
    { v: 'bigint', w: 'bigint' },
  ],
  [
    'single value in keys of groups',
    [
      one(['c', 'max(n)']),
      {
        name: 's',
        do: 'aggregate',
        input: 'a',
        by: [{ name: 'high', expr: 'n > value(one, c)' }, 'k'],
        compute: [
          { name: 'v', expr: 'count(*)' },
          { name: 'w', expr: 'max(n) - value(one, c)' },
        ],
      },
    ],
    { high: 'boolean', v: 'bigint', w: 'decimal(13,4)', k: 'int' },
  ],
  [
    'single values as ends of a sequence',
    [
      one(['f', 'min(day)'], ['l', 'max(day)']),
      { name: 'days', do: 'sequence', column: 'd', from: 'value(one, f)', to: 'value(one, l)', every: 1, unit: 'month' },
    ],
    { d: 'date' },
  ],
  [
    'single value in an order',
    [
      one(['c', 'max(n)']),
      { name: 's', do: 'dedupe', input: 'a', keys: ['k'], order: [{ expr: 'abs(n - value(one, c))', direction: 'asc' }] },
    ],
    { k: 'int', id: 'int' },
  ],
  [
    'intermediate values of intermediate values',
    [
      select(
        'a',
        { k: 'x', z: 'z', y: 'y' },
        {
          let: [
            { name: 'x', expr: 'k + 1' },
            { name: 'y', expr: 'x * 2' },
            { name: 'z', expr: 'y - x + n' },
          ],
          others: 'keep',
          drop: ['t'],
        },
      ),
    ],
    { id: 'int', k: 'bigint', z: 'decimal(13,2)', y: 'bigint' },
  ],
  [
    'asof, odd names',
    [
      join({
        left: 'h',
        right: 'h',
        kind: 'asof',
        on: [{ left: '"a.b"', right: 'found' }],
        asof: { left: 'is_left', right: '"c`d"' },
        matched_as: 'row is there',
        keep: [
          { side: 'left', columns: 'all' },
          {
            side: 'right',
            columns: [
              { column: 'a.b', as: 'r.a.b' },
              { column: 'c`d', as: 'found`2' },
            ],
          },
        ],
      }),
    ],
    { id: 'int', found: 'int', is_left: 'int', 'r.a.b': 'int', 'found`2': 'int', 'row is there': 'boolean' },
  ],
  [
    'condition, single and intermediate values, odd names',
    [
      { name: 'my "one"', do: 'aggregate', input: 'h', by: [], compute: [{ name: 'a.b', expr: 'max("a.b")' }] },
      join({
        left: 'h',
        right: 'h',
        kind: 'full',
        condition: 'left."a.b" + value("my ""one""", "a.b") < right."c`d"',
        matched_as: 'is_there',
        keep: [
          { side: 'left', columns: ['a.b', 'is_left'] },
          { side: 'right', columns: ['c`d'] },
        ],
      }),
      select('j', { 'x`y': '"v.w" + value("my ""one""", "a.b")' }, { let: [{ name: 'v.w', expr: '"a.b" + is_left' }], others: 'keep' }),
    ],
    { 'x`y': 'int', 'a.b': 'int', 'c`d': 'int', is_there: 'boolean' },
  ],
];

export const joinCases = (): readonly PlannedCase[] =>
  cases.map(([name, steps, columns]) => ({ name: `edge: ${name}`, plan: planOf(specOf([...steps], targetOf(columns), sources), catalog) }));

const values = (row: (n: number) => readonly string[], count: number): string =>
  Array.from({ length: count }, (_, n) => `(${row(n).join(', ')})`).join(', ');
/** Values take turns, each column in a pace of its own. */
const turn = (list: readonly string[], n: number, pace: number): string =>
  list[(n * (pace * 2 + 3) + (n >> 2) * 5 + pace) % list.length] ?? 'null';

export const joinRows = `create schema edge;
create table edge.a (id int primary key, k int, t text, at timestamp, n numeric(8,2), d double precision, day date);
create table edge.b (id int, k bigint, t text, at date, n numeric(10,4), d double precision, day date, txt text);
create table edge.e (id int primary key, k int);
insert into edge.a values ${values(
  (n) => [
    `${n}`,
    turn(['1', '2', '3', 'null', '4', '2'], n, 1),
    turn(["'x'", "'y'", 'null', "'z'"], n, 2),
    turn(["'2024-01-01 10:00'", "'2024-01-02 00:00'", 'null', "'2024-01-05 23:59:59'", "'2023-12-31 00:00'"], n, 3),
    turn(['1', '2.5', 'null', '7', '0'], n, 4),
    turn(['1', '2.5', 'null', "'NaN'", "'Infinity'", '-0.0', '0'], n, 5),
    turn(["'2024-01-01'", 'null', "'2024-03-03'"], n, 6),
  ],
  30,
)};
insert into edge.b values ${values(
  (n) => [
    turn(['1', '2', '3', 'null', '4', '5', '6', '7', '8'], n, 2),
    turn(['1', '2', 'null', '3', '5'], n, 3),
    turn(["'x'", "'y'", 'null', "'w'"], n, 1),
    turn(["'2024-01-01'", "'2024-01-02'", 'null', "'2024-01-04'"], n, 5),
    turn(['1', '2.5', 'null', '7.0001'], n, 2),
    turn(['1', '2.5', 'null', "'NaN'", '0.0', '-3'], n, 4),
    turn(["'2024-01-01'", 'null', "'2024-03-03'", "'2024-02-01'"], n, 7),
    turn(["'p'", "'q'", 'null'], n, 8),
  ],
  24,
)};
create table edge.h (id int primary key, found int, is_left int, "a.b" int, "c\`d" int);
insert into edge.h select n, n % 4, n % 7, n % 5, n * 3 % 8 from generate_series(1, 20) n;
insert into edge.e values (0, 1), (1, 2), (2, null), (3, 3), (5, 1)`;
