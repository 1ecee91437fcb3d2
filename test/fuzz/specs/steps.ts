// Random steps over the frames there are. They need not be sound: the caller asks the checker, and drops what is not.
import type { Step, WindowStep } from '../../../contracts/generated/types.ts';
import { expressionOf, type Known, quoted, type Want, wantOf, wants } from './expressions.ts';
import type { Random } from './random.ts';

type Frames = ReadonlyMap<string, readonly Known[]>;
type Make = (name: string, above: string, frames: Frames, random: Random) => Step;
type NamedExpr = { readonly name: string; readonly expr: string };

export const stepOf: Make = (name, above, frames, random) => {
  // a frame of JSON and arrays alone can only be computed with
  const rich = new Map([...frames].filter(([, columns]) => groupable(columns).length > 0));
  return (rich.has(above) ? random.pick(weighted) : select)(name, above, rich.has(above) ? rich : frames, random);
};

const inputOf = (above: string, frames: Frames, random: Random): string => (random.chance(0.85) ? above : random.pick([...frames.keys()]));
const columnsOf = (frames: Frames, name: string): readonly Known[] => frames.get(name) ?? [];
const names = (columns: readonly Known[]): string[] => columns.map(({ name }) => name);
const groupable = (columns: readonly Known[]): readonly Known[] =>
  columns.filter(({ type }) => type !== 'json' && type !== 'double' && type !== 'float' && !type.endsWith('[]'));
const sortable = groupable;
const anyWant = (random: Random): Want => random.pick(wants.filter((want) => want !== 'json' && want !== 'uuid'));

const exprs = (prefix: string, count: number, columns: readonly Known[], random: Random): NamedExpr[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `${prefix}${at + 1}`,
    expr: expressionOf(anyWant(random), columns, random, 1 + random.below(3)),
  }));

const sortKeys = (columns: readonly Known[], random: Random, least = 1) =>
  random.some(sortable(columns), least, 2).map(({ name }) => ({
    expr: quoted(name),
    direction: random.pick(['asc', 'desc'] as const),
    ...(random.chance(0.3) && { nulls: random.pick(['first', 'last'] as const) }),
  }));

const select: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const lets = random.chance(0.2) ? exprs(`${name}_let`, 1 + random.below(2), columns, random) : [];
  const seen = [...columns, ...lets.map(({ name: each, expr }) => ({ name: each, type: guessed(expr, columns) }))];
  const others = random.pick(['keep', 'drop'] as const);
  return {
    name,
    do: 'select',
    input,
    ...(lets.length > 0 && { let: lets }),
    columns: [
      ...exprs(`${name}_c`, 2 + random.below(8), seen, random),
      ...lets.map(({ name: each }) => ({ name: `${each}_out`, expr: each })),
      ...(others === 'drop' ? random.some(columns, 0, 4).map((column) => ({ name: column.name, expr: quoted(column.name) })) : []),
    ],
    others,
  };
};
// only a hint for the choice of expressions
const guessed = (expr: string, columns: readonly Known[]): string => columns.find((column) => expr.includes(column.name))?.type ?? 'int';

const filter: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const condition = expressionOf('boolean', columnsOf(frames, input), random, 2);
  // a condition alone leaves too often nothing
  return {
    name,
    do: 'filter',
    input,
    where: random.pick([
      `${condition} is not true`,
      `${condition} is not true`,
      `${condition} is not false`,
      `${condition} is not false`,
      condition,
    ]),
  };
};

