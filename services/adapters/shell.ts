// The one Lambda shell of all agents that hear a queue: the only file that knows messages, retries and publication.
// parse → read the record → already worked? re-publish → handle → record in one transaction → publish → mark published.
import { isDeepStrictEqual } from 'node:util';
import type { AnyAgent } from '../../events/agent.ts';
import type { AnyEvent, AwsEventName, AwsEventOf, EventOf } from '../../events/catalog.ts';
import { assertSayable, type Cause, ContractViolation, cause, type Heard, parse } from '../../events/envelope.ts';
import type { Ports } from '../../events/ports.ts';
import { rowOf } from '../../events/topology.ts';
import { record } from '../run/record.ts';
import { type Recorded, RecordTooLarge, type RunStore, type Work, workKey } from '../run/store.ts';

/** A message as it lies in the agent's queue. */
export type QueueMessage = { readonly id: string; readonly body: string; readonly handle: string; readonly receives: number };

export type Queue = {
  /** Moves the message to the dead-letter queue at once, whole, with the reason beside it. */
  readonly deadLetter: (message: QueueMessage, reason: DeadLetterReason, detail: string) => Promise<void>;
  /** Makes the message visible again after so many seconds instead of after the queue's own, much longer, time. */
  readonly retryIn: (message: QueueMessage, seconds: number) => Promise<void>;
};

/** What can never be handled, however often it is delivered. */
export type DeadLetterReason = 'contract-violation' | 'unrecorded' | 'hop-limit' | 'key-reused' | 'defect';

export type LogEntry = {
  readonly agent: string;
  readonly runId?: string | undefined;
  readonly attempt?: number | undefined;
  readonly eventId?: string | undefined;
  readonly outcome: string;
  readonly ms: number;
  readonly error?: string | undefined;
};

