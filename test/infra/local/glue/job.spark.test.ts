import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BatchStopJobRunCommand, GetJobRunCommand, GetJobRunsCommand, GlueClient, StartJobRunCommand } from '@aws-sdk/client-glue';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ulid } from '../../../../events/envelope.ts';
import { type GlueEndpoint, startGlue } from '../../../../infra/local/glue/glue-endpoint.ts';
import type { EventFault, JobFault } from '../../../../infra/local/glue/harness.ts';
import { root } from '../../../../infra/local/places.ts';
import { type Postgres, startPostgres } from '../../../../infra/local/postgres.ts';
import { type AwsStandIn, startAws } from './aws-stand-in.ts';
import {
  type Compiled,
  copied,
  hostile,
  hostileSql,
  orders,
  overflowing,
  prepared,
  refusesWrites,
  reportOf,
  secretName,
  shopSql,
  totals,
} from './shop.ts';

const jobName = 'datamorph-runner';
let folder: string;
let postgres: Postgres;
let pool: pg.Pool;
let aws: AwsStandIn;
let glue: GlueEndpoint;
let client: GlueClient;
const faults = new Map<string, { readonly job?: readonly JobFault[]; readonly event?: readonly EventFault[] }>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glue-test-'));
  [postgres, aws] = await Promise.all([startPostgres({ dataDir: path.join(folder, 'pg') }), startAws()]);
  const { host, port, database, user, password } = postgres;
  aws.secrets.set(secretName, JSON.stringify({ host, port, dbname: database, username: user, password }));
  pool = new pg.Pool({ host, port, database, user, password, max: 4 });
  pool.on('error', () => {}); // the server may end before its idle clients have
  await pool.query(shopSql);
  glue = await startGlue({
    endpoint: aws.url,
    jobName,
    jobDefinition: {
      defaultArguments: { '--job-language': 'python' },
      maxConcurrentRuns: 2,
      scriptPath: path.join(root, 'services/glue-runtime/runner.py'),
    },
    env: {},
    onLog: (line) => process.env.SPARK_LOG && console.log(line),
    harness: { faults: ({ runId = '' }) => faults.get(runId) },
  });
  client = new GlueClient({ endpoint: glue.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const began = Date.now();
  await glue.warm();
  console.log(`warm after ${Date.now() - began} ms`);
});

