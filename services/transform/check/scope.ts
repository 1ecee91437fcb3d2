// What an expression can see, and where its problems go.

import { nearest, type Problems } from '../diagnostics.ts';
import type { Column, Exactness, Frame, Side, SortKey, TypedExpr } from '../plan.ts';
import type { Frame as Rows } from './frames.ts';

export type Scope = {
  readonly columns: readonly Column[];
  readonly rows: 'row' | GroupRows | WindowRows;
  /** Name of the input, for messages. */
  readonly input: string;
  /** Only between the two inputs of a join: columns are written left.name and right.name then, and `columns` is empty. */
  readonly sides?: Readonly<Record<Side, { readonly name: string; readonly columns: readonly Column[] }>>;
  /** Set between the brackets of an aggregate or window function: its name. */
  readonly within?: string;
};

/** Where problems go, and what an expression may read beside its input: single rows of other steps, parameters. */
export type Surroundings = Problems & {
  /** Sources and steps above, by name; undefined for those that have problems themselves. */
  readonly frames: ReadonlyMap<string, Rows | undefined>;
  readonly parameters: Parameters;
};
/** `used` collects the names that expressions asked for. */
export type Parameters = { readonly values: ReadonlyMap<string, TypedExpr | undefined>; readonly used: Set<string> };

/** Columns are group keys; aggregates see the rows of a group. */
export type GroupRows = {
  readonly is: 'group';
  readonly columns: readonly Column[];
  readonly keys: ReadonlyMap<string, TypedExpr>;
  /** Some group may have no rows. */
  readonly mayBeEmpty: boolean;
  /** Whether no two rows of a group agree in these columns. */
  readonly tellsApart: (columns: readonly string[]) => boolean;
};
/** Columns are those of the row; aggregates and window functions see the rows of its window. */
export type WindowRows = {
  readonly is: 'window';
  readonly columns: readonly Column[];
  readonly partition: readonly string[];
  /** As asked, and completed so that no two different rows are equal by it. */
  readonly order: { readonly asked: readonly SortKey[]; readonly complete: readonly SortKey[] };
  readonly frame: Frame | undefined;
  readonly exactness: Exactness;
};

/** Where an expression stands: its text and its path in the spec. */
export type Site = { readonly scope: Scope; readonly problems: Surroundings; readonly path: string; readonly text: string };

export type Span = { readonly start: number; readonly end: number };

export const complain = (site: Site, code: string, span: Span, message: string, expected: readonly string[] = []): undefined => {
  const place = { path: site.path, start: span.start, end: span.end };
  site.problems.add(code, place, site.text.slice(span.start, span.end), message, expected);
  return undefined;
};

export const columnNamed = (site: Site, name: string, wasQuoted: boolean, span: Span, side?: Side): TypedExpr | undefined => {
  const { columns, rows, input, sides } = site.scope;
  if (sides !== undefined) return sidedColumn(site, name, wasQuoted, span, side, sides);
  if (side !== undefined)
    return complain(site, 'syntax', span, 'A step sees the plain columns of its input, without the name of a table', [spelled(name)]);
  const column = columns.find((each) => each.name === name);
  if (column === undefined) return unknownColumn(site, name, wasQuoted, span);
  const { type, nullable, exactness } = column;
  if (rows === 'row' || rows.is === 'window') return { is: 'column', name, type, nullable, exactness };
  const value = rows.keys.get(name);
  if (value === undefined) throw new Error(`key ${name} of ${input} has no expression`);
  return { is: 'key', name, value, type, nullable, exactness };
};

const unknownColumn = (site: Site, name: string, wasQuoted: boolean, span: Span, side = ''): undefined => {
  const { columns, rows, input } = site.scope;
  if (rows !== 'row' && rows.is === 'group' && rows.columns.some((each) => each.name === name)) {
    const message = `${name} is neither a group key nor inside an aggregate, so a group has no single value of it`;
    return complain(site, 'aggregate-misuse', span, message, [`min(${spelled(name)})`, `max(${spelled(name)})`, `${name} as a key in by`]);
  }
  const names = columns.map((each) => each.name);
  const folded = names.filter((each) => each.toLowerCase() === name.toLowerCase());
  const expected = (folded.length > 0 ? folded : nearest(name, names)).map((each) => side + spelled(each));
  const hint = folded.length > 0 && !wasQuoted ? '; names without quotes are read in lower case' : '';
  const others = expected.length > 0 || names.length === 0 ? '' : `; it has ${names.slice(0, 12).join(', ')}`;
  const beside = names.length === 0 ? ['a literal', 'param(name)', 'value(step, column)'] : [];
  return complain(site, 'unknown-column', span, `${input} has no column ${name}${hint}${others}`, [...expected, ...beside]);
};

type Sides = NonNullable<Scope['sides']>;

const sidedColumn = (
  site: Site,
  name: string,
  wasQuoted: boolean,
  span: Span,
  side: Side | undefined,
  sides: Sides,
): TypedExpr | undefined => {
  if (side === undefined) return sideMissing(site, name, span, sides);
  const { columns, name: input } = sides[side];
  const column = columns.find((each) => each.name === name);
  if (column === undefined) return unknownColumn({ ...site, scope: { columns, rows: 'row', input } }, name, wasQuoted, span, `${side}.`);
  const { type, nullable, exactness } = column;
  return { is: 'column', name, side, type, nullable, exactness };
};

const sideMissing = (site: Site, name: string, span: Span, sides: Sides): undefined => {
  const having = (['left', 'right'] as const).filter((side) => sides[side].columns.some((column) => column.name === name));
  const message = having.length === 2 ? `both sides have a column ${name}` : 'between two inputs a column is written with its side';
  const expected = (having.length > 0 ? having : ['left', 'right']).map((side) => `${side}.${spelled(name)}`);
  return complain(site, 'ambiguous-column', span, message, expected);
};

/** A column as an expression writes it. */
export const spelled = (name: string): string => (/^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
