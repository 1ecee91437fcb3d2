// Rows written into a table that stays: what changes is kept first, then written, then measured. Readers see all of it or nothing, and never wait.
import type { PoolClient } from 'pg';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier } from '../transform/postgres.ts';
import { type Kept, keepAll, keepChanges, keepKeys, unusedName } from './pg-kept-changes.ts';
import { Refused } from './pg-refusal.ts';
import { comparable, type HashedColumn, isSame, type RowSum, type RowSums, rowSum, rowSums, together } from './pg-row-sums.ts';
import { columnsIn } from './pg-target-shape.ts';

export type InPlace = {
  readonly strategy: 'difference' | 'rewrite' | 'append' | 'merge';
  /** The table, locked against everybody else who writes. */
  readonly target: { readonly schema: string; readonly name: string; readonly oid: string };
  /** What holds the new rows, and does not change. */
  readonly source: { readonly schema: string; readonly name: string; readonly oid: string };
  readonly key: readonly string[];
  /** Rows whose key the source does not have. */
  readonly vanished: 'keep' | 'delete';
  /** For append without a key: condition over the columns that just the new rows satisfy. */
  readonly interval?: string | undefined;
  /** Name, in the schema of publications, for what of the table is changed. */
  readonly keptName: string;
};

export type Written = {
  readonly before: RowSum;
  readonly after: RowSum;
  readonly hashed: readonly string[];
  /** Undefined where nothing of the old rows was changed. */
  readonly kept: Kept | undefined;
};

/** Throws Refused, for the caller to roll back, where the new rows would double old ones, or where afterwards the rows are not what they should be. */
export const writeInPlace = async (client: PoolClient, work: InPlace): Promise<Written> => {
  const shape = await shapeOf(client, work);
  const wanted = await rowSum(client, `(select ${asStored(shape)} from ${shape.rows} as c) as s`, shape.brought, 's');
  const before = await measure(client, work, shape);
  await refuseDoubles(client, work, before);
  const kept = await keep(client, work, shape);
  await put(client, work, shape, kept, wanted.rows);
  // also what a deferred constraint or trigger has to say
  await client.query('set constraints all immediate');
  const after = await measure(client, work, shape);
  assertWritten(work, wanted, before, after);
  return { before: together(before), after: together(after), hashed: shape.all.map(({ name }) => name), kept };
};

export type Shape = {
  /** Columns of the target. */
  readonly all: readonly HashedColumn[];
  /** Those of them that the source brings, in the target's types and in the source's. */
  readonly brought: readonly HashedColumn[];
  readonly coming: readonly HashedColumn[];
  readonly table: string;
  readonly rows: string;
  /** Rows of the target, `t`, and of the source, `s`, with one key. */
  readonly sameKey: string;
};

/** As the target will hold them: an integer and the numeric of the same value have different hashes. */
const asStored = ({ brought }: Shape): string =>
  brought.map(({ name, type }) => `c.${quoteIdentifier(name)}::${type} as ${quoteIdentifier(name)}`).join(', ');

const shapeOf = async (client: PoolClient, { target, source, key }: InPlace): Promise<Shape> => {
  const all = await columnsIn(client, target.oid);
  const coming = await columnsIn(client, source.oid);
  const brought = coming.map(({ name }) => all.find((column) => column.name === name)).filter((column) => column !== undefined);
  return {
    all,
    brought,
    coming,
    table: quoted(target),
    rows: quoted(source),
    sameKey: sameKey(
      all.filter(({ name }) => key.includes(name)),
      't',
      's',
    ),
  };
};

/** With one collation, for two tables may have two. */
export const sameKey = (columns: readonly HashedColumn[], a: string, b: string): string =>
  columns.map((column) => `${comparable(column, a)} = ${comparable(column, b)}`).join(' and ');

const measure = (client: PoolClient, work: InPlace, shape: Shape): Promise<RowSums> => {
  const { strategy, interval } = work;
  const { all, brought, table, rows, sameKey: on } = shape;
  const from = `only ${table} as t`;
  const parts = { of: 't', all, brought };
  // nothing but the new rows may be there in the end, so all rows are touched
  if (strategy === 'rewrite' || deletes(work)) return rowSums(client, { ...parts, from, touched: 'true' });
  if (on === '') return rowSums(client, { ...parts, from, touched: `coalesce(${interval ?? 'false'}, false)` });
  const there = quoteIdentifier(unusedName('there', shape.coming));
  const joined = `${from} left join (select true as ${there}, s.* from ${rows} as s) as s on ${on}`;
  return rowSums(client, { ...parts, from: joined, touched: `s.${there} is not null` });
};

