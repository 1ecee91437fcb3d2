// Connections follow the configuration: what was changed in the secret counts from the next use on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DatabaseConfig } from '../../services/adapters/config.ts';
import { type Database, database } from '../../services/adapters/pg-pool.ts';
import { type TestDatabase, testDatabase } from './stack.ts';

let db: TestDatabase;
let config: DatabaseConfig;
let pool: Database;
beforeAll(async () => {
  db = await testDatabase();
  await db.sql("create role other login password 'other'");
  config = db.config;
  pool = database(async () => ({ ...config }), { application: 'followed' });
});
afterAll(async () => {
  await pool?.end();
  await db?.stop();
});

const who = () =>
  pool.use(async (client, { targetSchema }) => {
    const { rows } = await client.query<{ who: string; pid: number }>('select current_user as who, pg_backend_pid() as pid');
    return { ...rows[0], targetSchema };
  });
const connections = async (user: string) =>
  Number(
    (await db.sql('select count(*) from pg_stat_activity where application_name = $1 and usename = $2', ['followed', user]))[0]?.count,
  );

it('keeps its connection while the configuration stays', async () => {
  expect(await who()).toEqual(await who());
});

it('uses a changed configuration at once, and ends the connections of the one before', async () => {
  const before = await who();
  const { promise, resolve } = Promise.withResolvers<void>();
  const lent = pool.use(async (client) => {
    await promise;
    return (await client.query<{ who: string }>('select current_user as who')).rows[0]?.who;
  });
  await new Promise((go) => setTimeout(go, 50));
  config = { ...config, username: 'other', password: 'other', targetSchema: 'elsewhere' };
  expect(await who()).toMatchObject({ who: 'other', targetSchema: 'elsewhere' });
  resolve();
  expect(await lent).toBe(before.who);
  while ((await connections(String(before.who))) > 0) await new Promise((go) => setTimeout(go, 20));
  expect(await who()).toMatchObject({ who: 'other' });
});
