// What DataMorph needs in the user's database, made in a real one.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, database } from '../../services/adapters/pg-pool.ts';
import { create, missing } from '../../services/adapters/warehouse-schema.ts';
import { type TestDatabase, testDatabase } from './stack.ts';

let db: TestDatabase;
let pool: Database;
beforeAll(async () => {
  db = await testDatabase();
  pool = database(async () => db.config, { application: 'test' });
});
afterAll(async () => {
  await pool?.end();
  await db?.stop();
});

it('is made by functions of the system only, and then nothing is missing', async () => {
  await db.sql(`create function public.hashtextextended(text, integer) returns bigint language plpgsql as
    $$ begin raise exception 'not the system''s'; end $$`);
  expect(await missing(pool)).toHaveLength(5);
  expect(await create(pool)).toHaveLength(5);
  expect(await missing(pool)).toEqual([]);
});
