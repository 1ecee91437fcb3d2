// An entity as columns: its key, and the label that a person would call it by.
import type { Ref, Table } from './lexicon.ts';
import { keyOf } from './relations.ts';
import { Unreadable } from './scene.ts';
import { partsOf } from './words.ts';

export type GroupColumn = {
  readonly ref: Ref;
  /** Name in the result; undefined for the name the column travels under. */
  readonly name: string | undefined;
  /** Expression over the column's name; undefined for the column itself. */
  readonly expression: ((name: string) => string) | undefined;
  readonly type: string;
  /** Part of what identifies a row of the result. */
  readonly identifies: boolean;
};

export const plain = (ref: Ref, identifies: boolean): GroupColumn => ({
  ref,
  name: undefined,
  expression: undefined,
  type: ref.column.type ?? 'text',
  identifies,
});

/** Key and label, so that two entities of one name stay apart. */
export const entityColumns = (table: Table, phrase: string): readonly GroupColumn[] => {
  const key = keyOf(table);
  const keys = key !== undefined ? [key.column] : table.columns.filter(({ name }) => table.primaryKey.includes(name));
  const identity = keys.length > 0 ? keys : table.columns.filter(({ name }, n) => n === 0 && /(id|key|no|nr|code)$/i.test(name));
  if (identity.length === 0)
    throw new Unreadable(
      phrase,
      `Which column identifies a row of ${table.name}?`,
      table.columns.map(({ name }) => name),
    );
  const labels = labelsOf(table).filter((column) => !identity.includes(column));
  return [...identity.map((column) => plain({ table, column }, true)), ...labels.map((column) => plain({ table, column }, false))];
};

const labelWords: ReadonlySet<string> = new Set(['name', 'title', 'label', 'full_name', 'fullname', 'display_name']);

/** The columns that a person would call a row by: a name, first and last name, else the only text there is. */
export const labelsOf = (table: Table): readonly Ref['column'][] => {
  const own = partsOf(table.name);
  const texts = table.columns.filter(({ type }) => type === 'text');
  const rest = (name: string) => {
    const parts = partsOf(name);
    const skip =
      parts.length > own.length && own.every((part, n) => parts[n] === part)
        ? own.length
        : parts.length > 1 && parts[0] === own.at(-1)
          ? 1
          : 0;
    return parts.slice(skip).join('_');
  };
  const named = texts.filter(({ name }) => labelWords.has(rest(name)));
  if (named.length > 0) return named.slice(0, 1);
  const persons = ['first_name', 'last_name']
    .map((part) => texts.find(({ name }) => rest(name) === part))
    .filter((column) => column !== undefined);
  if (persons.length === 2) return persons;
  const key = keyOf(table)?.column;
  const others = texts.filter((column) => column !== key && !partsOf(column.name).some((part) => notLabels.has(part)));
  return others.length === 1 ? others : [];
};

/** Texts that many rows share, or that say something about a row instead of naming it. */
const notLabels: ReadonlySet<string> = new Set(
  'status state type kind category class country region city zip email mail phone address note comment description gender currency url code level'.split(
    ' ',
  ),
);
