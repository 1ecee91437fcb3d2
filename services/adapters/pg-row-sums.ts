// Rows of a table by number and by an order-free hash: what says, without looking at one of them, that they are still the same.
import type { ClientBase } from 'pg';
import { quoteIdentifier } from '../transform/postgres.ts';

export type HashedColumn = { readonly name: string; readonly type: string };
export type RowSum = { readonly rows: number; readonly hash: string };

/** Rows that a statement touches, rows it does not, and, of the touched ones, only the columns that it brings. */
export type RowSums = { readonly touched: RowSum; readonly rest: RowSum; readonly brought: RowSum };

/** The column so that equal values hash and compare equally, whatever relative of their type and whichever collation a table has. */
export const comparable = ({ name, type }: HashedColumn, of: string): string => {
  const value = `${of}.${quoteIdentifier(name)}`;
  if (plain.test(type)) return value;
  return type === 'json' ? `(${value}::jsonb::text collate "C")` : `(${value}::text collate "C")`;
};
const plain = /^(boolean|smallint|integer|bigint|real|double precision|numeric|date|timestamp|time|uuid|bytea|oid)\b/;

/**
 * The outer hash is essential: the hash of a record combines columns linearly, so a plain sum of it cannot see values that were swapped between two rows.
 */
const hashOf = (columns: readonly HashedColumn[], of: string): string => {
  const record = `hash_record_extended(row(${columns.map((column) => comparable(column, of)).join(', ')}), 0::int8)`;
  return columns.length === 0 ? "'0'" : `coalesce(sum(hashint8extended(${record}, 1::int8)), 0)::text`;
};

/** `from`: a table with its alias, and whatever follows. */
export const rowSum = async (client: ClientBase, from: string, columns: readonly HashedColumn[], of: string): Promise<RowSum> => {
  const { rows } = await client.query<{ rows: string; hash: string }>(
    `select count(*)::text as rows, ${hashOf(columns, of)} as hash from ${from}`,
  );
  return { rows: Number(rows[0]?.rows), hash: rows[0]?.hash ?? '' };
};

/** One scan of `from`, whose rows `touched`, a condition, divides in two. */
export const rowSums = async (
  client: ClientBase,
  {
    from,
    of,
    touched,
    all,
    brought,
  }: { from: string; of: string; touched: string; all: readonly HashedColumn[]; brought: readonly HashedColumn[] },
): Promise<RowSums> => {
  const { rows } = await client.query<{ touched: boolean; rows: string; hash: string; brought: string }>(
    `select ${touched} as touched, count(*)::text as rows, ${hashOf(all, of)} as hash, ${hashOf(brought, of)} as brought from ${from} group by 1`,
  );
  const part = (is: boolean, column: 'hash' | 'brought'): RowSum => {
    const found = rows.find((row) => row.touched === is);
    return { rows: Number(found?.rows ?? 0), hash: found?.[column] ?? '0' };
  };
  return { touched: part(true, 'hash'), rest: part(false, 'hash'), brought: part(true, 'brought') };
};

export const together = ({ touched, rest }: RowSums): RowSum => ({
  rows: touched.rows + rest.rows,
  hash: String(BigInt(touched.hash) + BigInt(rest.hash)),
});

export const isSame = (a: RowSum, b: RowSum): boolean => a.rows === b.rows && a.hash === b.hash;
