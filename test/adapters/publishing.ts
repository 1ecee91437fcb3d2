// A database to publish to, and publications as the runner and the validator leave them: for the tests of publishing and of restoring.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { ulid } from '../../events/envelope.ts';
import type { Publication, PublicationResult } from '../../events/ports.ts';
import { type Database, database } from '../../services/adapters/pg-pool.ts';
import { pgTargets } from '../../services/adapters/pg-targets.ts';
import { create } from '../../services/adapters/warehouse-schema.ts';
import { sealedTable } from './sealed-table.ts';
import { type TestDatabase, testDatabase } from './stack.ts';

export let db: TestDatabase;
export let pool: Database;
/** Counts the tests of a file: names that end in it meet no others. */
export let n = 0;

/** To be called once per file. */
export const usePublishing = (): void => {
  beforeAll(async () => {
    db = await testDatabase({ targetSchemas: ['datamorph_out', 'shop'] });
    pool = database(async () => db.config, { application: 'test' });
    await create(pool);
    await db.sql('create schema shop; create role analyst; create role other_owner; grant other_owner to current_user');
  });
  afterAll(async () => {
    await pool?.end();
    await db?.stop();
  });
  beforeEach(() => {
    n += 1;
  });
};

export const target = (name = `totals_${n}`, schema = 'datamorph_out') => ({ schema, name });
let clock = Date.now();
export const newRun = () => {
  clock += 1000;
  return ulid(clock, `${Math.random()}`);
};

/** Rows 1 to `rows`. `before` and `within`: what happens before the seal, and in its transaction. */
export const sealed = (
  runId: string,
  rows = 3,
  { columns = 'id int, label text, total numeric(12,2)', before = '', within = '' } = {},
): Promise<Publication['sealed']> =>
  sealedTable(db.sql, runId, rows, { columns, fill: `insert into STAGING (id) select generate_series(1, ${rows}); ${before}`, within });

export const publicationOf = async (more: Partial<Publication> = {}, rows = 3): Promise<Publication> => {
  const runId = more.runId ?? newRun();
  return {
    runId,
    attempt: 1,
    target: target(),
    mode: 'replace',
    key: ['id'],
    sealed: more.sealed ?? (await sealed(runId, rows)),
    snapshot: '00000003-0000001B-1',
    named: false,
    now: '2026-11-01T10:00:00.000Z',
    ...more,
  };
};

export const publish = (publication: Publication): Promise<PublicationResult> =>
  pgTargets(pool, { pause: async () => undefined }).publish(publication);
export const count = async (table: string) => Number((await db.sql(`select count(*) from ${table}`))[0]?.count);
export const refusal = async (publication: Publication) => {
  const result = await publish(publication);
  return result.is === 'refused' ? `${result.code}: ${result.message}` : result;
};

/** Everything that hangs on a table, and the table itself, as PostgreSQL prints it. */
export const hangingOn = async (table: string): Promise<Record<string, string | null> | undefined> => {
  const [row] = await db.sql(
    `select c.oid::text as oid, pg_get_userbyid(c.relowner) as owner, c.relacl::text as grants, c.reloptions::text as options, c.relreplident as identity,
       (select jsonb_object_agg(objsubid, description)::text from pg_description where objoid = c.oid and classoid = 'pg_class'::regclass) as comments,
       (select jsonb_agg(jsonb_build_array(attname, format_type(atttypid, atttypmod), attnotnull, attacl::text, attgenerated, attidentity, attstattarget) order by attnum)::text
          from pg_attribute where attrelid = c.oid and attnum > 0) as columns,
       (select jsonb_agg(pg_get_indexdef(indexrelid) order by indexrelid)::text from pg_index where indrelid = c.oid) as indexes,
       (select jsonb_agg(jsonb_build_array(conrelid::regclass, conname, pg_get_constraintdef(oid)) order by conname)::text
          from pg_constraint where conrelid = c.oid or confrelid = c.oid) as constraints,
       (select jsonb_agg(jsonb_build_array(pg_get_triggerdef(oid), tgenabled) order by tgname)::text from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers,
       (select jsonb_agg(polname order by polname)::text from pg_policy where polrelid = c.oid) as policies,
       (select jsonb_agg(prpubid order by prpubid)::text from pg_publication_rel where prrelid = c.oid) as publications,
       (select jsonb_agg(stxname order by stxname)::text from pg_statistic_ext where stxrelid = c.oid) as statistics,
       (select jsonb_agg(distinct r.ev_class::regclass)::text from pg_depend d join pg_rewrite r on r.oid = d.objid
         where d.refobjid = c.oid and d.classid = 'pg_rewrite'::regclass) as views
     from pg_class c where c.oid = '${table}'::regclass`,
  );
  return row;
};

/** Reads in a loop, on sessions of its own, until the work is done; answers every different result that was seen. */
export const readWhile = async (queries: readonly string[], work: () => Promise<void>): Promise<readonly string[]> => {
  const seen = new Set<string>();
  let reading = true;
  const read = async (text: string): Promise<void> => {
    const client = await db.session();
    while (reading) seen.add(JSON.stringify((await client.query(text)).rows[0]));
    await client.end();
  };
  const readers = Promise.all(queries.map(read));
  try {
    await work();
  } finally {
    reading = false;
  }
  await readers;
  return [...seen];
};
