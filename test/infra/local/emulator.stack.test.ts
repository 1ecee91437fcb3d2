// The emulator's contract: every behaviour of AWS that DataMorph relies on, asked with the real SDK, so that another version of the emulator is a visible difference.
import { execFile } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOptions } from '../../../infra/local/aws-env.ts';
import { type Emulator, prepareEmulator, startEmulator } from '../../../infra/local/emulator.ts';
import { temporary } from './support/places.ts';

let emulator: Emulator;
let stateDir: string;
let removeState: () => Promise<void>;
const account = '000000000000';
const start = async (): Promise<void> => {
  emulator = await startEmulator({ stateDir, onLog: () => {} });
};
beforeAll(async () => {
  stateDir = await temporary((clean) => {
    removeState = clean;
  });
  await start();
});
afterAll(async () => {
  await emulator.stop();
  await removeState();
});

const options = () => clientOptions(emulator.endpoint);
const sqs = () => new SQSClient(options());
const events = () => new EventBridgeClient(options());
const dynamo = () => new DynamoDBClient(options());
const s3 = () => new S3Client(options());

const queue = async (QueueName: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs().send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
const arn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
const receive = async (QueueUrl: string, wait = 1, visibility = 30): Promise<readonly Message[]> =>
  (
    await sqs().send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, WaitTimeSeconds: wait, VisibilityTimeout: visibility, MaxNumberOfMessages: 10 },
        ...{ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] },
      }),
    )
  ).Messages ?? [];
const entry = (more: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
  Source: 'probe',
  DetailType: 'Fact',
  Detail: '{"a":1}',
  ...more,
});
const put = (...Entries: PutEventsRequestEntry[]) => events().send(new PutEventsCommand({ Entries }));
const route = async (rule: string, pattern: object, target: object, bus = 'default'): Promise<void> => {
  await events().send(new PutRuleCommand({ Name: rule, EventBusName: bus, EventPattern: JSON.stringify(pattern) }));
  await events().send(new PutTargetsCommand({ Rule: rule, EventBusName: bus, Targets: [{ Id: 'target', Arn: '', ...target }] }));
};

it('listens on loopback only', async () => {
  const port = new URL(emulator.endpoint).port;
  const others = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap(({ address, family, internal }) => (family === 'IPv4' && !internal ? address : [])),
  );
  for (const address of others) await expect(fetch(`http://${address}:${port}/_ministack/health`)).rejects.toThrow();
});

describe('PutEvents', () => {
  it('takes 1 to 10 entries of at most 1 MB together', async () => {
    await expect(put()).rejects.toThrow(/length greater than or equal to 1/);
    await expect(put(...Array.from({ length: 11 }, () => entry()))).rejects.toThrow(/less than or equal to 10/);
    const half = entry({ Detail: JSON.stringify({ text: 'x'.repeat(530_000) }) });
    expect((await put(half)).FailedEntryCount).toBe(0);
    await expect(put(half, half)).rejects.toThrow(/over the limit/);
  });

  it('refuses wrong entries one by one, with HTTP 200', async () => {
    const { FailedEntryCount, Entries } = await put(
      entry({ Source: '' }),
      entry(),
      entry({ Detail: 'no JSON' }),
      entry({ Detail: '[1]' }),
      entry({ Source: 'aws.s3' }),
      entry({ DetailType: '' }),
      entry({ Source: 'aws.glue' }),
    );
    expect(FailedEntryCount).toBe(5);
    const codes = Entries?.map(({ ErrorCode }) => ErrorCode);
    expect(codes).toEqual([
      ...[
        'InvalidArgument',
        undefined,
        'MalformedDetail',
        'MalformedDetail',
        'NotAuthorizedForSourceException',
        'InvalidArgument',
        undefined,
      ],
    ]);
    expect(Entries?.[1]?.EventId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps the caller's time", async () => {
    const url = await queue('timed');
    await route('timed', { source: ['timed'] }, { Arn: arn('timed') });
    await put(entry({ Source: 'timed', Time: new Date('2020-02-29T12:00:00Z') }));
    const [message] = await receive(url);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      time: '2020-02-29T12:00:00Z',
      source: 'timed',
      'detail-type': 'Fact',
      detail: { a: 1 },
    });
  });
});

