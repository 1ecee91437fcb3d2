// What an emulator never does and DynamoDB may: show half a transaction to a query, and cancel a transaction because another one is in flight.
import { DynamoDBClient, QueryCommand, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type EventOf, say } from '../../events/catalog.ts';
import { cause, requestMeta, ulid } from '../../events/envelope.ts';
import { factItem, runItem } from '../../services/adapters/dynamo-items.ts';
import { dynamoRuns } from '../../services/adapters/dynamo-runs.ts';
import { evolve, opened } from '../../services/run/evolve.ts';

const now = new Date().toISOString();
const runId = ulid(Date.now(), 'seed');
const requested: EventOf<'RunRequested'> = { name: 'RunRequested', meta: requestMeta(runId, now, 'api'), data: { prompt: 'totals' } };
const [cancel] = cause(requested.meta, 'api', [say('RunCancelRequested', { by: 'me' })], now);
if (cancel === undefined) throw new Error('no fact');

/** A client whose wire is this function of the command. */
const scripted = (answer: (command: unknown, call: number) => object) => {
  let calls = 0;
  const client = new DynamoDBClient({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  client.send = (async (command: unknown) => {
    calls += 1;
    return answer(command, calls);
  }) as typeof client.send;
  return { store: dynamoRuns({ table: 'runs' }, client), calls: () => calls };
};

const canceled = (...codes: readonly string[]) =>
  new TransactionCanceledException({ message: 'canceled', $metadata: {}, CancellationReasons: codes.map((Code) => ({ Code })) });

it('reads a run again while the query shows fewer facts than the run counts', async () => {
  const item = evolve(opened(requested), cancel);
  const { store, calls } = scripted((command, call) => {
    if (!(command instanceof QueryCommand)) throw new Error('only queries');
    return { Items: [factItem(requested, 1), runItem(item), ...(call < 3 ? [] : [factItem(cancel, 2)])] };
  });
  expect((await store.read(runId))?.facts).toEqual([requested, cancel]);
  expect(calls()).toBe(3);
});

it('does not give away a run whose facts stay incomplete', async () => {
  const { store } = scripted(() => ({ Items: [factItem(requested, 1), runItem(evolve(opened(requested), cancel))] }));
  await expect(store.read(runId)).rejects.toThrow('do not agree');
});

it('takes a run that has outlived its time for gone', async () => {
  const { store } = scripted(() => ({ Items: [factItem(requested, 1), { ...runItem(opened(requested)), ttl: { N: '1000' } }] }));
  expect(await store.read(runId)).toBeUndefined();
});

it('tries a transaction again that met another one in flight', async () => {
  const { store, calls } = scripted((command, call) => {
    if (!(command instanceof TransactWriteItemsCommand)) throw new Error('only transactions');
    if (call < 3) throw canceled('TransactionConflict', 'None');
    return {};
  });
  expect((await store.open(requested)).is).toBe('opened');
  expect(calls()).toBe(3);
});

it('does not try a transaction again that can never succeed', async () => {
  const { store, calls } = scripted(() => {
    throw canceled('ValidationError', 'None');
  });
  await expect(store.open(requested)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  expect(calls()).toBe(1);
});
