// The run table's items: which keys they have, what conditions and the watch index need of them as attributes, the rest as JSON text.
import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AnyEvent } from '../../events/catalog.ts';
import type { LogLine } from '../../events/ports.ts';
import type { RunItem, RunState } from '../../events/run.ts';
import type { AgentName } from '../../events/topology.ts';
import { RecordTooLarge, type Work } from '../run/store.ts';
import { canonicalJson } from './canonical-json.ts';

export type Item = Record<string, AttributeValue>;

/** DynamoDB refuses items above 400 KB; keys, other attributes and the index copy need room beside the body. */
const maxBodyBytes = 350 * 1024;
const daysKept = 90;

const text = (value: string): AttributeValue => ({ S: value });
const number = (value: number): AttributeValue => ({ N: String(value) });
const key = (pk: string, sk: string): Item => ({ pk: text(pk), sk: text(sk) });

const runPartition = (runId: string): string => `RUN#${runId}`;
export const logPartition = (runId: string): string => `LOG#${runId}`;

export const keys = {
  partition: (runId: string): AttributeValue => text(runPartition(runId)),
  run: (runId: string): Item => key(runPartition(runId), 'RUN'),
  fact: (runId: string, eventId: string): Item => key(runPartition(runId), `FACT#${eventId}`),
  slot: (runId: string, slot: string): Item => key(runPartition(runId), `SLOT#${slot}`),
  work: (runId: string, agent: AgentName, eventKey: string): Item => key(runPartition(runId), `WORK#${agent}#${eventKey}`),
  request: (idempotencyKey: string): Item => key(`KEY#${idempotencyKey}`, 'KEY'),
};

// --- run: state is an attribute of its own, so that the fence and a recorded fact never overwrite each other

export const runItem = (run: RunItem): Item => ({
  ...keys.run(run.runId),
  ...runAttributes(run),
  ...stateAttributes(run.state),
  ...watched('run', run.deadlineAt),
  ...expiry(),
});

export const runAttributes = ({ state: _, ...run }: RunItem): Item => ({
  version: number(run.version),
  remediations: number(run.remediations),
  restarts: number(run.restarts),
  body: body(`run ${run.runId}`, run),
});

export const stateAttributes = (state: RunState): Item => ({ is: text(state.is), state: text(JSON.stringify(state)) });

/** undefined when the item has outlived its time: DynamoDB deletes days late. */
export const runOf = (item: Item | undefined): RunItem | undefined => {
  if (item === undefined || Number(item.ttl?.N) * 1000 < Date.now()) return undefined;
  return { ...(JSON.parse(stringOf(item, 'body')) as Omit<RunItem, 'state'>), state: stateOf(item) };
};

export const stateOf = (item: Item): RunState => JSON.parse(stringOf(item, 'state')) as RunState;
export const versionOf = (item: Item): number => Number(item.version?.N);

// --- facts and their slots

/** `order`: version of the run that the fact made, so facts come back in the order in which they were recorded, whatever the clocks said. */
export const factItem = (fact: AnyEvent, order: number): Item => ({
  ...keys.fact(fact.meta.runId, fact.meta.eventId),
  order: number(order),
  body: body(fact.meta.eventId, fact),
  ...expiry(),
});

export const factOf = (item: Item): AnyEvent => JSON.parse(stringOf(item, 'body')) as AnyEvent;
export const orderOf = (item: Item): number => Number(item.order?.N);

export const slotItem = (runId: string, slot: string, eventId: string): Item => ({
  ...keys.slot(runId, slot),
  eventId: text(eventId),
  ...expiry(),
});

// --- work: its facts are named, not copied

type StoredWork = Omit<Work, 'facts' | 'published'> & { readonly factIds: readonly string[] };

export const workItem = (runId: string, { facts, published, ...work }: Work): Item => ({
  ...keys.work(runId, work.agent, work.eventKey),
  body: body(`work of ${work.agent}`, { ...work, factIds: facts.map(({ meta }) => meta.eventId) } satisfies StoredWork),
  published: { BOOL: published },
  ...(facts.length > 0 && !published ? watched('unpublished', work.recordedAt) : {}),
  ...expiry(),
});

export const factIdsOf = (item: Item): readonly string[] => (JSON.parse(stringOf(item, 'body')) as StoredWork).factIds;

export const workOf = (item: Item, facts: readonly AnyEvent[]): Work => {
  const { factIds: _, ...work } = JSON.parse(stringOf(item, 'body')) as StoredWork;
  return { ...work, facts, published: item.published?.BOOL === true };
};

// --- idempotency keys and log lines

/** What makes two requests the same: everything that was asked, neither the run id nor the time. */
export const requestHash = (data: unknown): string => createHash('sha256').update(canonicalJson(data)).digest('hex');

export const requestItem = (idempotencyKey: string, runId: string, hash: string): Item => ({
  ...keys.request(idempotencyKey),
  runId: text(runId),
  hash: text(hash),
  ...expiry(),
});

export const logItem = (runId: string, line: LogLine): Item => ({
  ...key(logPartition(runId), `${line.at}#${line.eventId}`),
  body: body(`log line ${line.eventId}`, line),
  ...expiry(),
});

export const logLineOf = (item: Item): LogLine => JSON.parse(stringOf(item, 'body')) as LogLine;

// --- attributes

const watched = (what: 'run' | 'unpublished', at: string): Item => ({ watch: text(what), watchAt: text(at) });

const expiry = (): Item => ({ ttl: number(Math.floor(Date.now() / 1000) + daysKept * 86_400) });

const body = (what: string, value: unknown): AttributeValue => {
  const json = JSON.stringify(value);
  const bytes = Buffer.byteLength(json);
  if (bytes > maxBodyBytes)
    throw new RecordTooLarge(
      `${what} takes ${bytes} bytes, at most ${maxBodyBytes} fit in the run table: put the large part into an artifact`,
    );
  return text(json);
};

export const stringOf = (item: Item, name: string): string => {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`item ${item.pk?.S} ${item.sk?.S} has no text attribute ${name}`);
  return value;
};
