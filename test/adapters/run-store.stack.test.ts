// The same promises on the table in DynamoDB, and those that only it can keep: expiry, the watch index, large and many facts.
import { CreateTableCommand, DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../../events/catalog.ts';
import { cause, requestMeta, ulid } from '../../events/envelope.ts';
import { dynamoRuns } from '../../services/adapters/dynamo-runs.ts';
import { evolve, itemOf } from '../../services/run/evolve.ts';
import { record } from '../../services/run/record.ts';
import { runStoreContract } from './run-store.contract.ts';
import { type Emulated, emulated } from './stack.ts';

const table = 'runs';
const now = '2026-11-01T10:00:00.000Z';
let stack: Emulated;
let client: DynamoDBClient;

beforeAll(async () => {
  stack = await emulated();
  client = new DynamoDBClient(stack.aws);
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'watch', 'watchAt'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'watch',
          KeySchema: [
            { AttributeName: 'watch', KeyType: 'HASH' },
            { AttributeName: 'watchAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
});
afterAll(() => stack?.stop());

runStoreContract('run table in DynamoDB', async () => dynamoRuns({ table }, client));

describe('run table in DynamoDB', () => {
  const open = async (prompt = 'totals') => {
    const store = dynamoRuns({ table }, client);
    const runId = ulid(Date.now(), `${Math.random()}`);
    const { run } = await store.open({ name: 'RunRequested', meta: requestMeta(runId, now, 'api'), data: { prompt } });
    return { store, run, runId };
  };
  const itemAt = async (pk: string, sk: string) =>
    (await client.send(new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }))).Item;

  it('watches an open run until its end by its deadline', async () => {
    const { store, run, runId } = await open();
    expect(await itemAt(`RUN#${runId}`, 'RUN')).toMatchObject({ watch: { S: 'run' }, watchAt: { S: run.deadlineAt } });
    const facts = cause({ ...run, eventId: 'x', hop: 0 }, 'remediator', [say('RunFailed', { code: 'defect', message: 'x' })], now);
    await record(store, { agent: 'remediator', eventKey: 'e1', facts, now }, run, async () => undefined);
    expect(await itemAt(`RUN#${runId}`, 'RUN')).not.toHaveProperty('watch');
  });

  it('watches work until its facts are published, and never work without facts', async () => {
    const { store, run, runId } = await open();
    const catalog = { uri: 's3://b/k', sha256: 'a'.repeat(64) };
    const facts = cause({ ...run, eventId: 'x', hop: 0 }, 'source-profiler', [say('SourcesProfiled', { catalog, tables: 1 })], now);
    await record(store, { agent: 'source-profiler', eventKey: 'e1', facts, now }, run, async () => undefined);
    await record(store, { agent: 'logger', eventKey: 'e1', facts: [], now }, run, async () => undefined);
    const work = () => itemAt(`RUN#${runId}`, 'WORK#source-profiler#e1');
    expect(await work()).toMatchObject({ watch: { S: 'unpublished' }, watchAt: { S: now } });
    expect(await itemAt(`RUN#${runId}`, 'WORK#logger#e1')).not.toHaveProperty('watch');
    await store.markPublished(runId, 'source-profiler', 'e1');
    expect(await work()).not.toHaveProperty('watch');
  });

  it('gives every item ninety days', async () => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
    const days = Items.map((item) => (Number(item.ttl?.N) - Date.now() / 1000) / 86_400);
    expect(Items.length).toBeGreaterThan(50);
    expect(days.filter((left) => !(left > 89.9 && left <= 90))).toEqual([]);
  });

  it('refuses a fact that no item can hold, in clear words, and records nothing', async () => {
    const { store, run, runId } = await open();
    const facts = cause(
      { ...run, eventId: 'x', hop: 0 },
      'remediator',
      [say('RunFailed', { code: 'defect', message: 'x'.repeat(400_000) })],
      now,
    );
    const commit = record(store, { agent: 'remediator', eventKey: 'e1', facts, now }, run, async () => undefined);
    await expect(commit).rejects.toThrow('put the large part into an artifact');
    expect((await store.read(runId))?.version).toBe(1);
  });

  it('reads a run whose facts fill more than one page', async () => {
    const { store, runId } = await open('p'.repeat(200_000));
    for (let n = 0; n < 8; n += 1) {
      const run = await store.read(runId);
      if (run === undefined) throw new Error('gone');
      const [fact] = cause(
        { ...run, eventId: 'x', hop: 0 },
        'api',
        [say('RunCancelRequested', { by: 'x', reason: 'r'.repeat(200_000) })],
        now,
      );
      if (fact === undefined) throw new Error('no fact');
      const numbered = { ...fact, meta: { ...fact.meta, eventId: `${fact.meta.eventId}.${n}` } };
      const work = { agent: 'api', eventKey: `e${n}`, facts: [numbered], outcome: 'said', recordedAt: now, published: false } as const;
      await store.commit({ runId, work, facts: [numbered], fold: { from: run.version, next: evolve(itemOf(run), numbered) } });
    }
    expect((await store.read(runId))?.facts.map(({ meta }) => meta.eventId.split('.').at(-1))).toEqual(['RunRequested', ...'01234567']);
  });
});
