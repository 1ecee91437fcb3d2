// What a change of rows takes from a table, kept as a table of its own: as large as the change, and enough to take it back.
import type { PoolClient } from 'pg';
import { quoteIdentifier } from '../transform/postgres.ts';
import { comparable, type HashedColumn } from './pg-row-sums.ts';
import { ownSchema } from './warehouse-schema.ts';

/** Beside the columns of the table: what became of the row. Of an inserted one only the key is kept. */
export type Change = 'inserted' | 'updated' | 'deleted';

export type Kept = {
  readonly name: string;
  readonly oid: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** Subquery: has `s`, a row of the source, changed anything? */
  readonly row: string;
};

type Tables = {
  readonly all: readonly HashedColumn[];
  readonly coming: readonly HashedColumn[];
  /** Quoted. */
  readonly table: string;
  readonly rows: string;
  readonly sameKey: string;
};

export const changeColumn = (columns: readonly HashedColumn[]): string => unusedName('datamorph_change', columns);

/** All rows of the table. */
export const keepAll = async (client: PoolClient, { all, table }: Tables, name: string): Promise<Kept> => {
  const change = quoteIdentifier(changeColumn(all));
  await client.query(`create table ${own(name)} as select 'deleted'::text as ${change}, t.* from only ${table} as t`);
  return counted(client, name, change, '');
};

/** Keys of rows that are all new to the table. */
export const keepKeys = async (client: PoolClient, { all, rows }: Tables, key: readonly string[], name: string): Promise<Kept> => {
  const change = quoteIdentifier(changeColumn(all));
  const columns = all.map(({ name: column, type }) => {
    const quoted = quoteIdentifier(column);
    return `${key.includes(column) ? `s.${quoted}` : 'null'}::${type} as ${quoted}`;
  });
  await client.query(`create table ${own(name)} as select 'inserted'::text as ${change}, ${columns.join(', ')} from ${rows} as s`);
  return counted(client, name, change, '');
};

/** Rows that differ. `whole`: also those whose key the source does not have, which are then deleted. */
export const keepChanges = async (
  client: PoolClient,
  { all, coming, table, rows, sameKey }: Tables,
  { key, name, whole }: { key: readonly string[]; name: string; whole: boolean },
): Promise<Kept> => {
  const change = quoteIdentifier(changeColumn(all));
  const there = quoteIdentifier(unusedName('there', [...all, ...coming]));
  const columns = all.map((column) => {
    const quoted = quoteIdentifier(column.name);
    // two tables may have two collations for one column: then a common one must be said
    const collate = /^(text|character varying)/.test(column.type) ? ' collate "C"' : '';
    return key.includes(column.name) ? `coalesce(t.${quoted}, s.${quoted}::${column.type})${collate} as ${quoted}` : `t.${quoted}`;
  });
  const distinct = coming
    .filter(({ name: column }) => !key.includes(column))
    .flatMap((column) => {
      const old = all.find(({ name: of }) => of === column.name);
      return old === undefined ? [] : [`${comparable(old, 't')} is distinct from ${comparable(column, 's')}`];
    });
  await client.query(
    `create table ${own(name)} as
     select case when s.${there} is null then 'deleted' when t.${there} is null then 'inserted' else 'updated' end as ${change}, ${columns.join(', ')}
       from (select true as ${there}, t.* from only ${table} as t) as t
       ${whole ? 'full' : 'right'} join (select true as ${there}, s.* from ${rows} as s) as s on ${sameKey}
      where ${['s', 't'].map((of) => `${of}.${there} is null`).join(' or ')}${distinct.map((each) => ` or ${each}`).join('')}`,
  );
  const keys = all.filter(({ name: column }) => key.includes(column));
  const found = keys.map((column) => `${comparable(column, 'k')} = ${comparable(column, 's')}`).join(' and ');
  return counted(client, name, change, `select from ${own(name)} as k where k.${change} <> 'deleted' and ${found}`);
};

const counted = async (client: PoolClient, name: string, change: string, row: string): Promise<Kept> => {
  await client.query(`analyze ${own(name)}`);
  const { rows } = await client.query<{ change: Change; rows: string }>(
    `select ${change} as change, count(*)::text as rows from ${own(name)} group by 1`,
  );
  const { rows: relation } = await client.query<{ oid: string }>(
    `select c.oid::text as oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '${ownSchema}' and c.relname = $1`,
    [name],
  );
  const of = (kind: Change): number => Number(rows.find(({ change: found }) => found === kind)?.rows ?? 0);
  return { name, oid: relation[0]?.oid ?? '', inserted: of('inserted'), updated: of('updated'), deleted: of('deleted'), row };
};

/** The name, made longer until no column has it. */
export const unusedName = (name: string, columns: readonly { readonly name: string }[]): string =>
  columns.some((column) => column.name === name) ? unusedName(`${name}_`, columns) : name;

const own = (name: string): string => `${quoteIdentifier(ownSchema)}.${quoteIdentifier(name)}`;
