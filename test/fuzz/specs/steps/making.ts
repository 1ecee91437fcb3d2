// What makers of steps share: frames to read, columns to choose from, orders.
import type { Step } from '../../../../contracts/generated/types.ts';
import { anyCallOf, conditionOf, expressionOf, type Known, quoted, type Want, wants } from '../expressions.ts';
import type { Random } from '../random.ts';

export type Frames = ReadonlyMap<string, readonly Known[]>;
/** What is read beside the columns: parameters, and single values of frames that have one row. */
export type Beside = readonly Known[];
export type Make = (name: string, above: string, frames: Frames, random: Random, beside: Beside) => Step;
type NamedExpr = { readonly name: string; readonly expr: string };

export const inputOf = (above: string, frames: Frames, random: Random): string =>
  random.chance(0.85) ? above : random.pick([...frames.keys()]);

export const columnsOf = (frames: Frames, name: string): readonly Known[] => frames.get(name) ?? [];

export const names = (columns: readonly Known[]): string[] => columns.map(({ name }) => name);

export const groupable = (columns: readonly Known[]): readonly Known[] =>
  columns.filter(({ type }) => type !== 'json' && type !== 'double' && type !== 'float' && !type.endsWith('[]'));

/** Columns to group by: mostly such that several rows share a value. */
export const keysOf = (columns: readonly Known[], random: Random, least: number, most: number): string[] => {
  const coarse = groupable(columns).filter(
    ({ name, type }) =>
      !name.endsWith('event_id') && !(name === 'person_id' && columns.length > 8) && !type.startsWith('decimal') && type !== 'timestamp',
  );
  return names(random.some(coarse.length > 0 && random.chance(0.75) ? coarse : groupable(columns), least, most));
};

const anyWant = (random: Random): Want => random.pick(wants.filter((want) => want !== 'json' && want !== 'uuid'));

export const exprs = (prefix: string, count: number, columns: readonly Known[], random: Random): NamedExpr[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `${prefix}${at + 1}`,
    expr: random.chance(0.15)
      ? conditionOf(columns, random)
      : random.chance(0.5)
        ? anyCallOf(columns, random, 1 + random.below(2))
        : expressionOf(anyWant(random), columns, random, 1 + random.below(3)),
  }));

export const sortKeys = (columns: readonly Known[], random: Random, least = 1) =>
  random.some(groupable(columns), least, 2).map(({ name }) => ({
    expr: quoted(name),
    direction: random.pick(['asc', 'desc'] as const),
    ...(random.chance(0.3) && { nulls: random.pick(['first', 'last'] as const) }),
  }));
