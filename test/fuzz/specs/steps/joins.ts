// Joins of every kind, by keys, by conditions and as lookups; union, intersect and except.
import { type Known, quoted } from '../expressions.ts';
import { columnsOf, groupable, inputOf, type Make, names } from './making.ts';

export const join: Make = (name, above, frames, random, beside) => {
  const left = inputOf(above, frames, random);
  const right = random.pick([...frames.keys()]);
  if (random.chance(0.1)) return lookups(name, left, frames, random, beside);
  const [ofLeft, ofRight] = [columnsOf(frames, left), columnsOf(frames, right)];
  const pairs = groupable(ofLeft).flatMap((a) =>
    groupable(ofRight).flatMap((b) => (a.type === b.type ? [{ a, b, near: a.name === b.name }] : [])),
  );
  const kind = random.pick([
    'inner',
    'left',
    'right',
    'full',
    'semi',
    'anti',
    'asof',
    'left',
    'left',
    'full',
    'full',
    'inner',
    'inner',
    'asof',
  ] as const);
  const likely = random.chance(0.8) ? pairs.filter(({ near }) => near) : pairs;
  const on = random.some(likely.length > 0 ? likely : pairs, 1, 2).map(({ a, b }) => ({
    left: quoted(a.name),
    right: quoted(b.name),
    ...(random.chance(0.25) && { nulls: 'match' as const }),
  }));
  const merged =
    isHalfJoin(kind) || !random.chance(0.3)
      ? []
      : random.some(pairs, 1, 2).map(({ a, b }, at) => ({ left: a.name, right: b.name, as: `${name}_both${at + 1}` }));
  const taken = new Set(names(ofLeft).map((each) => each.toLowerCase()));
  const kept = random
    .some(ofRight, 1, 4)
    .map(({ name: column }) => ({ column, as: taken.has(column.toLowerCase()) ? `${name}_${column}` : column }));
  const isHalf = isHalfJoin(kind);
  const byCondition = kind !== 'asof' && random.chance(0.1) && pairs.length > 0 ? random.pick(pairs) : undefined;
  const times = (columns: readonly Known[]): readonly Known[] =>
    columns.filter(({ type }) => type === 'date' || type === 'timestamp' || type === 'int');
  const meeting = times(ofLeft).flatMap((a) =>
    times(ofRight).flatMap((b) => (a.type === b.type ? [{ left: quoted(a.name), right: quoted(b.name) }] : [])),
  );
  const compared = byCondition ?? (random.chance(0.2) && pairs.length > 0 ? random.pick(pairs) : undefined);
  const signs = byCondition === undefined ? ['<', '>=', '<>'] : ['=', '='];
  return {
    name,
    do: 'join',
    left,
    right,
    kind,
    on: byCondition === undefined ? on : [],
    ...(merged.length > 0 && { coalesce: merged }),
    ...(kind === 'asof' && meeting.length > 0 && { asof: random.pick(meeting) }),
    ...(compared !== undefined && {
      condition: `left.${quoted(compared.a.name)} ${random.pick(signs)} right.${quoted(compared.b.name)}`,
    }),
    ...(!isHalf && random.chance(0.2) && { matched_as: `${name}_matched` }),
    keep: [{ side: 'left', columns: 'all' }, ...(isHalf ? [] : [{ side: 'right' as const, columns: kept }])],
    expect: 'many',
  };
};

const isHalfJoin = (kind: string): boolean => kind === 'semi' || kind === 'anti';

/** Several on one base, each by a column that both have. */
const lookups: Make = (name, left, frames, random) => {
  const ofLeft = columnsOf(frames, left);
  const fitting = [...frames].flatMap(([frame, columns]) =>
    groupable(columns).flatMap((column) =>
      ofLeft.some((each) => each.name === column.name && each.type === column.type) ? [{ frame, column, columns }] : [],
    ),
  );
  const parts = Array.from({ length: 2 }, (_, at) => {
    const { frame, column, columns } = random.pick(
      fitting.length > 0 ? fitting : [{ frame: left, column: { name: '-', type: 'int' }, columns: ofLeft }],
    );
    return {
      right: frame,
      kind: random.pick(['left', 'left', 'inner'] as const),
      on: [{ left: quoted(column.name), right: quoted(column.name) }],
      keep: random.some(columns, 1, 2).map((each) => ({ column: each.name, as: `${name}_${at + 1}_${each.name}`.slice(0, 60) })),
      expect: 'many' as const,
    };
  });
  const [first, second] = parts as [(typeof parts)[number], (typeof parts)[number]];
  const { keep, ...base } = first;
  return {
    name,
    do: 'join',
    left,
    ...base,
    keep: [
      { side: 'left', columns: 'all' },
      { side: 'right', columns: keep },
    ],
    lookups: [second],
  };
};

export const set: Make = (name, above, frames, random) => {
  const shape = (frame: string): string => names(columnsOf(frames, frame)).toSorted().join();
  // frames of the same columns, such as a filter and its input
  const alike = [...frames.keys()].filter((frame) => frame !== above && shape(frame) === shape(above));
  const isNarrow = columnsOf(frames, above).length <= 2;
  const kind = random.pick(['union', isNarrow ? 'except' : 'union', 'intersect', 'intersect', 'except'] as const);
  if (alike.length > 0 && random.chance(0.8)) {
    const other = random.pick(alike);
    // the one that the other was made of mostly has more rows
    const inputs = random.chance(0.75) ? [other, above] : [above, other];
    return { name, inputs, rows: random.chance(kind === 'except' ? 0.9 : 0.7) ? 'all' : 'distinct', do: kind };
  }
  // with itself: only how often a row stands can differ
  if (kind === 'intersect' && random.chance(0.5))
    return { name, inputs: [above, above], rows: random.pick(['all', 'all', 'distinct'] as const), do: kind };
  const inputs = [above, random.pick([...frames.keys()]), ...(random.chance(0.3) ? [above] : [])];
  const base = { name, inputs, rows: random.pick(['all', 'distinct'] as const) };
  return kind === 'union' ? { ...base, do: kind, ...(random.chance(0.8) && { missing: 'null' as const }) } : { ...base, do: kind };
};
