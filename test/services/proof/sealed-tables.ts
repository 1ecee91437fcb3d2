// Two tables in a real PostgreSQL, sealed as the job would: what the proof's tests compare.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { JobReport, SealedRelation } from '../../../contracts/generated/types.ts';
import { startPostgres } from '../../../infra/local/postgres.ts';
import { configIn } from '../../../services/adapters/config.ts';
import { type Database, database } from '../../../services/adapters/pg-pool.ts';
import { pgWarehouse } from '../../../services/adapters/pg-warehouse.ts';
import { type BoundAssertions, prove, type Subject, soundSettings } from '../../../services/proof/index.ts';

export type Tables = {
  readonly columns: Subject['columns'];
  readonly key?: readonly string[];
  /** As after CREATE TABLE … : column definitions of both tables. */
  readonly ddl: string;
  /** As after INSERT INTO … VALUES: rows of the oracle. */
  readonly rows: string;
  /** SQL of the oracle's bounds, by the name of their column; a ten-million-millionth of the value where nothing is said. */
  readonly bounds?: Readonly<Record<string, string>>;
  /** What befalls staging after it got the same rows; STAGING stands for its name. */
  readonly fault?: string;
  /** What befalls it after the seal; ORACLE stands for the oracle's name. */
  readonly later?: string;
  readonly subject?: Partial<Subject>;
  readonly report?: Partial<JobReport>;
  readonly assertions?: (subject: Subject) => BoundAssertions;
};

export type Bench = {
  readonly client: Client;
  readonly prove: (tables: Tables) => ReturnType<typeof prove>;
  readonly stop: () => Promise<void>;
};

export const startBench = async (): Promise<Bench> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'datamorph-proof-'));
  const postgres = await startPostgres({ dataDir: folder });
  const { host, port, database: dbname, user, password } = postgres;
  const client = new Client({ host, port, database: dbname, user, password });
  const pool = database(async () => configIn('test', { host, port, dbname, username: user, password }), { application: 'proof' });
  await client.connect();
  await client.query('create schema datamorph_staging');
  let tables = 0;
  return {
    client,
    prove: (given) => {
      tables += 1;
      return proveTables(client, pool, given, tables);
    },
    stop: async () => {
      await pool.end();
      await client.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const proveTables = async (client: Client, pool: Database, given: Tables, n: number): ReturnType<typeof prove> => {
  const names = { schema: 'datamorph_staging', staging: `s_${n}`, oracle: `o_${n}` };
  const [staging, oracle] = [`datamorph_staging.s_${n}`, `datamorph_staging.o_${n}`];
  await client.query(`create table ${oracle} (${given.ddl})`);
  if (given.rows !== '') await client.query(`insert into ${oracle} values ${given.rows}`);
  await client.query(`create table ${staging} (${given.ddl})`);
  await client.query(`insert into ${staging} select * from ${oracle}`);
  for (const { name, float } of given.columns) {
    if (float?.bound === undefined) continue;
    const bound = given.bounds?.[float.bound] ?? `abs("${name}"::float8) * 1e-13`;
    await client.query(`alter table ${oracle} add column ${float.bound} float8; update ${oracle} set ${float.bound} = ${bound}`);
  }
  if (given.fault !== undefined) await client.query(given.fault.replaceAll('STAGING', staging));
  const subject: Subject = {
    runId: '01JD0000000000000000000000',
    attempt: 1,
    staging: await sealed(client, names.schema, names.staging),
    oracle: await sealed(client, names.schema, names.oracle),
    names,
    columns: given.columns,
    key: given.key ?? [],
    mode: 'replace',
    report: { ...jobReport, ...given.report },
    allowEmpty: false,
    views: [],
    ...given.subject,
  };
  if (given.later !== undefined) await client.query(given.later.replaceAll('STAGING', staging).replaceAll('ORACLE', oracle));
  const assertions = given.assertions?.(subject) ?? [];
  return prove({ subject, assertions, noAssertions: undefined, otherReader: false }, pgWarehouse(pool).measure);
};

const jobReport: JobReport = {
  runId: '01JD0000000000000000000000',
  attempt: 1,
  jobRunId: 'jr_1',
  outcome: 'succeeded',
  failure: null,
  snapshot: '00000003-0000001B-1',
  sources: [{ name: 'orders', table: 'shop.orders', rows: 1000, filenodeBefore: 7, filenodeAfter: 7 }],
  staging: null,
  oracle: null,
  checks: [],
  settings: { ...soundSettings },
  versions: {},
  milliseconds: {},
};

const sealed = async (client: Client, schema: string, name: string): Promise<SealedRelation> => {
  const sql = `select c.oid::int as oid, pg_relation_filenode(c.oid)::int as filenode from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`;
  const { rows } = await client.query<{ oid: number; filenode: number }>(sql, [schema, name]);
  const count = await client.query<{ n: number }>(`select count(*)::int as n from ${schema}.${name}`);
  return { schema, name, oid: rows[0]?.oid ?? 1, filenode: rows[0]?.filenode ?? 1, rows: count.rows[0]?.n ?? 0, bytes: 0 };
};
