// How a column enters a comparison: brought to one representation, never to another value.
import { identifier } from './quote.ts';
import type { Column } from './subject.ts';

/** The column so that equal values hash, group and sort equally on both sides. `of` is the alias of its table. */
export const comparable = (column: Column, of?: string): string => {
  const name = of === undefined ? identifier(column.name) : `${of}.${identifier(column.name)}`;
  // json has no hash, and its white space is no value; text by its bytes, so no collation can call two texts equal
  if (column.type === 'json') return `(${name}::jsonb::text collate "C")`;
  if (column.type === 'text') return `(${name}::text collate "C")`;
  if (column.type === 'text[]') return `(${name}::text[] collate "C")`;
  return name;
};

/**
 * Order-free hash of the rows, as text. The outer hash is essential: the row hash combines columns linearly, so a plain sum of it cannot see
 * values that were swapped between two rows. A sum of bigint is exact, and a third cheaper than a sum of as many numeric.
 */
export const hashOf = (expressions: readonly string[]): string =>
  expressions.length === 0 ? "'0'" : `coalesce(pg_catalog.sum(pg_catalog.hashint8extended(${recordHash(expressions)}, 1::int8)), 0)::text`;

/** Named and typed in full: which function of a name is meant must not depend on what else has that name. */
export const recordHash = (expressions: readonly string[]): string =>
  `pg_catalog.hash_record_extended(row(${expressions.join(', ')}), 0::int8)`;

/** Types as PostgreSQL prints them, by type of the language. */
export const printedType = (type: string): readonly string[] => {
  if (type.endsWith('[]')) return printedType(type.slice(0, -2)).map((element) => `${element}[]`);
  const decimal = /^decimal\((\d+),(\d+)\)$/.exec(type);
  if (decimal !== null) return [`numeric(${decimal[1]},${decimal[2]})`];
  return printed[type] ?? [type];
};

const printed: Readonly<Record<string, readonly string[]>> = {
  boolean: ['boolean'],
  int: ['integer'],
  bigint: ['bigint'],
  float: ['real'],
  double: ['double precision'],
  text: ['text'],
  date: ['date'],
  timestamp: ['timestamp without time zone', 'timestamp(6) without time zone'],
  timestamptz: ['timestamp with time zone', 'timestamp(6) with time zone'],
  uuid: ['uuid'],
  json: ['jsonb', 'json'],
  bytes: ['bytea'],
};