afterAll(async () => {
  client?.destroy();
  await glue?.stop();
  await pool?.end();
  await Promise.all([aws?.stop(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

let count = 0;
const newRun = (): string => ulid(Date.now(), `spark test ${process.pid} ${count++}`);

const begin = async (given: Record<string, string>): Promise<string> => {
  const { JobRunId = '' } = await client.send(new StartJobRunCommand({ JobName: jobName, Arguments: given }));
  return JobRunId;
};

/** One job run of a new run, from start to event. */
const runJob = async (compiled: Compiled, job: readonly JobFault[] = [], event: readonly EventFault[] = []) => {
  const runId = newRun();
  faults.set(runId, { job, event });
  const jobRunId = await begin(prepared(aws, compiled, runId));
  const change = await aws.event(jobRunId);
  return { runId, jobRunId, change, report: reportOf(aws, runId, jobRunId) };
};

/** Rows that only one of the two sealed tables has, doubled ones counted. */
const differences = async (report: NonNullable<ReturnType<typeof reportOf>>): Promise<number> => {
  const [one, other] = [report.staging, report.oracle].map((sealed) => `SELECT * FROM "${sealed?.schema}"."${sealed?.name}"`);
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM ((${one} EXCEPT ALL ${other}) UNION ALL (${other} EXCEPT ALL ${one})) d`,
  );
  return rows[0].n;
};

describe('a job on the warm driver', () => {
  it('seals a result that equals its oracle, and reports both', async () => {
    const { change, report, jobRunId } = await runJob(totals);
    expect(change).toMatchObject({ jobName, state: 'SUCCEEDED', severity: 'INFO', message: 'Job run succeeded' });
    expect(report).toMatchObject({ outcome: 'succeeded', failure: null, jobRunId });
    expect(report?.staging?.rows).toBe(50);
    expect(await differences(report as NonNullable<typeof report>)).toBe(0);
    await refusesWrites(pool, report);
    expect(report?.versions.sealedOwner).toMatch(/^the job's login/);
    expect(report?.sources.map(({ table, rows }) => [table, rows])).toEqual([
      ['shop.customers', 50],
      ['shop.orders', orders],
    ]);
    expect(report?.checks[0]?.violations).toBeGreaterThan(0);
    expect(report?.settings).toMatchObject({ 'spark.sql.ansi.enabled': 'true', 'jvm.user.timezone': 'UTC' });
    const { rows } = await pool.query(`SELECT oid::int, relpersistence FROM pg_class WHERE relname = $1`, [report?.staging?.name]);
    expect(rows).toEqual([{ oid: report?.staging?.oid, relpersistence: 'p' }]);
    for (let n = 0; n < 3; n += 1) console.log(JSON.stringify((await runJob(totals)).report?.milliseconds));
  });

  it('counts what failed on a value, and shows some of these rows', async () => {
    const failures = [
      { step: 'ratios', expression: 'amount / rest' },
      { step: 'ratios', expression: 'note as int' },
    ];
    const examples = `(SELECT json_agg(json_build_object('order_id', order_id::text, 'note', NULL)) FROM shop.orders WHERE order_id <= 2)`;
    const sql = `SELECT 0 AS failure, 2 AS violations, ${examples}::text AS examples UNION ALL SELECT 1, 0, NULL ORDER BY 1`;
    const { report } = await runJob({ ...totals, census: { sql, failures } });
    expect(report?.census).toEqual([
      { ...failures[0], violations: 2, examples: [1, 2].map((id) => ({ order_id: `${id}`, note: null })) },
      { ...failures[1], violations: 0, examples: [] },
    ]);
    expect((await runJob(totals)).report).not.toHaveProperty('census');
    const short = await runJob({ ...totals, census: { sql, failures: failures.slice(0, 1) } });
    expect(short.report?.failure).toMatchObject({ class: 'code', step: 'oracle' });
  });

  it('hands what it sealed to the role of the proof, where that may have tables', async () => {
    await pool.query('CREATE ROLE datamorph_proof');
    expect((await runJob(totals)).report?.versions.sealedOwner).toMatch(/^the job's login/);
    await pool.query('GRANT CREATE, USAGE ON SCHEMA datamorph_staging TO datamorph_proof');
    const { report } = await runJob(totals);
    expect(report?.versions.sealedOwner).toBe('datamorph_proof');
    const { rows } = await pool.query('SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = ANY($1)', [
      [report?.staging?.oid, report?.oracle?.oid],
    ]);
    expect(rows).toEqual([{ owner: 'datamorph_proof' }, { owner: 'datamorph_proof' }]);
    await refusesWrites(pool, report);
    await pool.query('REASSIGN OWNED BY datamorph_proof TO current_user; DROP OWNED BY datamorph_proof; DROP ROLE datamorph_proof');
  });

  it('ends the second start of an attempt without touching anything', async () => {
    const runId = newRun();
    const given = prepared(aws, totals, runId);
    const first = await begin(given);
    await aws.event(first);
    const before = reportOf(aws, runId, first);
    const second = await begin(given);
    expect((await aws.event(second)).state).toBe('SUCCEEDED');
    expect(reportOf(aws, runId, second)).toBeUndefined();
    const { rows } = await pool.query('SELECT pg_relation_filenode($1::oid)::int AS node', [before?.staging?.oid]);
    expect(rows[0].node).toBe(before?.staging?.filenode);
  });

  it('says that an overflow is a matter of data, without the value', async () => {
    const { change, report } = await runJob(overflowing);
    expect(change).toMatchObject({ state: 'FAILED', severity: 'ERROR' });
    expect(report?.failure).toMatchObject({ class: 'data' });
    expect(report?.failure?.message).toMatch(/OVERFLOW.* in the step products$/);
    expect(report?.failure?.message).not.toMatch(/2000000/);
  });

  it('says that a source, or a column of it, is missing', async () => {
    const gone: Compiled = { ...copied, sources: copied.sources.map((source) => ({ ...source, table: 'gone' })) };
    expect((await runJob(gone)).report?.failure).toMatchObject({ class: 'source-missing', step: 'sources' });
    const without: Compiled = {
      ...totals,
      sources: totals.sources.map((source) => ({ ...source, columns: [{ name: 'gone', type: 'int', read: '"gone"' }] })),
    };
    const { failure } = (await runJob(without)).report ?? {};
    expect(failure).toMatchObject({ class: 'source-missing', step: 'sources', message: expect.stringContaining('gone') });
  });

  it('keeps names and values of every type, and looks through a view', async () => {
    await pool.query(hostileSql);
    const { report } = await runJob(hostile);
    expect(report).toMatchObject({ failure: null, outcome: 'succeeded' });
    expect(await differences(report as NonNullable<typeof report>)).toBe(0);
    const { rows } = await pool.query(`SELECT * FROM datamorph_staging."${report?.staging?.name}" ORDER BY 1 LIMIT 1`);
    expect(Object.keys(rows[0])).toEqual(hostile.columns.map(({ name }) => name));
    expect(rows[0]).toMatchObject({ 'I"d; --': 1, doc: { a: [1, null] }, raw: Buffer.from('deadbeef', 'hex') });
    const { rows: nodes } = await pool.query(`SELECT pg_relation_filenode('shop.odd')::int AS node`);
    expect(report?.sources[0]).toMatchObject({ table: 'shop."odd ""view"""', filenodeBefore: nodes[0].node });
  });

  it('refuses a manifest whose bytes have changed', async () => {
    const runId = newRun();
    const given = prepared(aws, totals, runId);
    const jobRunId = await begin({ ...given, '--manifest_sha256': '0'.repeat(64) });
    expect((await aws.event(jobRunId)).state).toBe('FAILED');
    expect(reportOf(aws, runId, jobRunId)?.failure).toMatchObject({ class: 'code', step: 'load' });
  });
});

describe('one snapshot', () => {
  const withWriter = async (job: readonly JobFault[]) => {
    await pool.query(
      `DROP TABLE IF EXISTS shop.moving; CREATE TABLE shop.moving AS SELECT n AS order_id, n AS place FROM generate_series(1, ${orders}) n`,
    );
    const { host, port, database, user, password } = postgres;
    const writer = new pg.Client({ host, port, database, user, password });
    await writer.connect();
    let moved = 0;
    let going = true;
    const moving = (async () => {
      for (; going; ) {
        const { rowCount } = await writer.query(
          `UPDATE shop.moving SET place = 1 + (place + ${orders / 2}) % ${orders} WHERE order_id IN (SELECT 1 + floor(random() * ${orders})::int FROM generate_series(1, 50))`,
        );
        moved += rowCount ?? 0;
      }
    })();
    try {
      return { ...(await runJob(copied, job)), moved };
    } finally {
      going = false;
      await moving;
      await writer.end();
    }
  };

  it('shows partitions and oracle the same rows while a writer moves them', async () => {
    const { report, moved } = await withWriter([{ is: 'paused-reads', milliseconds: 300 }]);
    console.log(`rows moved during the job: ${moved}`);
    expect(moved).toBeGreaterThan(100);
    expect(report?.staging?.rows).toBe(orders);
    expect(await differences(report as NonNullable<typeof report>)).toBe(0);
  });

  it('is what makes them equal: without it they differ', async () => {
    const { report } = await withWriter([{ is: 'paused-reads', milliseconds: 300 }, { is: 'no-snapshot' }]);
    expect(await differences(report as NonNullable<typeof report>)).toBeGreaterThan(0);
  });

  it('does not hide that a source was rewritten meanwhile', async () => {
    const runId = newRun();
    faults.set(runId, { job: [{ is: 'slow-write', milliseconds: 1000 }] });
    await pool.query(
      `DROP TABLE IF EXISTS shop.moving; CREATE TABLE shop.moving AS SELECT n AS order_id, n AS place FROM generate_series(1, ${orders}) n`,
    );
    const jobRunId = await begin(prepared(aws, copied, runId));
    while (
      !(await pool.query(`SELECT 1 FROM pg_class WHERE relname LIKE 'ow_%' AND relname LIKE '%' || lower($1) || '%'`, [runId.slice(-8)]))
        .rowCount
    )
      await new Promise((resolve) => setTimeout(resolve, 20));
    await pool.query('TRUNCATE shop.moving');
    await aws.event(jobRunId);
    const source = reportOf(aws, runId, jobRunId)?.sources[0];
    expect(source?.filenodeAfter).not.toBe(source?.filenodeBefore);
  });
});

describe('faults of the harness', () => {
  const spoilt: readonly (readonly [string, JobFault])[] = [
    ['a lost row', { is: 'lost-row' }],
    ['a doubled row', { is: 'doubled-row' }],
    ['a changed cell', { is: 'changed-cell', column: 'total' }],
    ['swapped values', { is: 'swapped-cells', column: 'customer_name' }],
    ['a float cell', { is: 'float-cell' }],
    ['a truncated result', { is: 'truncated' }],
    ['a straggler', { is: 'straggler', milliseconds: 300 }],
  ];
  it.each(spoilt)('%s makes the sealed tables differ', async (_, fault) => {
    const { change, report } = await runJob(totals, [fault]);
    expect(change.state).toBe('SUCCEEDED');
    expect(await differences(report as NonNullable<typeof report>)).toBeGreaterThan(0);
  });

  it('silence, lies and repetition are in the event only', async () => {
    const lied = await runJob(totals, [], [{ is: 'lie', state: 'FAILED' }, { is: 'twice' }]);
    expect(lied.change.state).toBe('FAILED');
    expect((await aws.event(lied.jobRunId)).state).toBe('FAILED');
    const { JobRun } = await client.send(new GetJobRunCommand({ JobName: jobName, RunId: lied.jobRunId }));
    expect(JobRun?.JobRunState).toBe('SUCCEEDED');
  });

  it('a stopped job run ends as stopped, and the next one works', async () => {
    const runId = newRun();
    faults.set(runId, { job: [{ is: 'paused-reads', milliseconds: 20_000 }] });
    const jobRunId = await begin(prepared(aws, totals, runId));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await client.send(new BatchStopJobRunCommand({ JobName: jobName, JobRunIds: [jobRunId] }));
    expect((await aws.event(jobRunId)).state).toBe('STOPPED');
    expect((await runJob(totals)).change.state).toBe('SUCCEEDED');
  });

  it('a killed Spark fails the job run without a report, and another is started', async () => {
    const { change, report } = await runJob(totals, [{ is: 'killed-spark', milliseconds: 0 }]);
    expect(change).toMatchObject({ state: 'FAILED', message: 'Command failed with exit code 10' });
    expect(report).toBeUndefined();
    const { JobRuns = [] } = await client.send(new GetJobRunsCommand({ JobName: jobName }));
    expect(JobRuns[0]?.JobRunState).toBe('FAILED');
    const began = Date.now();
    const next = await runJob(totals);
    expect(next.change.state).toBe('SUCCEEDED');
    console.log(
      `cold: ${Date.now() - began} ms from the start of a job run to its event, without a JVM; of it ${JSON.stringify(next.report?.milliseconds)}`,
    );
  });
});