const join: Make = (name, above, frames, random) => {
  const left = inputOf(above, frames, random);
  const right = random.pick([...frames.keys()]);
  const [ofLeft, ofRight] = [columnsOf(frames, left), columnsOf(frames, right)];
  const pairs = groupable(ofLeft).flatMap((a) =>
    groupable(ofRight).flatMap((b) => (a.type === b.type ? [{ a, b, near: a.name === b.name }] : [])),
  );
  const kind = random.pick(['inner', 'left', 'right', 'full', 'semi', 'anti', 'asof', 'left', 'left', 'full', 'inner'] as const);
  const likely = random.chance(0.8) ? pairs.filter(({ near }) => near) : pairs;
  const on = random.some(likely.length > 0 ? likely : pairs, 1, 2).map(({ a, b }) => ({
    left: quoted(a.name),
    right: quoted(b.name),
    ...(random.chance(0.15) && { nulls: 'match' as const }),
  }));
  const taken = new Set(names(ofLeft).map((each) => each.toLowerCase()));
  const kept = random
    .some(ofRight, 1, 4)
    .map(({ name: column }) => ({ column, as: taken.has(column.toLowerCase()) ? `${name}_${column}` : column }));
  const isHalf = kind === 'semi' || kind === 'anti';
  const times = (columns: readonly Known[]): readonly Known[] =>
    columns.filter(({ type }) => type === 'date' || type === 'timestamp' || type === 'int');
  const meeting = times(ofLeft).flatMap((a) =>
    times(ofRight).flatMap((b) => (a.type === b.type ? [{ left: quoted(a.name), right: quoted(b.name) }] : [])),
  );
  const compared = random.chance(0.2) && pairs.length > 0 ? random.pick(pairs) : undefined;
  return {
    name,
    do: 'join',
    left,
    right,
    kind,
    on,
    ...(kind === 'asof' && meeting.length > 0 && { asof: random.pick(meeting) }),
    ...(compared !== undefined && {
      condition: `left.${quoted(compared.a.name)} ${random.pick(['<', '>=', '<>'])} right.${quoted(compared.b.name)}`,
    }),
    ...(!isHalf && random.chance(0.2) && { matched_as: `${name}_matched` }),
    keep: [{ side: 'left', columns: 'all' }, ...(isHalf ? [] : [{ side: 'right' as const, columns: kept }])],
    expect: 'many',
  };
};

const aggregateCalls = (columns: readonly Known[], random: Random): string => {
  const of = (...types: readonly Want[]): readonly Known[] => columns.filter(({ type }) => types.some((want) => wantOf(type) === want));
  const numbers = of('int', 'decimal', 'double', 'bigint');
  const [any, sorted] = [groupable(columns), sortable(columns)];
  const one = (from: readonly Known[]): string => (from.length === 0 ? '1' : quoted(random.pick(from).name));
  const value = (want: Want): string => (random.chance(0.75) ? one(of(want)) : expressionOf(want, columns, random, 1));
  const forms: readonly (() => string)[] = [
    () => 'count(*)',
    () => `count(${one(any)})`,
    () => `count(distinct ${one(any)})`,
    () => `count(distinct ${one(any)}, ${one(any)})`,
    () => `sum(${random.chance(0.8) ? one(numbers) : value('decimal')})`,
    () => `sum(distinct ${one(of('int', 'decimal'))})`,
    () => `avg(${random.chance(0.8) ? one(numbers) : value('int')})`,
    () => `avg(distinct ${one(of('int', 'decimal'))})`,
    () => `min(${one(sorted)})`,
    () => `max(${one(sorted)})`,
    () => `bool_and(${value('boolean')})`,
    () => `bool_or(${value('boolean')})`,
    () => `first(${one(any)} order by ${one(sorted)}${random.pick(['', ' desc'])})`,
    () => `string_agg(${value('text')}, ${random.pick(["','", "''", "' / '"])} order by ${one(sorted)}${random.pick(['', ' desc'])})`,
    () => `min_by(${one(any)}, ${one(sorted)})`,
    () => `max_by(${one(any)}, ${one(sorted)})`,
    () => `${random.pick(['stddev_samp', 'stddev_pop', 'var_samp', 'var_pop'])}(${one(numbers)})`,
    () => `median(${one(numbers)})`,
    () => `percentile(${one(numbers)}, ${random.pick(['0.25', '0.5', '0.95'])})`,
  ];
  const call = random.pick(forms)();
  return random.chance(0.2) ? `${call} filter (where ${expressionOf('boolean', columns, random, 1)})` : call;
};

const combinedCall = (columns: readonly Known[], random: Random): string => {
  const call = aggregateCalls(columns, random);
  if (random.chance(0.75)) return call;
  return random.pick([`coalesce(${call}, ${call})`, `(${call} / nullif(count(*), 0))`, `(${call} + ${aggregateCalls(columns, random)})`]);
};

