// Puts facts on the bus. A call that succeeds may still have lost entries, so each entry's answer is read, and only those that failed are sent again.
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { AnyEvent } from '../../events/catalog.ts';
import { assertSayable, source } from '../../events/envelope.ts';

export type Bus = {
  /** All of them, or a throw that names who was refused. Throws ContractViolation before anything is sent when one does not match its schema. */
  readonly publish: (events: readonly AnyEvent[]) => Promise<void>;
};

export type BusOptions = {
  /** Name or ARN. */
  readonly bus: string;
  /** Waits before what failed is sent again. */
  readonly pause?: (milliseconds: number) => Promise<void>;
};

const maxEntries = 10;
/** AWS's limit is 1 MB for all entries of a call; it must stay below. */
const maxBytes = 1_000_000;
const maxRounds = 5;
const retryable: ReadonlySet<string> = new Set(['InternalFailure', 'InternalException', 'ThrottlingException', 'ServiceUnavailable']);

type Entry = PutEventsRequestEntry & { readonly eventId: string };
type Refused = { readonly entry: Entry; readonly code: string; readonly message: string };

export const eventbridgeBus = ({ bus, pause = sleep }: BusOptions, client = new EventBridgeClient({})): Bus => ({
  publish: async (events) => {
    for (const event of events) assertSayable(event);
    let left = events.map((event) => entryOf(bus, event));
    for (let round = 0; left.length > 0; round += 1) {
      const refused = (await Promise.all(calls(left).map((entries) => put(client, entries)))).flat();
      const hopeless = refused.filter(({ code }) => !retryable.has(code));
      if (hopeless.length > 0 || (refused.length > 0 && round === maxRounds - 1)) throw new NotPublished(refused);
      left = refused.map(({ entry }) => entry);
      if (left.length > 0) await pause(Math.random() * 50 * 2 ** round);
    }
  },
});

export class NotPublished extends Error {
  override readonly name = 'NotPublished';
  constructor(refused: readonly Refused[]) {
    super(refused.map(({ entry, code, message }) => `${entry.eventId}: ${code} ${message}`).join('; '));
  }
}

const entryOf = (bus: string, { name, meta, data }: AnyEvent): Entry => ({
  eventId: meta.eventId,
  EventBusName: bus,
  Source: source,
  DetailType: name,
  Detail: JSON.stringify({ meta, data }),
});

/** As few calls as the limits allow. */
const calls = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const made: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (size >= maxBytes) throw new Error(`${entry.eventId}: ${size} bytes are more than a bus takes: put the large part into an artifact`);
    const last = made.at(-1);
    if (last === undefined || last.length === maxEntries || bytes + size >= maxBytes) {
      made.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return made;
};

const sizeOf = ({ Source = '', DetailType = '', Detail = '' }: Entry): number => Buffer.byteLength(Source + DetailType + Detail);

const put = async (client: EventBridgeClient, entries: readonly Entry[]): Promise<readonly Refused[]> => {
  const Entries = entries.map(({ eventId: _, ...entry }) => entry);
  const answer = await client.send(new PutEventsCommand({ Entries }));
  // Answers keep the order of the entries.
  return entries.flatMap((entry, n) => {
    const { EventId, ErrorCode, ErrorMessage = '' } = answer.Entries?.[n] ?? {};
    return EventId === undefined ? [{ entry, code: ErrorCode ?? 'no-answer', message: ErrorMessage }] : [];
  });
};

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
