// One stack per checkout, from start to the hardest end.
import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOptions } from '../../../infra/local/aws-env.ts';
import { attachStack, type LocalStack, type Sidecar, type StackAccess, StackIsRunning } from '../../../infra/local/stack.ts';
import { startChain, temporary, until } from './support/places.ts';
import { aliveIn, hold } from './support/processes.ts';

const cleaning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});
const folder = (): Promise<string> => temporary((clean) => cleaning.push(clean));
const started = async (...args: Parameters<typeof startChain>): Promise<LocalStack> => {
  const stack = await startChain(...args);
  cleaning.push(() => stack.stop());
  return stack;
};

const client = (access: StackAccess) => new DynamoDBClient(clientOptions(access.endpoints.aws));
const remember = (access: StackAccess, pk: string) =>
  client(access).send(new PutItemCommand({ TableName: access.info.outputs.TableName, Item: { pk: { S: pk } } }));
const remembers = async (access: StackAccess, pk: string): Promise<boolean> =>
  (await client(access).send(new GetItemCommand({ TableName: access.info.outputs.TableName, Key: { pk: { S: pk } } }))).Item !== undefined;
const sql = async ({ database: { database, ...address } }: StackAccess, text: string): Promise<unknown[]> => {
  const connection = new pg.Client({ ...address, database });
  await connection.connect();
  return await connection
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => connection.end());
};
const linux = process.platform === 'linux';

it('starts everything, carries a fact from end to end, and leaves no process, lock or variable behind', async () => {
  const state = await folder();
  const before = { ...process.env };
  const stack = await startChain(state, { hops: 2 });
  console.log('first start, ms from its beginning:', JSON.stringify(stack.timings));
  expect(process.env.AWS_ENDPOINT_URL).toBe(stack.endpoints.aws);
  const Entries = [{ EventBusName: 'chain', Source: 'chain', DetailType: 'Hop1', Detail: JSON.stringify({ chain: 'whole', until: 2 }) }];
  await new EventBridgeClient({}).send(new PutEventsCommand({ Entries })); // found by environment alone
  await until('the second hop', () => remembers(stack, 'whole/hop-2'));
  const { SecretString = '' } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: 'datamorph/config' }));
  const { host, port, database, user, password } = stack.database;
  expect(JSON.parse(SecretString)).toEqual({ host, port, dbname: database, username: user, password });
  expect(existsSync(path.join(state, 'stack.json'))).toBe(true);
  await stack.stop();
  expect(existsSync(path.join(state, 'stack.json'))).toBe(false);
  expect({ ...process.env }).toEqual(before);
  if (linux) expect(aliveIn(state)).toEqual([]);
});

it('keeps runs and queues over a stop, and starts again quickly without deploying', async () => {
  const state = await folder();
  const first = await startChain(state, { hops: 2 });
  await remember(first, 'kept');
  await first.stop();
  const began = performance.now();
  const second = await started(state, { hops: 2 });
  console.log(`second start: ${(performance.now() - began).toFixed(0)} ms`, JSON.stringify(second.timings));
  expect(second.info.change).toBe('unchanged');
  expect(await remembers(second, 'kept')).toBe(true);
});

