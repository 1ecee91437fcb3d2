// npm run bench:publish [-- --rows N --times N]: how long it takes to publish so many rows, by strategy, and how long a reader of the target waits meanwhile.
// The baseline of the ratio is PostgreSQL alone making the same change with plain statements in one transaction, without a check, a record or a version kept.
import { parseArgs } from 'node:util';
import { ulid } from '../../events/envelope.ts';
import type { Publication } from '../../events/ports.ts';
import { type Database, database } from '../../services/adapters/pg-pool.ts';
import { restore } from '../../services/adapters/pg-restore.ts';
import { pgTargets } from '../../services/adapters/pg-targets.ts';
import { create } from '../../services/adapters/warehouse-schema.ts';
import { sealedTable } from '../adapters/sealed-table.ts';
import { type TestDatabase, testDatabase } from '../adapters/stack.ts';
import { ms, quantile, table } from './table.ts';

const { values: given } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, times: { type: 'string', default: '3' } } });
const [size, times] = [Number(given.rows), Number(given.times)];
const part = Math.round(size / 100);

const columns = 'id int not null, customer_id int, amount numeric(12,2), status text, ordered_at timestamp, note text';
/** Rows `from` to `to`, both included; `at` changes what is in them. */
const rows = (from: number, to: number, at = 0) =>
  `select n, n % 10000, (n + ${at}) % 1000 + 0.25, 'status ' || n % 5, timestamp '2025-01-01' + n * interval '11 seconds', 'note ' || n from generate_series(${from}, ${to}) n`;
const others =
  'customer_id = excluded.customer_id, amount = excluded.amount, status = excluded.status, ordered_at = excluded.ordered_at, note = excluded.note';
const upsert = `insert into P select * from S on conflict (id) do update set ${others} where (p.amount, p.status, p.note) is distinct from (excluded.amount, excluded.status, excluded.note)`;
const vanish = 'delete from P where not exists (select from S s where s.id = p.id)';
const view = (target: string) => `create view ${target}_view as select id, amount from ${target}`;
const interval = {
  column: 'id',
  from: `${size + 1}`,
  to: `${size + part + 1}`,
  condition: `("id" >= ${size + 1} and "id" < ${size + part + 1})`,
};

type Case = {
  readonly name: string;
  /** The new rows, and how many. */
  readonly next: string;
  readonly rows: number;
  readonly how: Partial<Publication>;
  readonly hangs?: (target: string) => string;
  /** P stands for the target, S for the new rows. */
  readonly plain: string;
};

const nextOf = (changed: number) => `${rows(1, changed, 1)} union all ${rows(changed + 1, size)}`;
const cases: readonly Case[] = [
  {
    name: 'replace: swap',
    next: rows(1, size, 1),
    rows: size,
    how: {},
    plain: 'alter table S add primary key (id); analyze S; alter table P rename to p_old; alter table S rename to p_new',
  },
  { name: 'replace: keyed difference, 1 % changed', next: nextOf(part), rows: size, how: {}, hangs: view, plain: `${vanish}; ${upsert}` },
  { name: 'replace: keyed difference, none changed', next: rows(1, size), rows: size, how: {}, hangs: view, plain: `${vanish}; ${upsert}` },
  {
    name: 'replace: keyed difference, all changed',
    next: rows(1, size, 1),
    rows: size,
    how: {},
    hangs: view,
    plain: `${vanish}; ${upsert}`,
  },
  {
    name: 'replace: delete and insert',
    next: rows(1, size, 1),
    rows: size,
    how: { key: [] },
    hangs: view,
    plain: 'delete from P; insert into P select * from S',
  },
  {
    name: 'append by key, 1 % more',
    next: rows(size + 1, size + part),
    rows: part,
    how: { mode: 'append' },
    plain: 'insert into P select * from S',
  },
  {
    name: 'append by interval, 1 % more',
    next: rows(size + 1, size + part),
    rows: part,
    how: { mode: 'append', key: [], interval },
    plain: 'insert into P select * from S',
  },
  {
    name: 'append by key, as much again',
    next: rows(size + 1, 2 * size),
    rows: size,
    how: { mode: 'append' },
    plain: 'insert into P select * from S',
  },
  {
    name: 'merge, 1 % changed, 1 % new',
    next: rows(size - part + 1, size + part, 1),
    rows: 2 * part,
    how: { mode: 'merge' },
    plain: upsert,
  },
];

let runs = 0;
const newRun = () => {
  runs += 1;
  return ulid(Date.now() + runs * 1000, `bench ${runs}`);
};

