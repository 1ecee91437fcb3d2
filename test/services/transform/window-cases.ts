// What both engines are asked about windows: every example, every function over awkward rows and frames.
import type { Step } from '../../../contracts/generated/types.ts';
import { frameExamples, type WindowExample, windowFunctions } from '../../../services/transform/check/windows/functions.ts';
import { asc, type Computed, desc, lines, type Order, stepCase, typesIn } from './aggregate-rows.ts';
import type { PlannedCase } from './engines.ts';

/** Per function a plan whose columns are, in turn, an example and what it must give in each row. */
export const windowExamples = (): readonly PlannedCase[] => [
  ...[...windowFunctions].map(([name, { examples }]) => windowCase(name, examples)),
  windowCase('frames', frameExamples),
];

const windowCase = (name: string, examples: readonly WindowExample[]): PlannedCase => {
  const compute = examples.map(({ expr, partition, order, frame }, at) => ({
    name: `given${at}`,
    expr,
    partition: [...partition],
    order: order.map((key) => ({ ...key })),
    ...(frame !== undefined && { frame }),
  }));
  const windowed: Step = { name: 'windowed', do: 'window', compute };
  const types = typesIn(
    [windowed],
    compute.map((each) => each.name),
    'examples',
  );
  const wanted = examples.map(({ gives }, at) => {
    const branches = gives.flatMap((value, row) => (value === null ? [] : [`when ${row + 1} then '${value}'`]));
    return { name: `wanted${at}`, expr: `cast(case id ${branches.join(' ')} end as ${types.get(`given${at}`)})` };
  });
  const both: Step = { name: 'both', do: 'select', columns: wanted, others: 'keep' };
  return stepCase(
    name,
    [windowed, both],
    examples.flatMap((_, at) => [`given${at}`, `wanted${at}`]),
    'examples',
  );
};

const over = (
  exprs: string,
  partition: string[],
  order: Order,
  frame?: NonNullable<Computed['frame']>,
): readonly Omit<Computed, 'name'>[] => lines(exprs).map((expr) => ({ expr, partition, order, ...(frame !== undefined && { frame }) }));

const places = `row_number(); ntile(3); ntile(20); lag(x); lag(x, 2, 'none'); lead(d, 1, 0); lag(d, 1, 0.5); lead(day, 2); lag(day, 1, date '2000-01-01'); lead(ts, 1, ts); lag(i, 0)
first_value(x); last_value(d); lag(j, 1, 0); lead(b, 1, false)`;
const totals = `count(*); count(x); sum(i % 1000); sum(d); avg(d); avg(i); min(x); max(x); min(day); bool_and(b); bool_or(b); sum(d) filter (where b); count(*) filter (where i > 0)
max(u); avg(w); d / sum(abs(d)); coalesce(sum(d), 0) - d; first_value(i); last_value(x)`;
const range = 'count(*); sum(d); min(x); max(i)';

const windows: readonly (readonly [string, readonly Omit<Computed, 'name'>[]])[] = [
  ['places in parts', over(places, ['grp'], [asc('day')])],
  ['places from the top', over(places, [], [desc('d'), asc('x', 'first')])],
  ['places without an order', over('row_number(); lag(x); first_value(x); ntile(2)', ['b'], [])],
  ['ranks', over('rank(); dense_rank()', ['b'], [desc('i', 'first')])],
  ['ranks of all', over('rank(); dense_rank(); rank() + row_number()', [], [asc('day')])],
  ['whole parts', over(`${totals}`, ['grp', 'b'], [])],
  ['running', over(totals, ['grp'], [asc('day')])],
  ['the last three rows', over(totals, [], [desc('ts')], { unit: 'rows', from: -2, to: 0 })],
  ['rows after', over(totals, ['b'], [asc('id')], { unit: 'rows', from: 1, to: 'end' })],
  ['rows around, none before', over(totals, ['b'], [asc('id')], { unit: 'rows', from: -3, to: -2 })],
  ['all rows in an order', over('first_value(x); last_value(x); sum(d)', ['b'], [asc('x')], { unit: 'rows', from: 'start', to: 'end' })],
  ...(
    [
      asc('day'),
      desc('day', 'first'),
      asc('ts'),
      desc('ts'),
      asc('i'),
      desc('i'),
      asc('d'),
      desc('d', 'first'),
      asc('g'),
      asc('w'),
      asc('day', 'first'),
      asc('ts', 'first'),
    ] as const
  ).flatMap((key) =>
    (
      [
        [-7, 0],
        [-1, 1],
        [1, 3],
        ['start', -1],
        [2, 'end'],
        [0, 0],
        ['start', 0],
        [-3600, 3600],
      ] as const
    ).map(
      ([from, to]) =>
        [
          `range of ${key.expr} ${key.direction} ${key.nulls ?? ''} ${from} to ${to}`,
          over(range, [], [key], { unit: 'range', from, to }),
        ] as const,
    ),
  ),
  ['range of a text', over(range, ['b'], [asc('x')], { unit: 'range', from: 'start', to: 0 })],
];

const overRows = windows.map(([name, computed]) => {
  const columns = computed.map((each, at) => ({ ...each, name: `c${at}` }));
  return stepCase(`window: ${name}`, [{ name: 'windowed', do: 'window', compute: columns }], ['id', ...columns.map((each) => each.name)]);
});

const oddOver = { partition: ['a.b', 'level'], order: [desc('"q""`"'), asc('value')] };
const oddCases: readonly PlannedCase[] = [
  stepCase(
    'window: names that mean something elsewhere',
    [
      {
        name: 'windowed',
        do: 'window',
        compute: [
          { name: 'c.1', expr: 'row_number()', ...oddOver },
          { name: 'window', expr: 'max("a.b") || lag(value)', ...oddOver },
          { name: 'over', expr: 'count("q""`")', ...oddOver, frame: { unit: 'rows', from: -1, to: 1 } },
        ],
      },
    ],
    ['id', 'c.1', 'window', 'over'],
    'odd',
  ),
];

export const windowCases = (): readonly PlannedCase[] => [
  ...overRows,
  stepCase(
    'window over rows that are there twice, in several orders',
    [
      {
        name: 'windowed',
        do: 'window',
        compute: [...over(places, ['grp'], [asc('day')]), ...over('row_number(); lag(x); sum(d); rank()', ['b'], [desc('x')])].map(
          (each, at) => ({
            ...each,
            name: `c${at}`,
          }),
        ),
      },
    ],
    ['id', 'c0', 'c3', 'c4', 'c13', 'c15', 'c16', 'c17', 'c18'],
    'ties',
  ),
  ...oddCases,
];