it('lets others attach, and refuses a second start in words that name the first', async () => {
  const state = await folder();
  const held = await hold<StackAccess>('stack', state);
  cleaning.push(() => held.kill());
  const attached = await attachStack({ state });
  expect(attached?.pid).toBe(held.pid);
  expect(attached?.endpoints).toEqual(held.value.endpoints);
  expect(attached?.database).toEqual(held.value.database);
  expect((await stat(path.join(state, 'stack.json'))).mode & 0o077).toBe(0);
  const refused = await startChain(state, { hops: 2 }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(StackIsRunning);
  expect(String(refused)).toContain(`process ${held.pid}`);
  expect(await attachStack({ state: await folder() })).toBeUndefined();
});

describe.runIf(linux)('after its process was killed', () => {
  it('no child is left within 5 s, the lock is taken over, and nothing that was stored is lost', async () => {
    const state = await folder();
    const held = await hold<StackAccess>('stack', state);
    await remember(held.value, 'kept');
    expect(aliveIn(state).length).toBeGreaterThanOrEqual(2); // emulator, database
    await held.kill();
    await until('all children have ended', () => aliveIn(state).length === 0, 5000);
    expect(await attachStack({ state })).toBeUndefined();
    const next = await started(state, { hops: 2 });
    expect(await remembers(next, 'kept')).toBe(true);
  });

  it('can be started again at once', async () => {
    const state = await folder();
    const held = await hold<StackAccess>('stack', state);
    await remember(held.value, 'kept');
    await held.kill();
    const next = await started(state, { hops: 2 });
    expect(await remembers(next, 'kept')).toBe(true);
  });
});

it('forgets queues and runs, never the database, when the two are not of the same last run', async () => {
  const state = await folder();
  const first = await startChain(state, { hops: 1 });
  await remember(first, 'old');
  await first.stop();
  const second = await startChain(state, { hops: 1 });
  await sql(second, 'CREATE TABLE mine (n int)');
  process.kill(emulatorPid(state), 'SIGKILL'); // what it knew of this run is lost: it falls back to the state of the first
  expect(String(await second.trouble)).toContain('the emulator ended unexpectedly');
  await second.stop();
  const said: string[] = [];
  const third = await started(state, { hops: 1 }, { onProgress: (line) => said.push(line) });
  expect(said.join('\n')).toContain('not of the same last run');
  expect(third.info.change).toBe('created');
  expect(await remembers(third, 'old')).toBe(false);
  expect(await sql(third, "SELECT count(*)::int AS n FROM pg_tables WHERE tablename = 'mine'")).toEqual([{ n: 1 }]);
});

it('runs beside the stack of another checkout', async () => {
  const [one, two] = [await started(await folder(), { hops: 1 }), await hold<StackAccess>('stack', await folder())];
  cleaning.push(() => two.kill());
  expect(one.endpoints.aws).not.toBe(two.value.endpoints.aws);
  expect(one.database.port).not.toBe(two.value.database.port);
});

it("works on the user's own database when it is given one", async () => {
  const { startPostgres } = await import('../../../infra/local/postgres.ts');
  const theirs = await startPostgres({ dataDir: await folder() });
  cleaning.push(() => theirs.stop());
  const state = await folder();
  const databaseUrl = `postgresql://${theirs.user}:${theirs.password}@127.0.0.1:${theirs.port}/${theirs.database}`;
  const stack = await started(state, { hops: 1 }, { databaseUrl });
  expect(stack.database.port).toBe(theirs.port);
  expect(existsSync(path.join(state, 'postgres'))).toBe(false);
  expect(
    await sql(stack, "SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = current_database()"),
  ).toEqual([{ mark: null }]);
});

it('ends what it started when a part does not start', async () => {
  const state = await folder();
  const closed: string[] = [];
  const slow = async (): Promise<Sidecar> => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return { url: 'http://127.0.0.1:9', close: async () => void closed.push('slow') };
  };
  const broken = async (): Promise<Sidecar> => {
    throw new Error('no such thing');
  };
  await expect(startChain(state, { hops: 1 }, { services: { glue: slow, bedrock: broken } })).rejects.toThrow('no such thing');
  expect(closed).toEqual(['slow']);
  if (linux) expect(aliveIn(state)).toEqual([]);
  expect(existsSync(path.join(state, 'stack.json'))).toBe(false);
});

it('makes everything again when .datamorph was deleted', async () => {
  const state = await folder();
  await (await startChain(state, { hops: 1 })).stop();
  await rm(state, { recursive: true });
  const stack = await started(state, { hops: 1 });
  expect(stack.info.change).toBe('created');
});

const emulatorPid = (state: string): number => {
  const [pid] = aliveIn(path.join(state, 'emulator'));
  if (pid === undefined) throw new Error('no emulator');
  return pid;
};
