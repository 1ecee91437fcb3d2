// What is known of the rows a step gives: their columns, and which columns tell two rows apart.

import { nearest, type Problems } from '../diagnostics.ts';
import type { Column, PlannedStep } from '../plan.ts';
import type { Surroundings } from './scope.ts';

export type Frame = {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Sets of columns of which no two rows have the same values. The empty set: at most one row. */
  readonly unique: readonly (readonly string[])[];
  /** Rows that agree in `by` agree in `columns`: the name of a customer goes with its id, also where the id is no key any more. */
  readonly determines: readonly { readonly by: readonly string[]; readonly columns: readonly string[] }[];
  /** Columns that an outer join left NULL where it found no partner, with the join's name. */
  readonly optional: ReadonlyMap<string, string>;
};

/** Everything a step's check reads and writes. */
export type Context = {
  readonly problems: Surroundings;
  readonly notes: Problems;
  /** By name; undefined for a source or step that has problems itself. */
  readonly frames: ReadonlyMap<string, Frame | undefined>;
  /** Names of all sources and steps of the spec, also of those below. */
  readonly names: readonly string[];
  /** Name of what stands above the step. */
  readonly above: string | undefined;
};

export type Checked = {
  readonly step: PlannedStep;
  readonly frame: Frame;
  /** Steps that were not written down, before it: a list of lookups is a chain of joins. */
  readonly before?: readonly PlannedStep[];
};

/** The frame that a step reads; undefined when there is none, or when it has problems of its own. */
export const inputOf = (name: string | undefined, path: string, context: Context): Frame | undefined => {
  const wanted = name ?? context.above;
  const known = [...context.frames.keys()];
  if (wanted === undefined) {
    context.problems.add('missing-input', { path }, '', 'nothing stands above this step: input says which source it reads', known);
    return undefined;
  }
  if (!context.frames.has(wanted)) {
    const expected = nearest(wanted, known);
    const message = `there is no source and no earlier step named ${wanted}`;
    context.problems.add('unknown-input', { path }, wanted, message, expected.length > 0 ? expected : known);
  }
  return context.frames.get(wanted);
};

export const columnOf = (frame: Frame, name: string, path: string, context: Context): Column | undefined => {
  const column = frame.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  const names = frame.columns.map((each) => each.name);
  const near = nearest(name, names);
  context.problems.add(
    'unknown-column',
    { path },
    name,
    `${frame.name} has no column ${name}`,
    near.length > 0 ? near : names.slice(0, 12),
  );
  return undefined;
};

/** Reports names that occur twice. Names that differ only in case are one name to Spark. */
export const checkNames = (columns: readonly { readonly name: string; readonly path: string }[], context: Context): boolean => {
  const seen = new Map<string, string>();
  let fine = true;
  for (const { name, path } of columns) {
    fine = checkName(name, path, context.problems) && fine;
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      fine = false;
      const how = other === name ? 'twice' : `beside ${other}, from which it differs only in case`;
      context.problems.add('duplicate-column', { path }, name, `the column ${name} occurs ${how}`, [`${name}_2`]);
    }
    seen.set(name.toLowerCase(), name);
  }
  return fine;
};

/** Reports a name that PostgreSQL would cut or could not keep. */
export const checkName = (name: string, path: string, found: Problems): boolean => {
  if (new TextEncoder().encode(name).length <= mostBytes && !name.includes('\0') && name.isWellFormed()) return true;
  const shorter = keepable(name);
  found.add('bad-name', { path }, name, `a name has at most ${mostBytes} bytes, and no zero character`, shorter === '' ? [] : [shorter]);
  return false;
};
const mostBytes = 63;

/** What PostgreSQL can keep of it. */
const keepable = (name: string): string => {
  const characters = [...name.toWellFormed().replaceAll('\0', '')];
  while (new TextEncoder().encode(characters.join('')).length > mostBytes) characters.pop();
  return characters.join('');
};

/** Whether the columns tell any two rows apart, by themselves or through what they determine. */
export const isUnique = ({ unique, determines }: Frame, columns: readonly string[]): boolean => {
  const known = new Set(columns);
  for (let size = -1; size < known.size; ) {
    size = known.size;
    for (const { by, columns: more } of determines) if (by.every((name) => known.has(name))) for (const name of more) known.add(name);
  }
  return unique.some((key) => key.every((name) => known.has(name)));
};

/** Keys as they live on under new names; those that lose a column are keys no more. */
export const renamedKeys = (
  { unique, determines }: Pick<Frame, 'unique' | 'determines'>,
  nameOf: (old: string) => string | undefined,
): Pick<Frame, 'unique' | 'determines'> => {
  const renamed = (names: readonly string[]): readonly string[] | undefined => {
    const now = names.map(nameOf);
    return now.every((name) => name !== undefined) ? now : undefined;
  };
  return {
    unique: unique.map(renamed).filter((key) => key !== undefined),
    determines: determines.flatMap(({ by, columns }) => {
      const key = renamed(by);
      return key === undefined ? [] : [{ by: key, columns: columns.map(nameOf).filter((name) => name !== undefined) }];
    }),
  };
};
