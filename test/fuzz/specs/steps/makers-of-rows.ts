// Steps that make rows: sequence and walk.
import { expressionOf } from '../expressions.ts';
import { columnsOf, type Make } from './making.ts';

export const sequence: Make = (name, _above, _frames, random, beside) => {
  const single = beside.filter(({ type }) => type === 'int' || type === 'date');
  if (single.length > 0 && random.chance(0.4)) {
    const { type, written = '0' } = random.pick(single);
    const [unit, otherEnd] =
      type === 'int' ? (['number', '3'] as const) : ([random.pick(['month', 'quarter', 'year'] as const), "date '2024-03-31'"] as const);
    const [from, to] = random.chance(0.7) ? [written, type === 'int' ? `${written} + 5` : `${written} + years(2)`] : [otherEnd, written];
    return { name, do: 'sequence', column: `${name}_n`, from, to, every: 1 + random.below(3), unit };
  }
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

export const walk: Make = (name, above, frames, random) => {
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
