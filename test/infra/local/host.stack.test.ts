// The host on a deployed chain: what AWS's mappings promise, and how fast.
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOptions, enterEnvironment } from '../../../infra/local/aws-env.ts';
import { deploy, type StackInfo } from '../../../infra/local/deploy.ts';
import { type Emulator, startEmulator } from '../../../infra/local/emulator.ts';
import { type Host, type HostOptions, type Outcome, startHost } from '../../../infra/local/host.ts';
import { awsEnv } from '../../../infra/local/stack.ts';
import { writeChain } from './support/chain-assembly.ts';
import { chainHandlers, temporary, until } from './support/places.ts';

const hops = 7;
let emulator: Emulator;
let stack: StackInfo;
let cdkOut: string;
const cleaning: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  cdkOut = await temporary((clean) => cleaning.push(clean));
  const stateDir = await temporary((clean) => cleaning.push(clean));
  emulator = await startEmulator({ stateDir, onLog: () => {} });
  cleaning.push(() => emulator.stop());
  await writeChain(cdkOut, { hops, timeout: 2, batchSize: 1, maxConcurrency: 5 });
  stack = await deploy(cdkOut, emulator.endpoint);
  cleaning.push(enterEnvironment(environment()));
});
afterAll(async () => {
  for (const clean of cleaning.toReversed()) await clean();
});

const environment = () => awsEnv(emulator.endpoint, { glue: 'http://127.0.0.1:9', bedrock: 'http://127.0.0.1:9' });

/** Hosts for the time of one test. */
const hosting = async <Result>(options: Partial<HostOptions>, work: (outcomes: readonly Outcome[]) => Promise<Result>): Promise<Result> => {
  const outcomes: Outcome[] = [];
  const host: Host = await startHost({
    ...{ endpoint: emulator.endpoint, stack, mode: 'in-process', loadHandler: chainHandlers, environment: environment() },
    onOutcome: (outcome) => outcomes.push(outcome),
    ...options,
  });
  return await work(outcomes).finally(() => host.stop());
};

const say = async (chain: string, detail: object = {}, hop = 1, until = hops): Promise<void> => {
  const client = new EventBridgeClient(clientOptions(emulator.endpoint));
  const Entries = [
    { EventBusName: 'chain', Source: 'chain', DetailType: `Hop${hop}`, Detail: JSON.stringify({ chain, until, ...detail }) },
  ];
  expect((await client.send(new PutEventsCommand({ Entries }))).FailedEntryCount).toBe(0);
};
const recorded = async (key: string): Promise<boolean> => {
  const client = new DynamoDBClient(clientOptions(emulator.endpoint));
  const TableName = stack.outputs.TableName;
  return (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: key } }, ConsistentRead: true }))).Item !== undefined;
};
const dead = async (hop: number): Promise<number> => {
  const client = new SQSClient(clientOptions(emulator.endpoint));
  const QueueUrl = `${emulator.endpoint}/000000000000/hop-${hop}-dlq`;
  return (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }))).Messages?.length ?? 0;
};

describe.each(['in-process', 'strict'] as const)('%s', (mode) => {
  it('carries a fact through all hops, quickly', async () => {
    await hosting({ mode }, async (outcomes) => {
      const times: number[] = [];
      for (let n = 0; n < 30; n++) {
        const began = performance.now();
        const before = outcomes.length;
        await say(`${mode}-${n}`);
        await until('all hops', () => outcomes.length >= before + hops);
        times.push(performance.now() - began);
      }
      expect(outcomes.filter(({ error, failed }) => error !== undefined || failed.length > 0)).toEqual([]);
      expect(await recorded(`${mode}-0/hop-${hops}`)).toBe(true);
      times.sort((a, b) => a - b);
      console.log(`${hops} hops, ${mode}: p50 ${times[15]?.toFixed(0)} ms, p95 ${times[28]?.toFixed(0)} ms`);
      expect(times[15]).toBeLessThan(400); // a loaded machine; alone it is about 80
    });
  });

  it('answers HTTP through the deployed API', async () => {
    await hosting({ mode }, async () => {
      const answer = await fetch(`${stack.apiUrl}/things/42`, { method: 'POST', body: 'hello' });
      expect(answer.status).toBe(201);
      expect(await answer.json()).toEqual({ id: '42', agent: 'door', body: 'hello' });
      expect((await fetch(`${stack.apiUrl}/things/42`, { method: 'POST', body: 'fail' })).status).toBe(502);
    });
  });

  it('puts what a deployment would configure before what the template says', async () => {
    await hosting({ mode, settings: { AGENT: 'told otherwise' } }, async () => {
      const answer = await fetch(`${stack.apiUrl}/things/42`, { method: 'POST', body: 'hello' });
      expect(await answer.json()).toMatchObject({ agent: 'told otherwise' });
    });
    const again = await deploy(cdkOut, emulator.endpoint);
    expect(again.functions.find(({ name }) => name.endsWith('door'))?.env.AGENT).toBe('door');
  });

  it('leaves what failed in the queue, and deletes what did not', async () => {
    const chain = `partial-${mode}`;
    await hosting({ mode }, async (outcomes) => {
      await say(chain, { fail: true }, 2, 2);
      await say(`${chain}-good`, {}, 2, 2);
      await until('both', () => outcomes.length === 2);
      expect(outcomes.map(({ failed }) => failed.length).sort()).toEqual([0, 1]);
    });
    expect(await recorded(`${chain}-good/hop-2`)).toBe(true);
  });
});

