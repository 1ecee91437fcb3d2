// One deployed mapping: its queue is long-polled, batches go to the function, what succeeded is deleted, what failed is left to come again.

import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from '../aws-env.ts';
import type { DeployedMapping } from '../deploy.ts';
import type { Hosted } from './invoke.ts';

export type Delivery = {
  readonly agent: string;
  readonly functionName: string;
  readonly messageIds: readonly string[];
  /** The event as the function gets it: `{ Records }`. */
  readonly event: { readonly Records: readonly SqsRecord[] };
};
export type SqsRecord = ReturnType<typeof recordOf>;
export type Outcome = {
  readonly delivery: Delivery;
  readonly ms: number;
  readonly failed: readonly string[];
  readonly error: Error | undefined;
};

/** Faults of tests go around a call: call twice (duplicate), late (reordered), or throw after it (killed before the answer). */
export type Around = (delivery: Delivery, next: () => Promise<unknown>) => Promise<unknown>;

export type Poller = { readonly stop: () => Promise<void> };

export const pollQueue = (
  endpoint: string,
  mapping: DeployedMapping,
  { agent, hosted, around, onOutcome }: { agent: string; hosted: Hosted; around: Around; onOutcome: (outcome: Outcome) => void },
): Poller => {
  const client = new SQSClient(clientOptions(endpoint));
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const places = Math.min(mapping.maxConcurrency ?? 1000, hosted.concurrency);

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (running.size >= places) await Promise.race(running);
      else for (const batch of batchesOf(await receive(places - running.size), mapping.batchSize)) start(batch);
    }
  };
  const receive = async (free: number): Promise<readonly Message[]> => {
    const wanted = { MaxNumberOfMessages: Math.min(10, mapping.batchSize * free), WaitTimeSeconds: 20 };
    const names = { MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All'] };
    try {
      const command = new ReceiveMessageCommand({ QueueUrl: mapping.queueUrl, ...wanted, ...names });
      return (await client.send(command, { abortSignal: stopping.signal })).Messages ?? [];
    } catch {
      // Not answered: the emulator is ending, or was restarted. Asking at once again would only burn the processor.
      if (!stopping.signal.aborted) await sleep(100, undefined, { signal: stopping.signal }).catch(() => {});
      return [];
    }
  };
  const start = (batch: readonly Message[]): void => {
    const handling = handle(batch).finally(() => running.delete(handling));
    running.add(handling);
  };
  const handle = async (batch: readonly Message[]): Promise<void> => {
    const began = performance.now();
    const event = { Records: batch.map((message) => recordOf(message, mapping.queueArn)) };
    const delivery = { agent, functionName: mapping.functionName, messageIds: event.Records.map(({ messageId }) => messageId), event };
    const { failed, error } = await call(delivery, () => around(delivery, () => hosted.invoke(event)), mapping.reportsItemFailures);
    onOutcome({ delivery, ms: performance.now() - began, failed, error });
    await remove(batch.filter(({ MessageId = '' }) => !failed.includes(MessageId)));
  };
  const remove = async (done: readonly Message[]): Promise<void> => {
    if (done.length === 0) return;
    const Entries = done.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
    // What is not deleted comes again, and handlers bear that.
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: mapping.queueUrl, Entries })).catch(() => {});
  };

  const ended = loop();
  return {
    /** Takes no more, lets what runs end. */
    stop: async () => {
      stopping.abort();
      await ended;
      await Promise.all(running);
      client.destroy();
    },
  };
};

const batchesOf = (messages: readonly Message[], size: number): (readonly Message[])[] =>
  Array.from({ length: Math.ceil(messages.length / size) }, (_, n) => messages.slice(n * size, (n + 1) * size));

/** Which messages must come again. */
const call = async (
  { messageIds }: Delivery,
  invoke: () => Promise<unknown>,
  reports: boolean,
): Promise<{ readonly failed: readonly string[]; readonly error: Error | undefined }> => {
  try {
    const answer = await invoke();
    return { failed: reports ? itemFailures(answer, messageIds) : [], error: undefined };
  } catch (error) {
    return { failed: messageIds, error: error instanceof Error ? error : new Error(String(error)) };
  }
};

/** As AWS reads the answer: nothing said is success; a list with an item it does not know is a failure of all. */
export const itemFailures = (answer: unknown, messageIds: readonly string[]): readonly string[] => {
  if (answer === null || answer === undefined || typeof answer !== 'object')
    return answer === undefined || answer === null ? [] : messageIds;
  const items = 'batchItemFailures' in answer ? answer.batchItemFailures : [];
  if (items === null) return [];
  if (!Array.isArray(items)) return messageIds;
  const failed = items.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'itemIdentifier' in item && typeof item.itemIdentifier === 'string'
      ? item.itemIdentifier
      : '',
  );
  return failed.every((id) => messageIds.includes(id)) ? failed : messageIds;
};

const recordOf = (message: Message, queueArn: string) => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
      name,
      { stringValue: StringValue, dataType: DataType },
    ]),
  ),
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: 'us-east-1',
});
