import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  BatchStopJobRunCommand,
  EntityNotFoundException,
  GetJobRunCommand,
  GetJobRunsCommand,
  GlueClient,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ulid } from '../../../../events/envelope.ts';
import { type GlueEndpoint, startGlue } from '../../../../infra/local/glue/glue-endpoint.ts';
import { type Postgres, startPostgres } from '../../../../infra/local/postgres.ts';
import { type AwsStandIn, startAws } from './aws-stand-in.ts';
import { prepared, refusesWrites, reportOf, secretName, shopSql, totals } from './shop.ts';

const jobName = 'datamorph-runner';
let folder: string;
let postgres: Postgres;
let pool: pg.Pool;
let aws: AwsStandIn;
let glue: GlueEndpoint;
let client: GlueClient;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glue-endpoint-'));
  [postgres, aws] = await Promise.all([startPostgres({ dataDir: path.join(folder, 'pg') }), startAws()]);
  const { host, port, database, user, password } = postgres;
  aws.secrets.set(secretName, JSON.stringify({ host, port, dbname: database, username: user, password }));
  pool = new pg.Pool({ host, port, database, user, password, max: 2 });
  pool.on('error', () => {}); // the server may end before its idle clients have
  await pool.query(shopSql);
  glue = await startGlue({
    endpoint: aws.url,
    jobName,
    jobDefinition: { defaultArguments: { '--enable-metrics': 'true' }, maxConcurrentRuns: 1, scriptPath: '' },
    env: {},
    onLog: () => {},
    harness: { spark: 'faked' },
  });
  client = new GlueClient({ endpoint: glue.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
});

afterAll(async () => {
  client?.destroy();
  await glue?.stop();
  await pool?.end();
  await Promise.all([aws?.stop(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

let count = 0;
const newRun = (): string => ulid(Date.now(), `endpoint test ${process.pid} ${count++}`);
const begin = async (given: Record<string, string>): Promise<string> =>
  (await client.send(new StartJobRunCommand({ JobName: jobName, Arguments: given }))).JobRunId ?? '';
const find = async (jobRunId: string) => (await client.send(new GetJobRunCommand({ JobName: jobName, RunId: jobRunId }))).JobRun;

it('without Spark still leaves two equal sealed tables and a valid report', async () => {
  const runId = newRun();
  const jobRunId = await begin(prepared(aws, totals, runId));
  expect(jobRunId).toMatch(/^jr_[0-9a-f]{64}$/);
  expect(await aws.event(jobRunId)).toMatchObject({ jobName, state: 'SUCCEEDED', severity: 'INFO' });
  expect(aws.events[0]).toMatchObject({ bus: 'default', source: 'aws.glue', type: 'Glue Job State Change' });
  const report = reportOf(aws, runId, jobRunId);
  expect(report?.staging?.rows).toBe(50);
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM (TABLE datamorph_staging.${report?.staging?.name} EXCEPT TABLE datamorph_staging.${report?.oracle?.name}) d`,
  );
  expect(rows[0].n).toBe(0);
  await refusesWrites(pool, report);
});

it('tells the arguments and the times of a job run, and lists the newest first', async () => {
  const given = prepared(aws, totals, newRun());
  const jobRunId = await begin(given);
  await aws.event(jobRunId);
  const run = await find(jobRunId);
  expect(run).toMatchObject({ Id: jobRunId, JobName: jobName, JobRunState: 'SUCCEEDED', Arguments: given, WorkerType: 'G.1X' });
  expect(run?.CompletedOn?.getTime()).toBeGreaterThanOrEqual(run?.StartedOn?.getTime() ?? Number.POSITIVE_INFINITY);
  const { JobRuns = [] } = await client.send(new GetJobRunsCommand({ JobName: jobName, MaxResults: 1 }));
  expect(JobRuns.map(({ Id }) => Id)).toEqual([jobRunId]);
});

it('lets job runs above the limit wait, and starts them in order', async () => {
  const ids = await Promise.all([0, 1, 2].map(() => begin(prepared(aws, totals, newRun()))));
  const states = await Promise.all(ids.map(async (id) => (await find(id))?.JobRunState));
  expect(states.slice(1)).toContain('WAITING');
  const changes = await Promise.all(ids.map((id) => aws.event(id)));
  expect(changes.map(({ state }) => state)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
});

it('stops a job run that waits, and refuses to stop one that has ended', async () => {
  const [first, second] = await Promise.all([0, 1].map(() => begin(prepared(aws, totals, newRun()))));
  const ids = [first ?? '', second ?? ''];
  const waiting = (await Promise.all(ids.map(find))).find((run) => run?.JobRunState === 'WAITING')?.Id ?? '';
  const stop = () => client.send(new BatchStopJobRunCommand({ JobName: jobName, JobRunIds: [waiting] }));
  expect((await stop()).SuccessfulSubmissions).toEqual([{ JobName: jobName, JobRunId: waiting }]);
  expect((await aws.event(waiting)).state).toBe('STOPPED');
  expect((await stop()).Errors?.[0]?.JobRunId).toBe(waiting);
});

it('knows no other job and no other job run', async () => {
  await expect(client.send(new StartJobRunCommand({ JobName: 'another' }))).rejects.toBeInstanceOf(EntityNotFoundException);
  await expect(find('jr_0')).rejects.toBeInstanceOf(EntityNotFoundException);
});

it('says that a job failed, and why', async () => {
  const jobRunId = await begin({ ...prepared(aws, totals, newRun()), '--manifest_uri': 's3://artifacts/nothing' });
  expect(await aws.event(jobRunId)).toMatchObject({ state: 'FAILED', severity: 'ERROR', message: expect.stringContaining('faked') });
  expect((await find(jobRunId))?.ErrorMessage).toContain('faked');
});