type Bench = { readonly db: TestDatabase; readonly pool: Database };
type Sample = { readonly publish: number; readonly wait: number; readonly restore: number; readonly plain: number };

const publication = async ({ db }: Bench, name: string, fill: string, count: number, how: Partial<Publication>): Promise<Publication> => {
  const runId = newRun();
  const sealed = await sealedTable(db.sql, runId, count, { columns, fill: `insert into STAGING ${fill}` });
  const target = { schema: 'datamorph_out', name };
  return {
    runId,
    attempt: 1,
    target,
    mode: 'replace',
    key: ['id'],
    sealed,
    snapshot: 'bench',
    named: true,
    now: new Date().toISOString(),
    ...how,
  };
};

const sample = async (bench: Bench, one: Case): Promise<Sample> => {
  const { db, pool } = bench;
  const name = `t_${runs}`;
  const target = `datamorph_out.${name}`;
  const targets = pgTargets(pool);
  await done(targets.publish(await publication(bench, name, rows(1, size), size, {})));
  if (one.hangs !== undefined) await db.sql(one.hangs(target));
  await db.sql(`create table plain (like ${target} including all); insert into plain select * from ${target}`);
  await db.sql(`create table fresh (${columns}); insert into fresh ${one.next}`);
  await db.sql('vacuum analyze plain');
  await db.sql('analyze fresh');
  const next = await publication(bench, name, one.next, one.rows, one.how);
  await db.sql(`vacuum analyze ${target}`);
  await db.sql('checkpoint');
  const { milliseconds: publish, wait } = await whileReading(db, target, () => done(targets.publish(next)));
  await db.sql('checkpoint');
  const plainWork = one.plain.replaceAll(/\bP\b/g, 'plain').replaceAll(/\bp\./g, 'plain.').replaceAll(/\bS\b/g, 'fresh');
  const plain = await timed(() => db.sql(`begin; ${plainWork}; commit`));
  await db.sql('checkpoint');
  const back = await timed(() => done(restore(pool, { id: newRun(), target: { schema: 'datamorph_out', name } })));
  await db.sql(`drop table if exists plain, fresh, p_old, p_new; drop table ${target} cascade`);
  await db.sql(`do $$ declare t regclass; begin for t in select oid::regclass from pg_class where relkind = 'r' and (relnamespace = 'datamorph_staging'::regnamespace
    or relnamespace = 'datamorph'::regnamespace and relname <> 'publications') loop execute 'drop table ' || t; end loop; end $$`);
  return { publish, wait, restore: back, plain };
};

const done = async (result: Promise<{ readonly is: string }>): Promise<void> => {
  const answer = await result;
  if (answer.is !== 'published' && answer.is !== 'restored') throw new Error(JSON.stringify(answer));
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** The longest time that a reader of one row, by its key, had to wait while the work went on. */
const whileReading = async (
  db: TestDatabase,
  target: string,
  work: () => Promise<void>,
): Promise<{ milliseconds: number; wait: number }> => {
  const reader = await db.session();
  let [reading, wait] = [true, 0];
  const read = (async () => {
    while (reading) {
      wait = Math.max(wait, await timed(() => reader.query(`select amount from ${target} where id = 77`)));
      await new Promise((go) => setTimeout(go, 2));
    }
  })();
  const milliseconds = await timed(work);
  reading = false;
  await read;
  await reader.end();
  return { milliseconds, wait };
};

const db = await testDatabase();
const pool = database(async () => db.config, { application: 'bench', statementSeconds: 600 });
try {
  await create(pool);
  const lines: string[][] = [];
  for (const one of cases) {
    const samples: Sample[] = [];
    for (let k = 0; k < times; k += 1) samples.push(await sample({ db, pool }, one));
    const median = (of: (each: Sample) => number) => quantile(samples.map(of), 0.5);
    const publish = median((each) => each.publish);
    const plain = median((each) => each.plain);
    const longest = Math.max(...samples.map(({ wait }) => wait));
    lines.push([
      one.name,
      ms(publish),
      ms(Math.max(...samples.map((each) => each.publish))),
      ms(plain),
      `${(publish / plain).toFixed(1)}×`,
      ms(longest),
      ms(median((each) => each.restore)),
    ]);
    process.stderr.write(`${lines.at(-1)?.join('  ')}\n`);
  }
  const head = [`publish onto ${size.toLocaleString('en')} rows`, 'p50', 'max', 'PostgreSQL alone', 'ratio', 'longest read', 'restore'];
  process.stdout.write(`${table(head, lines)}\n`);
} finally {
  await pool.end();
  await db.stop();
}
