// From bytes on a queue to an event, and from a cause and a draft to the next event. Ids are derived, so the second time is the same time.
import { createHash } from 'node:crypto';
import { validate as validateGlueEvent } from '../contracts/generated/validators/GlueJobStateChange.js';
import { factValidators } from '../contracts/generated/validators.ts';
import { type Problem, problemsOf, type Validator } from '../contracts/validator.ts';
import type { AnyEvent, AwsEventName, AwsEventOf, Draft, EventName, Meta } from './catalog.ts';

/** Source of all our events on the bus. */
export const source = 'datamorph';

export type Heard =
  | { readonly is: 'fact'; readonly event: AnyEvent; readonly replayName: string | undefined }
  | { readonly is: 'aws'; readonly event: AwsEventOf<AwsEventName>; readonly replayName: string | undefined };

/** The message is no event that we accept; it goes to the dead-letter queue at once, whole. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
  readonly problems: readonly Problem[];
  constructor(what: string, problems: readonly Problem[]) {
    super(`${what}: ${problems.map(({ at, expected }) => `${at} ${expected}`).join('; ')}`);
    this.problems = problems;
  }
}

type BusEvent = {
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
  readonly 'replay-name'?: string;
};

/** Body of an SQS message that EventBridge wrote. Throws ContractViolation. */
export const parse = (body: string): Heard => {
  const bus = busEvent(body);
  const replayName = bus['replay-name'];
  const name = bus['detail-type'];
  if (bus.source.startsWith('aws.')) return { is: 'aws', event: awsEvent(bus), replayName };
  const validator = factValidators[name as EventName];
  if (validator === undefined)
    throw new ContractViolation(`event ${name}`, [{ at: '/detail-type', expected: 'a fact that this agent hears' }]);
  const detail = name === 'RunRequested' ? withMeta(bus) : bus.detail;
  if (name !== 'RunRequested' && bus.source !== source) throw new ContractViolation(name, [{ at: '/source', expected: source }]);
  const problems = problemsOf(validator.hear, detail);
  if (problems.length > 0) throw new ContractViolation(name, problems);
  const { meta, data } = detail as { meta: Meta; data: never };
  const event = { name: name as EventName, meta, data } as AnyEvent;
  return {
    is: 'fact',
    event: event.name === 'RunRequested' ? { ...event, meta: ownMeta(event.meta, event.data.continues, bus.time) } : event,
    replayName,
  };
};

const busEvent = (body: string): BusEvent => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ContractViolation('message', [{ at: '/', expected: 'JSON' }]);
  }
  const event = value as Partial<BusEvent> | null;
  const missing = (['id', 'source', 'time', 'detail-type'] as const).filter((key) => typeof event?.[key] !== 'string');
  if (missing.length > 0)
    throw new ContractViolation(
      'message',
      missing.map((key) => ({ at: `/${key}`, expected: 'text, as EventBridge writes it' })),
    );
  return event as BusEvent;
};

const awsEvent = (bus: BusEvent): AwsEventOf<AwsEventName> => {
  const name = bus['detail-type'];
  if (name !== 'Glue Job State Change') throw new ContractViolation(name, [{ at: '/detail-type', expected: 'Glue Job State Change' }]);
  const problems = problemsOf(validateGlueEvent, bus.detail);
  if (problems.length > 0) throw new ContractViolation(name, problems);
  return { name: 'Glue Job State Change', id: bus.id, at: bus.time, data: bus.detail as AwsEventOf<AwsEventName>['data'] };
};

/** A stranger may leave meta out: the run id then comes from EventBridge's time and id, so that a second delivery is the same run. */
const withMeta = (bus: BusEvent): unknown => {
  const detail = bus.detail as { meta?: unknown; data?: { continues?: string } } | null;
  if (detail === null || typeof detail !== 'object' || detail.meta !== undefined) return bus.detail;
  const runId = ulid(Date.parse(bus.time), bus.id);
  return { ...detail, meta: requestMeta(runId, new Date(bus.time).toISOString(), 'stranger', detail.data?.continues) };
};

/** How far a request's own time may be from EventBridge's, which has whole seconds: its deadline counts from there. */
const clockSkewMs = 60_000;

/** A request opens a run, so anybody may say it: of its meta only the run's id is taken, and the time where it is believable. */
const ownMeta = ({ runId, occurredAt, producer }: Meta, continues: string | undefined, busTime: string): Meta => {
  const believable = Math.abs(Date.parse(occurredAt) - Date.parse(busTime)) <= clockSkewMs;
  return requestMeta(runId, believable ? occurredAt : new Date(busTime).toISOString(), producer, continues);
};

/** Meta of a RunRequested, which nothing caused. */
export const requestMeta = (runId: string, occurredAt: string, producer: string, continues?: string): Meta => ({
  eventId: eventId(runId, 0, 'RunRequested'),
  runId,
  attempt: 0,
  correlationId: continues ?? runId,
  causationId: producer,
  hop: 0,
  occurredAt,
  producer,
});

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** ULID of an instant (milliseconds) and 80 bits taken from the hash of a seed: the same seed at the same time is the same id. */
export const ulid = (milliseconds: number, seed: string): string => {
  let time = '';
  for (let rest = Math.max(0, Math.floor(milliseconds)), n = 0; n < 10; n += 1, rest = Math.floor(rest / 32))
    time = (crockford[rest % 32] as string) + time;
  const bytes = createHash('sha256').update(seed).digest();
  let random = '';
  for (let n = 0; n < 16; n += 1) random += crockford[(bytes[n] as number) % 32];
  return time + random;
};

export const eventId = (runId: string, attempt: number, name: EventName, n = 0): string =>
  `${runId}.${attempt}.${name}${n === 0 ? '' : `.${n}`}`;

/** What the next event needs to know of the one that caused it. */
export type Cause = Pick<Meta, 'runId' | 'attempt' | 'correlationId' | 'eventId' | 'hop'>;

/** The events that a handling says: ids follow from run, attempt and name. */
export const cause = (by: Cause, producer: string, drafts: readonly Draft[], now: string): readonly AnyEvent[] => {
  const said = new Map<EventName, number>();
  return drafts.map((draft) => {
    const n = said.get(draft.name) ?? 0;
    said.set(draft.name, n + 1);
    const attempt = draft.attempt ?? by.attempt;
    const meta: Meta = {
      eventId: eventId(by.runId, attempt, draft.name, n),
      runId: by.runId,
      attempt,
      correlationId: by.correlationId,
      causationId: by.eventId,
      hop: by.hop + 1,
      occurredAt: now,
      producer,
    };
    return { name: draft.name, meta, data: draft.data } as AnyEvent;
  });
};

/** Throws ContractViolation: a draft that does not match its schema is a defect of the agent. */
export const assertSayable = (event: AnyEvent): void => {
  const validator: Validator | undefined = factValidators[event.name]?.say;
  if (validator === undefined) throw new ContractViolation(event.name, [{ at: '/detail-type', expected: 'a fact that this agent says' }]);
  const problems = problemsOf(validator, { meta: event.meta, data: event.data });
  if (problems.length > 0) throw new ContractViolation(event.name, problems);
};
