// Values of a case as text that PostgreSQL reads as their type, and rows as people write them: lists in the order of the columns, or objects.
import type { Type } from '../../../contracts/generated/types.ts';
import { nearest } from '../../transform/diagnostics.ts';

/** What is wrong with a case itself; it then shows nothing about the spec. */
export class CaseTrouble extends Error {
  override readonly name = 'CaseTrouble';
}

export type CaseRow = readonly unknown[] | { readonly [column: string]: unknown };

/** Values in the order of the columns; null where an object leaves one out. `where` names the row for messages. */
export const rowValues = (row: CaseRow, columns: readonly string[], where: string): readonly unknown[] => {
  if (isList(row)) {
    if (row.length !== columns.length)
      throw new CaseTrouble(`${where} lists ${row.length} values for ${columns.length} columns (${columns.join(', ')})`);
    return row;
  }
  for (const name of Object.keys(row)) if (!columns.includes(name)) throw unknownColumn(name, columns, where);
  return columns.map((name) => (Object.hasOwn(row, name) ? row[name] : null));
};

export const unknownColumn = (name: string, columns: readonly string[], where: string): CaseTrouble => {
  const near = nearest(name, columns);
  return new CaseTrouble(
    `${where} has no column ${name}; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${columns.join(', ')}`}`,
  );
};

const isList = (row: CaseRow): row is readonly unknown[] => Array.isArray(row);

/** A text for json is read as JSON; lists and objects are written as JSON, or for an array as one of PostgreSQL. */
export const textOf = (value: unknown, type: Type | null, where: string): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (type === 'json') return JSON.stringify(value);
  if (Array.isArray(value) && type?.endsWith('[]')) return arrayText(value, type.slice(0, -2), where);
  throw new CaseTrouble(`${where} is ${JSON.stringify(value)}, and its type ${type ?? 'text'} takes no lists or objects`);
};

const arrayText = (values: readonly unknown[], type: Type, where: string): string => {
  const elements = values.map((value) => textOf(value, type, where));
  return `{${elements.map((text) => (text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(',')}}`;
};
