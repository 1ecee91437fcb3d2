// The bus against a scripted EventBridge: an answer of 200 may hide lost entries.
import { EventBridgeClient, type PutEventsCommandInput, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { expect, it } from 'vitest';
import { type AnyEvent, type Draft, say } from '../../events/catalog.ts';
import { cause, ulid } from '../../events/envelope.ts';
import { eventbridgeBus } from '../../services/adapters/eventbridge-bus.ts';

const runId = ulid(Date.parse('2026-11-01T10:00:00.000Z'), 'seed');
const by = { runId, attempt: 0, correlationId: runId, eventId: `${runId}.0.RunRequested`, hop: 0 };
const factsOf = (count: number, draft: Draft): readonly AnyEvent[] =>
  cause(
    by,
    'api',
    Array.from({ length: count }, () => draft),
    '2026-11-01T10:00:00.000Z',
  );
const facts = (count: number) => factsOf(count, say('RunCancelRequested', { by: 'me', reason: 'changed my mind' }));
const large = (count: number, bytes: number) =>
  factsOf(count, say('RunCancelled', { stopped: Array.from({ length: bytes / 100 }, () => 'j'.repeat(97)) }));

type Call = NonNullable<PutEventsCommandInput['Entries']>;

/** A client whose wire is this function: the n-th call's entries in, their answers out. */
const scripted = (answer: (entries: Call, call: number) => PutEventsResultEntry[]) => {
  const calls: Call[] = [];
  const client = new EventBridgeClient({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        const { Entries = [] } = input as PutEventsCommandInput;
        calls.push(Entries);
        const answers = answer(Entries, calls.length);
        const output = { $metadata: {}, Entries: answers, FailedEntryCount: answers.filter(({ EventId }) => EventId === undefined).length };
        return { response: {}, output };
      },
    { step: 'initialize', priority: 'low' },
  );
  const pauses: number[] = [];
  const bus = eventbridgeBus({ bus: 'datamorph', pause: async (milliseconds) => void pauses.push(milliseconds) }, client);
  return { bus, calls, pauses };
};

const taken = (entries: Call): PutEventsResultEntry[] => entries.map((_, n) => ({ EventId: `id-${n}` }));
const eventIds = (call: Call | undefined) =>
  call?.map(({ Detail = '' }) => (JSON.parse(Detail) as AnyEvent).meta.eventId.split('.').at(-1));

it('says facts as source datamorph, the name as detail-type, meta and data as detail', async () => {
  const { bus, calls } = scripted(taken);
  const [fact] = facts(1);
  await bus.publish(facts(1));
  expect(calls).toEqual([
    [
      {
        EventBusName: 'datamorph',
        Source: 'datamorph',
        DetailType: 'RunCancelRequested',
        Detail: JSON.stringify({ meta: fact?.meta, data: fact?.data }),
      },
    ],
  ]);
});

it('puts no more than ten entries and less than a megabyte into a call', async () => {
  const many = scripted(taken);
  await many.bus.publish(facts(23));
  expect(many.calls.map((call) => call.length)).toEqual([10, 10, 3]);
  const few = scripted(taken);
  await few.bus.publish(large(4, 300_000));
  expect(few.calls.map((call) => call.length)).toEqual([3, 1]);
});

it('sends again only the entries that failed, after a pause', async () => {
  const { bus, calls, pauses } = scripted((entries, call) =>
    entries.map((_, n) => (call === 1 && n === 1 ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' } : { EventId: 'x' })),
  );
  await bus.publish(facts(3));
  expect(calls.map(eventIds)).toEqual([['RunCancelRequested', '1', '2'], ['1']]);
  expect(pauses).toHaveLength(1);
});

it('throws with the codes when an entry is refused for good, without trying again', async () => {
  const { bus, calls } = scripted((entries) =>
    entries.map((_, n) => (n === 0 ? { EventId: 'x' } : { ErrorCode: 'MalformedDetail', ErrorMessage: 'no JSON' })),
  );
  await expect(bus.publish(facts(2))).rejects.toThrow(/RunCancelRequested\.1: MalformedDetail no JSON/);
  expect(calls).toHaveLength(1);
});

it('throws when an entry fails for ever', async () => {
  const { bus, calls } = scripted((entries) => entries.map(() => ({ ErrorCode: 'InternalFailure', ErrorMessage: 'oops' })));
  await expect(bus.publish(facts(1))).rejects.toThrow('InternalFailure oops');
  expect(calls).toHaveLength(5);
});

it('sends nothing when one of the facts does not match its schema, or is too large', async () => {
  const { bus, calls } = scripted(taken);
  const [fact] = facts(1);
  const wrong = { ...fact, data: { by: 1 } } as never;
  await expect(bus.publish([...facts(1), wrong])).rejects.toMatchObject({ name: 'ContractViolation' });
  await expect(bus.publish(large(1, 1_100_000))).rejects.toThrow('put the large part into an artifact');
  expect(calls).toEqual([]);
});

it('says nothing when there is nothing to say', async () => {
  const { bus, calls } = scripted(taken);
  await bus.publish([]);
  expect(calls).toEqual([]);
});