/** An append adds; what is there already was brought before, or by others. */
const refuseDoubles = async (client: PoolClient, work: InPlace, { touched }: RowSums): Promise<void> => {
  if (work.strategy !== 'append' || touched.rows === 0) return;
  const name = formatTableName(work.target.schema, work.target.name);
  if (work.key.length === 0) throw new Refused('target-refused', `${name} has ${touched.rows} rows of that interval already`);
  const keys = work.key.map((column) => `t.${quoteIdentifier(column)}::text`).join(", ', ', ");
  const on = sameKey(
    (await columnsIn(client, work.target.oid)).filter(({ name: column }) => work.key.includes(column)),
    't',
    's',
  );
  const { rows } = await client.query<{ key: string }>(
    `select concat(${keys}) as key from only ${quoted(work.target)} as t join ${quoted(work.source)} as s on ${on} order by 1 limit 5`,
  );
  const examples = rows.map(({ key }) => `(${key})`).join(', ');
  throw new Refused(
    'target-refused',
    `${name} has ${touched.rows} of the rows already, by ${work.key.join(', ')}: ${examples}${touched.rows > rows.length ? ', …' : ''}`,
  );
};

const keep = async (client: PoolClient, work: InPlace, shape: Shape): Promise<Kept | undefined> => {
  if (work.strategy === 'rewrite') return keepAll(client, shape, work.keptName);
  if (shape.sameKey === '') return undefined;
  if (work.strategy === 'append') return keepKeys(client, shape, work.key, work.keptName);
  return keepChanges(client, shape, { key: work.key, name: work.keptName, whole: deletes(work) });
};

const deletes = ({ strategy, vanished }: InPlace): boolean => strategy === 'difference' || (strategy === 'merge' && vanished === 'delete');

const put = async (client: PoolClient, work: InPlace, shape: Shape, kept: Kept | undefined, most: number): Promise<void> => {
  const { table, rows, coming } = shape;
  const columns = coming.map(({ name }) => quoteIdentifier(name)).join(', ');
  const values = coming.map(({ name }) => `s.${quoteIdentifier(name)}`).join(', ');
  const insert = `insert into ${table} (${columns}) select ${values} from ${rows} as s`;
  if (work.strategy === 'rewrite') await client.query(`delete from only ${table}`);
  if (kept === undefined || work.strategy === 'rewrite' || work.strategy === 'append') {
    await client.query(insert);
    return;
  }
  if (kept.deleted > 0)
    await client.query(`delete from only ${table} as t where not exists (select from ${rows} as s where ${shape.sameKey})`);
  const come = kept.inserted + kept.updated;
  if (come > 0) await client.query(`${insert} ${come < most ? `where exists (${kept.row})` : ''} ${onConflict(work, shape)}`);
};

const onConflict = ({ key }: InPlace, { brought }: Shape): string => {
  const target = `on conflict (${key.map(quoteIdentifier).join(', ')})`;
  const others = brought.filter(({ name }) => !key.includes(name));
  if (others.length === 0) return `${target} do nothing`;
  const sets = others.map(({ name }) => `${quoteIdentifier(name)} = excluded.${quoteIdentifier(name)}`);
  return `${target} do update set ${sets.join(', ')}`;
};

/** Row by row by hash: what was touched is the source, what was not is what it was. A trigger that changes a row is seen here. */
const assertWritten = (work: InPlace, wanted: RowSum, before: RowSums, after: RowSums): void => {
  const name = formatTableName(work.target.schema, work.target.name);
  if (!isSame(after.brought, wanted))
    throw new Refused(
      'target-refused',
      `${name} was given ${wanted.rows} rows and has ${after.brought.rows} of them, or others in their place`,
    );
  if (!isSame(after.rest, before.rest))
    throw new Refused('target-refused', `rows of ${name} that are not among the new ones were changed on the way`);
};

const quoted = ({ schema, name }: { readonly schema: string; readonly name: string }): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