const aggregate: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const by = random.chance(0.12) ? [] : random.some(groupable(columns), 1, 3).map(({ name: each }) => each);
  const computedKey = random.chance(0.2) ? exprs(`${name}_k`, 1, columns, random) : [];
  const keys = [...by, ...computedKey.map(({ name: each }) => each)];
  const levels =
    random.chance(0.15) && keys.length > 0
      ? [
          { name: 'all', by: keys },
          { name: 'part', by: keys.slice(0, -1) },
          ...(keys.length > 1 && random.chance(0.5) ? [{ name: 'total', by: [] }] : []),
        ]
      : undefined;
  return {
    name,
    do: 'aggregate',
    input,
    by: [...by, ...computedKey],
    compute: Array.from({ length: 1 + random.below(4) }, (_, at) => ({ name: `${name}_a${at + 1}`, expr: combinedCall(columns, random) })),
    ...(levels && { levels, level_as: `${name}_level` }),
  };
};

const windowColumn = (name: string, columns: readonly Known[], random: Random): WindowStep['compute'][number] => {
  const one = (): string => quoted(random.pick(groupable(columns)).name);
  const ranking = random.pick([
    'row_number()',
    'rank()',
    'dense_rank()',
    `ntile(${1 + random.below(4)})`,
    `lag(${one()})`,
    `lead(${one()}, 2)`,
  ]);
  const framed = random.pick([`first_value(${one()})`, `last_value(${one()})`, aggregateCalls(columns, random)]);
  const isRanking = random.chance(0.45);
  const frame = { unit: 'rows' as const, from: random.pick(['start', -2, -1, 0] as const), to: random.pick([0, 1, 'end'] as const) };
  const range = columns.filter(({ type }) => type === 'int' || type === 'date');
  const isRange = !isRanking && random.chance(0.15) && range.length > 0;
  const rangeKey = isRange ? [{ expr: quoted(random.pick(range).name), direction: random.pick(['asc', 'desc'] as const) }] : undefined;
  return {
    name,
    expr: isRanking ? ranking : framed,
    partition: random.some(groupable(columns), 0, 2).map((column) => column.name),
    order: rangeKey ?? (isRanking || random.chance(0.7) ? sortKeys(columns, random) : []),
    ...(isRange ? { frame: { ...frame, unit: 'range' as const } } : !isRanking && random.chance(0.4) ? { frame } : {}),
  };
};

const window: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  return {
    name,
    do: 'window',
    input,
    compute: Array.from({ length: 1 + random.below(3) }, (_, at) => windowColumn(`${name}_w${at + 1}`, columns, random)),
  };
};

const dedupe: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  if (random.chance(0.3)) return { name, do: 'dedupe', input };
  return {
    name,
    do: 'dedupe',
    input,
    keys: random.some(groupable(columns), 1, 2).map((column) => column.name),
    order: sortKeys(columns, random),
  };
};

const top: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  return {
    name,
    do: 'top',
    input,
    n: 1 + random.below(6),
    order: sortKeys(columns, random),
    ...(random.chance(0.5) && { by: random.some(groupable(columns), 1, 2).map((column) => column.name) }),
    ties: random.pick(['keep', 'break'] as const),
    ...(random.chance(0.4) && { rank_as: `${name}_rank` }),
  };
};

const set: Make = (name, above, frames, random) => {
  const inputs = [above, random.pick([...frames.keys()]), ...(random.chance(0.3) ? [above] : [])];
  const kind = random.pick(['union', 'union', 'union', 'intersect', 'except'] as const);
  const base = { name, inputs, rows: random.pick(['all', 'distinct'] as const) };
  return kind === 'union' ? { ...base, do: kind, ...(random.chance(0.8) && { missing: 'null' as const }) } : { ...base, do: kind };
};

const pivot: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const column = random.pick(groupable(columns)) as Known;
  const values: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
    int: [0, 1, 2, null],
    bigint: [1, 2],
    text: ['buy', 'sell', 'a', 'EUR', null],
    boolean: [true, false],
    date: ['2024-02-29', '2024-01-31'],
  };
  return {
    name,
    do: 'pivot',
    input,
    by: random
      .some(groupable(columns), 0, 2)
      .map((each) => each.name)
      .filter((each) => each !== column.name),
    column: column.name,
    values: random.some(values[wantOf(column.type) ?? 'int'] ?? [0, 1], 1).map((value, at) => ({ value, as: `${name}_v${at + 1}` })),
    compute: aggregateCalls(columns, random),
  };
};