describe('rules', () => {
  it('match by source, detail-type, prefix exclusion and content of the detail', async () => {
    await events().send(new CreateEventBusCommand({ Name: 'matching' }));
    const url = await queue('matching');
    const pattern = { source: [{ 'anything-but': { prefix: 'aws.' } }], 'detail-type': ['Fact'], detail: { state: ['FAILED'] } };
    await route('matching', pattern, { Arn: arn('matching') }, 'matching');
    const on = (more: Partial<PutEventsRequestEntry>) => entry({ EventBusName: 'matching', Detail: '{"state":"FAILED"}', ...more });
    await put(on({}), on({ Source: 'aws.glue' }), on({ DetailType: 'Other' }), on({ Detail: '{"state":"RUNNING"}' }));
    const messages = await receive(url);
    expect(messages).toHaveLength(1);
  });

  it('send an event whose queue is missing to the dead-letter queue of the target, with the reason', async () => {
    const url = await queue('undelivered');
    await route('lost', { source: ['lost'] }, { Arn: arn('never-made'), DeadLetterConfig: { Arn: arn('undelivered') } });
    await put(entry({ Source: 'lost' }));
    const [message] = await receive(url);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({ source: 'lost', detail: { a: 1 } });
    expect(message?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('NO_RESOURCE');
    expect(message?.MessageAttributes?.TARGET_ARN?.StringValue).toBe(arn('never-made'));
    expect(message?.MessageAttributes?.RULE_ARN?.StringValue).toContain('rule/lost');
  });

  it('replay what an archive kept, marked as a replay, with the same id', async () => {
    await events().send(new CreateEventBusCommand({ Name: 'kept' }));
    const bus = `arn:aws:events:us-east-1:${account}:event-bus/kept`;
    await events().send(new CreateArchiveCommand({ ArchiveName: 'kept', EventSourceArn: bus }));
    const url = await queue('kept');
    await route('kept', { source: ['kept'] }, { Arn: arn('kept') }, 'kept');
    const { Entries } = await put(entry({ Source: 'kept', EventBusName: 'kept' }));
    expect(JSON.parse((await receive(url))[0]?.Body ?? '')).not.toHaveProperty('replay-name');
    expect((await events().send(new DescribeArchiveCommand({ ArchiveName: 'kept' }))).EventCount).toBe(1);
    const [from, to] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
    const EventSourceArn = `arn:aws:events:us-east-1:${account}:archive/kept`;
    await events().send(
      new StartReplayCommand({ ReplayName: 'again', EventSourceArn, EventStartTime: from, EventEndTime: to, Destination: { Arn: bus } }),
    );
    expect(JSON.parse((await receive(url, 5))[0]?.Body ?? '')).toMatchObject({ 'replay-name': 'again', id: Entries?.[0]?.EventId });
  });
});

describe('SQS', () => {
  it('tells a waiting receive of a message at once', async () => {
    const url = await queue('prompt');
    const times: number[] = [];
    for (let n = 0; n < 10; n++) {
      const waiting = receive(url, 5);
      await new Promise((resolve) => setTimeout(resolve, 60));
      const began = performance.now();
      await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: `${n}` }));
      expect(await waiting).toHaveLength(1);
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    expect(times[5]).toBeLessThan(60); // unpatched it looks every 100 ms
  });

  it('ends the wait of a client that is gone, which then takes no message with it', async () => {
    const url = await queue('abandoned');
    const gone = new AbortController();
    const waiting = sqs().send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), { abortSignal: gone.signal });
    setTimeout(() => gone.abort(), 100);
    await expect(waiting).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'still there' }));
    expect((await receive(url))[0]?.Body).toBe('still there');
  });

  it('hides what was received, counts receives, and moves what comes too often to the dead-letter queue', async () => {
    const dlq = await queue('redrive-dlq');
    const url = await queue('redrive', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('redrive-dlq'), maxReceiveCount: 2 }),
      VisibilityTimeout: '1',
    });
    await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'poison' }));
    const [first] = await receive(url);
    expect(await receive(url, 0)).toEqual([]);
    await sqs().send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }));
    const [second] = await receive(url, 1, 1);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(await receive(url, 2)).toEqual([]);
    expect((await receive(dlq))[0]?.Body).toBe('poison');
  });

  it('deletes in batches', async () => {
    const url = await queue('deleting');
    for (const MessageBody of ['a', 'b']) await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    const Entries = (await receive(url, 1, 0)).map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
    expect((await sqs().send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }))).Successful).toHaveLength(2);
    expect(await receive(url, 0)).toEqual([]);
  });
});

