// Small specs over small rows, computed by the interpreter that shares nothing with the compilers; values as JavaScript has them.
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { interpretTexts } from '../../interpreter/interpret.ts';

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** Rows of the target, in its columns' order. Tables by their plain name; a promise that the rows break is an error. */
export const evaluate = (
  spec: TransformSpec,
  tables: Readonly<Record<string, readonly Row[]>>,
  catalog: Catalog,
): readonly (readonly Value[])[] => {
  const texts = Object.fromEntries(
    catalog.tables.map(({ schema, name, columns }) => [
      `${schema}.${name}`,
      (tables[name] ?? []).map((row) => columns.map((column) => written(row[column.name] ?? null))),
    ]),
  );
  const { rows, broken } = interpretTexts(spec, texts, catalog);
  if (broken.length > 0) throw new Error(broken.join('; '));
  return rows.map((row) => row.map((text, n) => read(text, spec.target.columns[n]?.type ?? 'text')));
};

const written = (value: Value): string | null => (value === null ? null : String(value));

const read = (text: string | null, type: string): Value => {
  if (text === null) return null;
  if (/^(int|bigint|decimal|double|float)/.test(type)) return Number(text);
  return type === 'boolean' ? text.startsWith('t') : text;
};