const unpivot: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const type = random.pick(columns)?.type;
  const taken = random.some(
    columns.filter((column) => column.type === type),
    1,
    4,
  );
  return {
    name,
    do: 'unpivot',
    input,
    columns: taken.map((column) => ({ column: column.name, label: column.name.toUpperCase() })),
    keep: random
      .some(
        columns.filter((column) => !taken.includes(column)),
        0,
        4,
      )
      .map((column) => column.name),
    name_as: `${name}_name`,
    value_as: `${name}_value`,
    nulls: random.pick(['keep', 'drop'] as const),
  };
};

const unnest: Make = (name, above, frames, random) => {
  const lists = [...frames].flatMap(([frame, columns]) =>
    columns.filter(({ type }) => type.endsWith('[]') || type === 'json').map((column) => ({ frame, column })),
  );
  const nearest = lists.filter(({ frame }) => frame === above);
  const chosen = lists.length === 0 ? undefined : random.pick(nearest.length > 0 ? nearest : lists);
  return {
    name,
    do: 'unnest',
    input: chosen?.frame ?? above,
    column: chosen?.column.name ?? '-',
    as: `${name}_element`,
    ...(random.chance(0.5) && { position_as: `${name}_position` }),
    empty: random.pick(['keep', 'drop'] as const),
  };
};

const fill: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const previous = random.chance(0.5);
  return {
    name,
    do: 'fill',
    input,
    columns: random
      .some(columns, 1, 3)
      .map((column) =>
        previous
          ? { name: column.name, with: 'previous' as const }
          : { name: column.name, with: 'value' as const, value: expressionOf(wantOf(column.type) ?? 'int', columns, random, 1) },
      ),
    ...(previous && { order: sortKeys(columns, random), partition: random.some(groupable(columns), 0, 1).map((column) => column.name) }),
  };
};

const sequence: Make = (name, _above, _frames, random) => {
  const [unit, from, to] = random.pick([
    ['number', '1', '9'],
    ['number', '-3', '3'],
    ['day', "date '2024-02-26'", "date '2024-03-02'"],
    ['month', "date '2023-12-31'", "date '2024-06-30'"],
    ['week', "date '2024-01-01'", "date '2024-03-01'"],
    ['quarter', "date '2023-11-30'", "date '2025-01-01'"],
    ['year', "date '2020-02-29'", "date '2026-01-01'"],
    ['hour', "timestamp '2024-03-31 00:30:00'", "timestamp '2024-03-31 05:00:00'"],
  ] as const);
  return { name, do: 'sequence', column: `${name}_n`, from, to, every: 1 + random.below(3), unit };
};

const walk: Make = (name, above, frames, random) => {
  const input = frames.has('people') ? 'people' : above;
  const columns = columnsOf(frames, input);
  return {
    name,
    do: 'walk',
    input,
    id: 'person_id',
    parent: 'boss',
    start: random.pick(['person_id >= 0', 'boss is null', 'person_id > 4', expressionOf('boolean', columns, random, 1)]),
    direction: random.pick(['down', 'up'] as const),
    ...(random.chance(0.5) && { carry: [{ column: 'person_id', as: `${name}_root` }] }),
    level_as: `${name}_level`,
    ...(random.chance(0.5) && { path_as: `${name}_path` }),
    depth: 1 + random.below(4),
  };
};

/** How often each is chosen, by the side of the others. Sequences begin anew, so they are rare. */
const weights: readonly (readonly [Make, number])[] = [
  [select, 8],
  [filter, 2],
  [join, 3],
  [aggregate, 3],
  [window, 3],
  [dedupe, 1],
  [top, 1],
  [set, 2],
  [pivot, 1],
  [unpivot, 1],
  [unnest, 1],
  [fill, 1],
  [sequence, 0.5],
  [walk, 0.7],
];
const weighted: readonly Make[] = weights.flatMap(([make, weight]) => Array.from({ length: weight * 10 }, () => make));
