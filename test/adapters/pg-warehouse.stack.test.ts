// Measuring on a real PostgreSQL, and the connection it goes through.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, database } from '../../services/adapters/pg-pool.ts';
import { pgWarehouse } from '../../services/adapters/pg-warehouse.ts';
import { type TestDatabase, testDatabase } from './stack.ts';

let db: TestDatabase;
let pool: Database;

beforeAll(async () => {
  db = await testDatabase();
  pool = database(async () => db.config, { application: 'test', statementSeconds: 2 });
  await db.sql('create table counted (n int); insert into counted select generate_series(1, 10)');
});
afterAll(async () => {
  await pool?.end();
  await db?.stop();
});

const measure = (sql: Readonly<Record<string, string>>, seconds = 60, spent = 0) =>
  pgWarehouse(pool, { seconds }).measure(
    Object.entries(sql).map(([name, text]) => ({ name, sql: text })),
    spent,
  );

describe('measuring', () => {
  it('gives values exactly as PostgreSQL prints them', async () => {
    const sql = `select 9007199254740993::int8 as big, 1.50::numeric(5,2) as exact, 0.1::float8 + 0.2 as double, true as yes, null::text as nothing,
      '2026-01-31'::date as day, '\\xdeadbeef'::bytea as bytes, '{"b": 1, "a": [1, 2]}'::json as doc, array[1, null] as list, 'NaN'::float8 as nan,
      timestamp '2026-01-31 10:00:00.123456' as at`;
    expect((await measure({ all: sql })).all).toEqual({
      rows: [
        {
          ...{ big: '9007199254740993', exact: '1.50', double: '0.30000000000000004', yes: 't', nothing: null, day: '2026-01-31' },
          ...{ bytes: '\\xdeadbeef', doc: '{"b": 1, "a": [1, 2]}', list: '{1,NULL}', nan: 'NaN', at: '2026-01-31 10:00:00.123456' },
        },
      ],
    });
  });

  it('goes on after a query that fails, and says how it failed', async () => {
    const results = await measure({
      bad: 'select 1/0',
      missing: 'select * from nowhere',
      good: 'select count(*) as n from public.counted',
    });
    expect(results.bad).toEqual({ error: '22012: division by zero' });
    expect(results.missing).toHaveProperty('error', expect.stringContaining('42P01'));
    expect(results.good).toEqual({ rows: [{ n: '10' }] });
  });

  it('sees one moment in all its queries', async () => {
    const measuring = measure({
      before: 'select count(*) as n from public.counted',
      wait: 'select pg_sleep(0.4)',
      after: 'select count(*) as n from public.counted',
    });
    await new Promise((go) => setTimeout(go, 150));
    await db.sql('insert into counted values (11)');
    const { before, after } = await measuring;
    expect([before, after]).toEqual([{ rows: [{ n: '10' }] }, { rows: [{ n: '10' }] }]);
    await db.sql('delete from counted where n = 11');
  });

  it('changes nothing, and runs one statement per query', async () => {
    const results = await measure({ write: 'insert into public.counted values (12)', two: 'commit; delete from public.counted' });
    expect(results.write).toHaveProperty('error', expect.stringContaining('25006'));
    expect(results.two).toHaveProperty('error', expect.stringContaining('42601'));
    expect(await db.sql('select count(*) from counted')).toEqual([{ count: '10' }]);
  });

  it('gives up when the time for all its queries together is over, and says so of each that is left', async () => {
    const began = Date.now();
    const results = await measure({ first: 'select pg_sleep(0.7)', second: 'select pg_sleep(0.7)', third: 'select 1 as one' }, 1);
    expect(Date.now() - began).toBeLessThan(2000);
    expect(results.first).toHaveProperty('rows');
    expect(results.second).toHaveProperty('error', expect.stringContaining('57014'));
    expect(results.third).toHaveProperty('error', expect.stringContaining('1 s'));
    expect((await measure({ good: 'select 1 as one' })).good).toEqual({ rows: [{ one: '1' }] });
  });

  it('counts what an earlier look has spent', async () => {
    expect((await measure({ slow: 'select pg_sleep(0.5)' }, 10, 9800)).slow).toHaveProperty('error', expect.stringContaining('57014'));
    expect((await measure({ late: 'select 1' }, 10, 10_000)).late).toHaveProperty('error');
  });

  it('finds functions and tables of the system only, whatever the path of the login is', async () => {
    await db.sql(`create function public.hashint8extended(bigint, integer) returns bigint language sql immutable as 'select 0::bigint';
      alter role current_user set search_path = public, pg_catalog`);
    const fresh = database(async () => db.config, { application: 'fresh' });
    const sql = 'select hashint8extended(7, 1) <> 0 as sound';
    expect(await pgWarehouse(fresh).measure([{ name: 'hash', sql }])).toEqual({ hash: { rows: [{ sound: 't' }] } });
    await fresh.end();
    await db.sql('alter role current_user reset search_path; drop function public.hashint8extended(bigint, integer)');
  });

  it('throws when the connection is lost', async () => {
    const lost = measure({ die: 'select pg_terminate_backend(pg_backend_pid())', good: 'select 1 as one' });
    await expect(lost).rejects.toThrow();
    expect((await measure({ good: 'select 1 as one' })).good).toEqual({ rows: [{ one: '1' }] });
  });
});

describe('a connection', () => {
  it('is made with a fresh secret after a refused login, once', async () => {
    const reads: boolean[] = [];
    // What was read afresh is kept, as the cache of parameters does.
    let kept = { ...db.config, password: 'of yesterday' };
    const rotated = database(
      async (fresh) => {
        reads.push(fresh);
        if (fresh) kept = db.config;
        return kept;
      },
      { application: 'rotated' },
    );
    expect(await rotated.use(async (client) => (await client.query('select 1 as one')).rows)).toEqual([{ one: 1 }]);
    expect(await rotated.use(async (client) => (await client.query('select 2 as two')).rows)).toEqual([{ two: 2 }]);
    expect(reads).toEqual([false, true, false]);
    await rotated.end();
  });

  it('fails when the fresh secret is refused as well', async () => {
    const reads: boolean[] = [];
    const wrong = database(
      async (fresh) => {
        reads.push(fresh);
        return { ...db.config, password: 'wrong' };
      },
      { application: 'wrong' },
    );
    await expect(wrong.use(async () => 1)).rejects.toMatchObject({ code: '28P01' });
    expect(reads).toEqual([false, true]);
    await wrong.end();
  });

  it('is kept between uses and tells its name', async () => {
    const pid = () =>
      pool.use(
        async (client) => (await client.query("select pg_backend_pid() as pid, current_setting('application_name') as name")).rows[0],
      );
    const first = await pid();
    expect(await pid()).toEqual(first);
    expect(first?.name).toBe('test');
  });

  it('that broke while idle is replaced', async () => {
    await pool.use(async (client) => client.query('select 1'));
    await db.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test'");
    await new Promise((go) => setTimeout(go, 100));
    expect(await pool.use(async (client) => (await client.query('select 1 as one')).rows)).toEqual([{ one: 1 }]);
  });
});