it('kills a strict handler at its timeout, and serves the next message', async () => {
  await hosting({ mode: 'strict' }, async (outcomes) => {
    await say('hangs', { hang: true }, 3, 3);
    await until('the timeout', () => outcomes.length === 1, 20_000);
    expect(outcomes[0]?.error?.name).toBe('TimedOut');
    expect(outcomes[0]?.ms).toBeGreaterThan(1900);
    await say('after', {}, 3, 3);
    await until('the next', () => outcomes.length === 2, 20_000);
    expect(outcomes[1]?.error).toBeUndefined();
    expect(await recorded('after/hop-3')).toBe(true);
  });
});

it('runs no more at once than the mapping allows', async () => {
  let running = 0;
  let most = 0;
  const around = async (_: unknown, next: () => Promise<unknown>) => {
    most = Math.max(most, ++running);
    await sleep(50);
    return await next().finally(() => running--);
  };
  await hosting({ around }, async (outcomes) => {
    for (let n = 0; n < 12; n++) await say(`crowd-${n}`, {}, 4, 4);
    await until('all', () => outcomes.length === 12);
  });
  expect(most).toBe(5);
});

it('lets tests kill a handling between its work and its answer, after which the message comes again', async () => {
  let deliveries = 0;
  const around = async (_: unknown, next: () => Promise<unknown>) => {
    deliveries++;
    await next();
    throw new Error('killed');
  };
  await hosting({ around }, async (outcomes) => {
    await say('killed', {}, 5, 5);
    await until('the kill', () => outcomes.length === 1);
    expect(outcomes[0]?.failed).toHaveLength(1);
  });
  expect(await recorded('killed/hop-5')).toBe(true);
  expect(deliveries).toBe(1);
});

it('keeps messages that come while it is down, and does not take one with it when it stops', async () => {
  await hosting({}, async () => {});
  await say('waits', {}, 6, 6);
  await hosting({}, async (outcomes) => {
    await until('the message', () => outcomes.length === 1, 2000);
  });
  expect(await recorded('waits/hop-6')).toBe(true);
});

it('moves a message that fails again and again to the dead-letter queue', async () => {
  const client = new SQSClient(clientOptions(emulator.endpoint));
  const QueueUrl = `${emulator.endpoint}/000000000000/hop-7`;
  const before = await dead(7);
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'no JSON at all' }));
  // What the shell does: the next try soon, not after the queue's visibility timeout.
  const loadHandler: HostOptions['loadHandler'] = async () => async (event) => {
    const { ChangeMessageVisibilityCommand } = await import('@aws-sdk/client-sqs');
    const { Records } = event as { Records: { receiptHandle: string }[] };
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: Records[0]?.receiptHandle, VisibilityTimeout: 0 }));
    throw new Error('poison');
  };
  await hosting({ loadHandler }, async (outcomes) => {
    await until('the dead letter', async () => (await dead(7)) === before + 1);
    expect(outcomes).toHaveLength(3);
  });
});

it('reads the stack back as deployed, and does nothing when nothing changed', async () => {
  const again = await deploy(cdkOut, emulator.endpoint);
  expect(again.change).toBe('unchanged');
  expect(again.functions.map(({ agent }) => agent).sort()).toEqual(
    [...Array.from({ length: hops }, (_, n) => `hop-${n + 1}`), 'door'].sort(),
  );
  expect(again.mappings).toHaveLength(hops);
  expect(again.mappings[0]).toMatchObject({ batchSize: 1, maxConcurrency: 5, reportsItemFailures: true });
  expect(again.functions[0]?.timeout).toBe(2);
});

it('gives a batch of up to its size to one call', async () => {
  const folder = await temporary((clean) => cleaning.push(clean));
  await writeChain(folder, { hops, timeout: 2, batchSize: 4 });
  stack = await deploy(folder, emulator.endpoint);
  expect(stack.change).toBe('updated');
  const client = new SQSClient(clientOptions(emulator.endpoint));
  const QueueUrl = `${emulator.endpoint}/000000000000/hop-1`;
  const Entries = Array.from({ length: 8 }, (_, n) => ({
    Id: `${n}`,
    MessageBody: JSON.stringify({ detail: { chain: `batch-${n}`, until: 1 } }),
  }));
  await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  await hosting({}, async (outcomes) => {
    await until('all', () => outcomes.flatMap(({ delivery }) => delivery.messageIds).length === 8);
    expect(Math.max(...outcomes.map(({ delivery }) => delivery.messageIds.length))).toBe(4);
  });
});
