// What an expression can see, and where its problems go.

import { nearest, type Problems } from '../diagnostics.ts';
import type { Column, TypedExpr } from '../plan.ts';

export type Scope = {
  readonly columns: readonly Column[];
  /** row: no aggregates. group: columns are group keys, aggregates see `rows`. */
  readonly rows: 'row' | { readonly columns: readonly Column[]; readonly keys: ReadonlyMap<string, TypedExpr> };
  /** Name of the input, for messages. */
  readonly input: string;
};

/** Where an expression stands: its text and its path in the spec. */
export type Site = { readonly scope: Scope; readonly problems: Problems; readonly path: string; readonly text: string };

export type Span = { readonly start: number; readonly end: number };

export const complain = (site: Site, code: string, span: Span, message: string, expected: readonly string[] = []): undefined => {
  const place = { path: site.path, start: span.start, end: span.end };
  site.problems.add(code, place, site.text.slice(span.start, span.end), message, expected);
  return undefined;
};

export const columnNamed = (site: Site, name: string, wasQuoted: boolean, span: Span): TypedExpr | undefined => {
  const { columns, rows, input } = site.scope;
  const column = columns.find((each) => each.name === name);
  if (column === undefined) return unknownColumn(site, name, wasQuoted, span);
  const { type, nullable, exactness } = column;
  if (rows === 'row') return { is: 'column', name, type, nullable, exactness };
  const value = rows.keys.get(name);
  if (value === undefined) throw new Error(`key ${name} of ${input} has no expression`);
  return { is: 'key', name, value, type, nullable, exactness };
};

const unknownColumn = (site: Site, name: string, wasQuoted: boolean, span: Span): undefined => {
  const { columns, rows, input } = site.scope;
  if (rows !== 'row' && rows.columns.some((each) => each.name === name)) {
    const message = `${name} is neither a group key nor inside an aggregate, so a group has no single value of it`;
    return complain(site, 'aggregate-misuse', span, message, [`min(${spelled(name)})`, `max(${spelled(name)})`, `${name} as a key in by`]);
  }
  const names = columns.map((each) => each.name);
  const folded = names.filter((each) => each.toLowerCase() === name.toLowerCase());
  const expected = (folded.length > 0 ? folded : nearest(name, names)).map(spelled);
  const hint = folded.length > 0 && !wasQuoted ? '; names without quotes are read in lower case' : '';
  const others = expected.length > 0 ? '' : `; it has ${names.slice(0, 12).join(', ')}`;
  return complain(site, 'unknown-column', span, `${input} has no column ${name}${hint}${others}`, expected);
};

/** A column as an expression writes it. */
export const spelled = (name: string): string => (/^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