/** Everything outside the agent, made for one function. */
export type Live = {
  readonly runs: RunStore;
  readonly bus: { readonly publish: (events: readonly AnyEvent[]) => Promise<void> };
  readonly ports: Partial<Ports>;
  readonly queue: Queue;
  readonly now: () => string;
  /** Waits before a refused transaction is folded again, and decides the jitter of retries: between 0 and 1. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly log: (entry: LogEntry) => void;
};

/** One fact caused by another, beyond which a run must be going round in circles: six attempts take about thirty. */
const hopLimit = 60;
const longestRetrySeconds = 300;

/** Handles a batch; answers the ids of the messages that must come again. */
export const shell =
  (agent: AnyAgent, live: Live) =>
  async (messages: readonly QueueMessage[]): Promise<readonly string[]> => {
    const failed = await Promise.all(messages.map((message) => settle(agent, live, message)));
    return failed.filter((id) => id !== undefined);
  };

const settle = async (agent: AnyAgent, live: Live, message: QueueMessage): Promise<string | undefined> => {
  const began = performance.now();
  const say = (outcome: string, about: Partial<LogEntry> = {}) =>
    live.log({ agent: agent.name, ...about, outcome, ms: Math.round(performance.now() - began) });
  const about: { -readonly [Key in keyof LogEntry]?: LogEntry[Key] } = {};
  try {
    say(await work(agent, live, message.body, about), about);
    return undefined;
  } catch (error) {
    if (error instanceof Hopeless) {
      await live.queue.deadLetter(message, error.reason, error.message);
      say(error.reason, { ...about, error: error.message });
      return undefined;
    }
    // Transient trouble or a defect: who can tell. It comes again, soon at first, and ends in the dead-letter queue after the row's receives.
    await live.queue
      .retryIn(message, Math.min(longestRetrySeconds, 2 ** message.receives) * (0.5 + live.random() / 2))
      .catch(() => undefined);
    say('retry', { ...about, error: describe(error) });
    return message.id;
  }
};

/** The message itself is at fault. */
class Hopeless extends Error {
  readonly reason: DeadLetterReason;
  constructor(reason: DeadLetterReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

const describe = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2000);

// A slot may hold another agent's fact. What this agent may not say it does not repeat: its speaker does, or the watchdog.
const work = async (
  agent: AnyAgent,
  live: Live,
  body: string,
  about: { -readonly [Key in keyof LogEntry]?: LogEntry[Key] },
): Promise<string> => {
  const heard = parsed(body);
  if (heard.replayName !== undefined) return 'replay-not-said';
  const found = heard.is === 'aws' ? await fromAws(agent, live, heard.event) : await fromFact(live, heard.event);
  if (found === 'same-request') return found;
  const { recorded, by, eventKey, handle } = found;
  Object.assign(about, { runId: by.runId, attempt: by.attempt, eventId: by.eventId });
  if (by.hop > hopLimit) throw new Hopeless('hop-limit', `more than ${hopLimit} facts in a row`);

  const before = recorded.works.get(workKey(agent.name, eventKey));
  const done = before ?? (await perform(agent, live, found, () => handle(agent, live)));
  if (done.facts.length > 0 && !done.published) {
    await live.bus.publish(done.facts.filter((fact) => rowOf(agent.name).says.includes(fact.name)));
    await live.runs.markPublished(by.runId, agent.name, eventKey);
  }
  return before === undefined ? done.outcome : 'again';
};

const parsed = (body: string): Heard => {
  try {
    return parse(body);
  } catch (error) {
    if (error instanceof ContractViolation) throw new Hopeless('contract-violation', error.message);
    throw error;
  }
};

type Found = {
  readonly recorded: Recorded;
  readonly by: Cause;
  readonly eventKey: string;
  readonly handle: (agent: AnyAgent, live: Live) => ReturnType<AnyAgent['handle']>;
};

/** The bus carries hints, the table carries facts: an event counts only as its recorded twin, so nobody with PutEvents can forge a verdict. */
const fromFact = async (live: Live, event: AnyEvent): Promise<Found | 'same-request'> => {
  if (event.name === 'RunRequested') {
    const { run, is } = await opening(live.runs, event);
    if (is === 'differs')
      throw new Hopeless(
        run.runId === event.meta.runId ? 'unrecorded' : 'key-reused',
        `run ${run.runId} was asked for with another request`,
      );
    if (run.runId !== event.meta.runId) return 'same-request';
  }
  const recorded = await live.runs.load(event.meta.runId);
  const twin = recorded?.run.facts.find((fact) => fact.meta.eventId === event.meta.eventId);
  const isTwin =
    twin !== undefined && twin.name === event.name && (event.name === 'RunRequested' || isDeepStrictEqual(plain(twin), plain(event)));
  if (recorded === undefined || !isTwin) throw new Hopeless('unrecorded', `${event.meta.eventId} is not what the run's record says`);
  const { run } = recorded;
  return {
    recorded,
    by: twin.meta,
    eventKey: twin.meta.eventId,
    handle: (agent, { ports, now }) => agent.handle(twin, { run, ports, now: now() }),
  };
};

const opening = async (runs: RunStore, event: EventOf<'RunRequested'>): ReturnType<RunStore['open']> => {
  try {
    return await runs.open(event);
  } catch (error) {
    throw error instanceof RecordTooLarge ? new Hopeless('contract-violation', error.message) : error;
  }
};

/** Without what JSON does not carry: an absent property and an undefined one are the same fact. */
const plain = (event: AnyEvent): unknown => JSON.parse(JSON.stringify(event));

/** AWS's events name no run and prove nothing; the agent asks the service which attempt it was. */
const fromAws = async (agent: AnyAgent, live: Live, event: AwsEventOf<AwsEventName>): Promise<Found> => {
  const known = await agent.identify?.(event, live.ports);
  const recorded = known && (await live.runs.load(known.runId));
  if (known === undefined || recorded === undefined) throw new Hopeless('unrecorded', `${event.name} ${event.id} belongs to no run`);
  const { run } = recorded;
  const hop = Math.max(0, ...run.facts.map((fact) => fact.meta.hop));
  return {
    recorded,
    by: { runId: run.runId, attempt: known.attempt, correlationId: run.correlationId, eventId: `aws:${known.key}`, hop },
    eventKey: `aws:${known.key}`,
    handle: (_, { ports, now }) => agent.handle(event, { run, ports, now: now(), attempt: known.attempt }),
  };
};

const perform = async (
  agent: AnyAgent,
  live: Live,
  { recorded, by, eventKey }: Found,
  handle: () => ReturnType<AnyAgent['handle']>,
): Promise<Work> => {
  const drafts = await handle();
  const now = live.now();
  const facts = cause(by, agent.name, drafts, now);
  assertAllSayable(facts);
  const pause = (round: number) => live.pause(live.random() * 20 * 2 ** round);
  return record(live.runs, { agent: agent.name, eventKey, facts, now }, recorded.run, pause);
};

/** What an agent decided and may not say, or not so, will be no other the next time. */
const assertAllSayable = (facts: readonly AnyEvent[]): void => {
  try {
    for (const fact of facts) assertSayable(fact);
  } catch (error) {
    throw error instanceof ContractViolation ? new Hopeless('defect', error.message) : error;
  }
};