describe('DynamoDB', () => {
  const TableName = 'notebook';
  const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
  beforeAll(async () => {
    await dynamo().send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'watch'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          { IndexName: 'watch', KeySchema: [{ AttributeName: 'watch', KeyType: 'HASH' }], Projection: { ProjectionType: 'KEYS_ONLY' } },
        ],
      }),
    );
  });

  it('cancels a transaction as a whole, and says which item was refused and what it holds', async () => {
    await dynamo().send(new PutItemCommand({ TableName, Item: { ...key('run', 'slot'), by: { S: 'first' } } }));
    const once = { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
    const attempt = dynamo().send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { ...key('run', 'work') }, ...once } },
          { Put: { TableName, Item: { ...key('run', 'slot') }, ...once } },
        ],
      }),
    );
    const error = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TransactionCanceledException);
    if (!(error instanceof TransactionCanceledException)) return;
    expect(error.CancellationReasons?.map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed']);
    expect(error.CancellationReasons?.[1]?.Item?.by?.S).toBe('first');
    expect((await dynamo().send(new GetItemCommand({ TableName, Key: key('run', 'work'), ConsistentRead: true }))).Item).toBeUndefined();
  });

  it('refuses an update whose version is old', async () => {
    await dynamo().send(new PutItemCommand({ TableName, Item: { ...key('run', 'state'), version: { N: '2' } } }));
    const update = new UpdateItemCommand({
      ...{ TableName, Key: key('run', 'state'), UpdateExpression: 'SET version = :next', ConditionExpression: 'version = :seen' },
      ExpressionAttributeValues: { ':next': { N: '2' }, ':seen': { N: '1' } },
    });
    await expect(dynamo().send(update)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('finds items by an index that only some of them have', async () => {
    await dynamo().send(new PutItemCommand({ TableName, Item: { ...key('a', 'x'), watch: { S: 'open' } } }));
    await dynamo().send(new PutItemCommand({ TableName, Item: key('b', 'x') }));
    const query = {
      TableName,
      IndexName: 'watch',
      KeyConditionExpression: 'watch = :w',
      ExpressionAttributeValues: { ':w': { S: 'open' } },
    };
    expect((await dynamo().send(new QueryCommand(query))).Items?.map(({ pk }) => pk?.S)).toEqual(['a']);
  });
});

describe('S3 and Secrets Manager', () => {
  it('writes an object only once when asked to, and keeps versions', async () => {
    await s3().send(new CreateBucketCommand({ Bucket: 'artifacts' }));
    await s3().send(new PutBucketVersioningCommand({ Bucket: 'artifacts', VersioningConfiguration: { Status: 'Enabled' } }));
    const claim = (Body: string) => s3().send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'claim.json', Body, IfNoneMatch: '*' }));
    await claim('first');
    await expect(claim('second')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await s3().send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'claim.json', Body: 'third' }));
    expect((await s3().send(new ListObjectVersionsCommand({ Bucket: 'artifacts' }))).Versions).toHaveLength(2);
    await expect(s3().send(new GetObjectCommand({ Bucket: 'artifacts', Key: 'missing' }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('gives back the secret that was put last', async () => {
    const secrets = new SecretsManagerClient(options());
    await secrets.send(new CreateSecretCommand({ Name: 'config', SecretString: '{}' }));
    await secrets.send(new PutSecretValueCommand({ SecretId: 'config', SecretString: '{"a":1}' }));
    expect((await secrets.send(new GetSecretValueCommand({ SecretId: 'config' }))).SecretString).toBe('{"a":1}');
  });
});

it('keeps everything over a stop, and gives messages that were in flight to the next consumer at once', async () => {
  const url = await queue('in-flight');
  await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'being handled' }));
  expect(await receive(url, 1, 900)).toHaveLength(1);
  const before = emulator.endpoint;
  await emulator.stop();
  await start();
  expect(emulator.endpoint).toBe(before);
  const [message] = await receive(url, 0);
  expect(message?.Body).toBe('being handled');
  expect(message?.Attributes?.ApproximateReceiveCount).toBe('2');
  expect(
    (await dynamo().send(new GetItemCommand({ TableName: 'notebook', Key: { pk: { S: 'run' }, sk: { S: 'slot' } } }))).Item?.by?.S,
  ).toBe('first');
  expect((await s3().send(new ListObjectVersionsCommand({ Bucket: 'artifacts' }))).Versions).toHaveLength(2);
  expect((await events().send(new DescribeEventBusCommand({ Name: 'kept' }))).Name).toBe('kept');
});

it.each([
  ['ministack.services.eventbridge', '_dispatch_event'],
  ['ministack.services.sqs', '_queue_by_arn'],
  ['ministack.services.sqs', 'load_persisted_state'],
  ['ministack.services.lambda_svc', '_ESM_IDLE_WAKE_GAP_SECONDS'],
  ['ministack.services.dynamodb', '_update_ttl'],
  ['ministack.services.cloudformation.provisioners', '_RESOURCE_HANDLERS'],
])('does not start with a version that lacks %s.%s', async (module, symbol) => {
  const { python } = await prepareEmulator();
  const folder = path.resolve(import.meta.dirname, '../../../infra/local/emulator');
  const code = `import sys, importlib; sys.path.insert(0, sys.argv[1]); m = importlib.import_module(${JSON.stringify(module)}); delattr(m, ${JSON.stringify(symbol)}); import patches`;
  const failed = await promisify(execFile)(python, ['-c', code, folder]).then(
    () => '',
    (error: { stderr: string }) => error.stderr,
  );
  expect(failed).toContain(`has no ${symbol} in ${module}`);
});
