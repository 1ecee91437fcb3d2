// Steps that look at many rows: aggregate, pivot, window, dedupe, top.
import type { WindowStep } from '../../../../contracts/generated/types.ts';
import { expressionOf, type Known, quoted, type Want, wantOf } from '../expressions.ts';
import type { Random } from '../random.ts';
import { columnsOf, exprs, groupable, inputOf, keysOf, type Make, sortKeys } from './making.ts';

export const aggregate: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const by = random.chance(0.12) ? [] : keysOf(columns, random, 1, random.chance(0.3) ? 3 : 1);
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
    compute: Array.from({ length: 2 + random.below(5) }, (_, at) => ({ name: `${name}_a${at + 1}`, expr: combinedCall(columns, random) })),
    ...(levels && { levels, level_as: `${name}_level` }),
  };
};

export const window: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  return {
    name,
    do: 'window',
    input,
    compute: Array.from({ length: 2 + random.below(3) }, (_, at) => windowColumn(`${name}_w${at + 1}`, columns, random)),
  };
};

export const dedupe: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  if (random.chance(columns.length <= 2 ? 0.7 : 0.3)) return { name, do: 'dedupe', input };
  return {
    name,
    do: 'dedupe',
    input,
    keys: keysOf(columns, random, 1, 2),
    order: sortKeys(columns, random),
  };
};

export const top: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  return {
    name,
    do: 'top',
    input,
    n: random.chance(0.3) ? 1 : 1 + random.below(6),
    order: sortKeys(columns, random),
    ...(random.chance(0.4) && { by: keysOf(columns, random, 1, 2) }),
    ties: random.pick(['keep', 'break'] as const),
    ...(random.chance(0.4) && { rank_as: `${name}_rank` }),
  };
};

export const pivot: Make = (name, above, frames, random) => {
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
    ...(random.chance(0.2) && { empty: '0' }),
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
    `lag(${one()}, ${random.below(3)})`,
  ]);
  const total = aggregateCalls(columns, random, true);
  const framed = random.pick([`first_value(${one()})`, `last_value(${one()})`, total, total, total]);
  const isRanking = random.chance(0.45);
  const frame = { unit: 'rows' as const, from: random.pick(['start', -2, -1, 0] as const), to: random.pick([0, 1, 'end'] as const) };
  const range = columns.filter(({ type }) => type === 'int' || type === 'date');
  const isRange = !isRanking && random.chance(0.3) && range.length > 0;
  const rangeKey = isRange ? [{ expr: quoted(random.pick(range).name), direction: random.pick(['asc', 'desc'] as const) }] : undefined;
  return {
    name,
    expr: isRanking ? ranking : isRange ? total : framed,
    partition: keysOf(columns, random, 0, random.chance(0.3) ? 2 : 1),
    order: rangeKey ?? (isRanking || random.chance(0.7) ? sortKeys(columns, random) : []),
    ...(isRange ? { frame: { ...frame, unit: 'range' as const } } : !isRanking && random.chance(0.4) ? { frame } : {}),
  };
};

const combinedCall = (columns: readonly Known[], random: Random): string => {
  const call = aggregateCalls(columns, random);
  if (random.chance(0.75)) return call;
  return random.pick([`coalesce(${call}, ${call})`, `(${call} / nullif(count(*), 0))`, `(${call} + ${aggregateCalls(columns, random)})`]);
};

const aggregateCalls = (columns: readonly Known[], random: Random, looksAtWindow = false): string => {
  const of = (...types: readonly Want[]): readonly Known[] => columns.filter(({ type }) => types.some((want) => wantOf(type) === want));
  const numbers = of('int', 'decimal', 'double', 'bigint');
  const any = groupable(columns);
  const sorted = any;
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
    // of large numbers, and of those with many decimals
    () => `avg(${one(columns.filter(({ type }) => type === 'bigint' || type.startsWith('decimal(38,')))})`,
    () => `min(${one(sorted)})`,
    () => `max(${one(random.chance(0.5) ? of('text') : sorted)})`,
    () => `bool_and(${value('boolean')})`,
    () => `bool_or(${value('boolean')})`,
    () => `first(${one(any)} order by ${one(sorted)}${random.pick(['', ' desc'])})`,
    () => `string_agg(${value('text')}, ${random.pick(["','", "''", "' / '"])} order by ${one(sorted)}${random.pick(['', ' desc'])})`,
    () => `min_by(${one(any)}, ${one(sorted)})`,
    () => `max_by(${one(any)}, ${one(sorted)})`,
    () => `${random.pick(['stddev_samp', 'stddev_pop', 'var_samp', 'var_pop'])}(${one(numbers)})`,
    () => `median(${one(numbers)})`,
    () => `percentile(${one(numbers)}, ${random.pick(['0', '0.25', '0.25', '0.5', '0.95', '0.333333'])})`,
  ];
  const overWindow = [
    () => 'count(*)',
    () => `count(${one(any)})`,
    () => `${random.pick(['sum', 'avg', 'stddev_samp', 'var_pop'])}(${one(numbers)})`,
    () => `sum(${one(of('int', 'decimal'))})`,
    () => `${random.pick(['min', 'max'])}(${one(sorted)})`,
    () => `${random.pick(['bool_and', 'bool_or'])}(${value('boolean')})`,
  ];
  const call = random.pick(looksAtWindow ? overWindow : forms)();
  return random.chance(0.2) ? `${call} filter (where ${expressionOf('boolean', columns, random, 1)})` : call;
};
