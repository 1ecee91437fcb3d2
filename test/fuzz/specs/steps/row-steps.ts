// Steps that go row by row: select, filter, fill, unpivot, unnest.
import { expressionOf, type Known, quoted, wantOf } from '../expressions.ts';
import { columnsOf, exprs, groupable, inputOf, type Make, sortKeys } from './making.ts';

export const select: Make = (name, above, frames, random, beside) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const readable = random.chance(0.5) ? [...columns, ...beside] : columns;
  const first = random.chance(0.3) ? exprs(`${name}_let`, 1 + random.below(2), readable, random) : [];
  const afterFirst = [...readable, ...first.map(({ name: each, expr }) => ({ name: each, type: guessed(expr, columns) }))];
  // one that reads another, so that their order matters
  const [read] = first;
  const later =
    read !== undefined && random.chance(0.6)
      ? [
          {
            name: `${name}_let9`,
            expr: `coalesce(${read.name}, ${expressionOf(wantOf(afterFirst.at(-1)?.type ?? 'int') ?? 'int', columns, random, 1)})`,
          },
        ]
      : [];
  const lets = [...first, ...later];
  const seen = [...afterFirst, ...later.map(({ name: each }) => ({ name: each, type: guessed(read?.expr ?? '', columns) }))];
  const others = random.pick(['keep', 'drop'] as const);
  return {
    name,
    do: 'select',
    input,
    ...(lets.length > 0 && { let: lets }),
    columns: [
      ...exprs(`${name}_c`, 3 + random.below(9), seen, random),
      ...lets.map(({ name: each }) => ({ name: `${each}_out`, expr: each })),
      ...(others === 'drop' ? random.some(columns, 0, 4).map((column) => ({ name: column.name, expr: quoted(column.name) })) : []),
    ],
    others,
  };
};

// only a hint for the choice of expressions
const guessed = (expr: string, columns: readonly Known[]): string => columns.find((column) => expr.includes(column.name))?.type ?? 'int';

/** A few columns that many rows agree in. */
export const project: Make = (name, above, frames, random) => {
  const input = inputOf(above, frames, random);
  const coarse = groupable(columnsOf(frames, input)).filter(({ type }) => type !== 'timestamp' && !type.startsWith('decimal'));
  const columns = random.some(coarse.length > 0 ? coarse : columnsOf(frames, input), 1, 2);
  return {
    name,
    do: 'select',
    input,
    columns: columns.map((column) => ({ name: column.name, expr: quoted(column.name) })),
    others: 'drop',
  };
};

export const filter: Make = (name, above, frames, random, beside) => {
  const input = inputOf(above, frames, random);
  const readable = [...columnsOf(frames, input), ...(random.chance(0.3) ? beside : [])];
  const condition = expressionOf('boolean', readable, random, 2);
  const another = expressionOf('boolean', readable, random, 1);
  // a condition alone leaves too often nothing
  return {
    name,
    do: 'filter',
    input,
    where: random.pick([
      `${condition} is not true`,
      `${condition} is not false`,
      `${condition} is not false`,
      `(${condition} is not true or ${another} is not false)`,
      `(${condition} is not true or ${another} is not false)`,
      random.chance(0.4) ? condition : `(${condition} or ${another} is not true)`,
    ]),
  };
};

export const fill: Make = (name, above, frames, random, beside) => {
  const input = inputOf(above, frames, random);
  const columns = columnsOf(frames, input);
  const previous = random.chance(0.5);
  return {
    name,
    do: 'fill',
    input,
    columns: random.some(columns, 1, 3).map((column) =>
      previous
        ? { name: column.name, with: 'previous' as const }
        : {
            name: column.name,
            with: 'value' as const,
            value: expressionOf(wantOf(column.type) ?? 'int', [...columns, ...beside], random, 1),
          },
    ),
    ...(previous && { order: sortKeys(columns, random), partition: random.some(groupable(columns), 0, 1).map((column) => column.name) }),
  };
};

export const unpivot: Make = (name, above, frames, random) => {
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

export const unnest: Make = (name, above, frames, random) => {
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
