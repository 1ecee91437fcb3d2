// The facts of the domain by name: their types, the slot that keeps opposite facts apart, and what a name means to the graph.
import type { EventData, GlueJobStateChange, Meta } from '../contracts/generated/types.ts';

export type { EventData, Meta };
export type EventName = keyof EventData;

/** A fact as it travels: who said it in which run, and what. */
export type EventOf<Name extends EventName> = Name extends EventName
  ? { readonly name: Name; readonly meta: Meta; readonly data: EventData[Name] }
  : never;
export type AnyEvent = EventOf<EventName>;

/** A fact that an agent wants to say. The shell derives its meta from the event that caused it. */
export type Draft<Name extends EventName = EventName> = Name extends EventName
  ? {
      readonly name: Name;
      readonly data: EventData[Name];
      /** Attempt the fact belongs to; that of the cause when left out. */
      readonly attempt?: number;
    }
  : never;

/** AWS's own events that an agent may hear, by detail-type. */
export type AwsEventData = { 'Glue Job State Change': GlueJobStateChange };
export type AwsEventName = keyof AwsEventData;
export type AwsEventOf<Name extends AwsEventName> = Name extends AwsEventName
  ? {
      readonly name: Name;
      /** EventBridge's id; changes when the event is forwarded, so it identifies nothing. */
      readonly id: string;
      readonly at: string;
      readonly data: AwsEventData[Name];
    }
  : never;

/** A draft of a fact: `say('GlueFailed', { … })`. */
export const say = <Name extends EventName>(name: Name, data: EventData[Name], attempt?: number): Draft<Name> =>
  (attempt === undefined ? { name, data } : { name, data, attempt }) as Draft<Name>;

type Scope = 'run' | 'attempt';
type FactTraits = {
  /** Only one fact of a slot exists per run or per attempt; the others of the same slot came too late. */
  readonly slot?: readonly [name: string, scope: Scope];
  /** Ends the run; exactly one per run. */
  readonly terminal?: true;
  /** Said for people: nobody has to hear it. */
  readonly informs?: true;
};

/** DESIGN's slot table. A fact without a slot is unique by its eventId alone. */
export const factTraits = {
  RunRequested: {},
  SourcesProfiled: {},
  SpecsGenerated: { slot: ['spec', 'run'] },
  SpecSettled: { slot: ['settled', 'run'] },
  SpecApproved: { slot: ['approved', 'run'] },
  TestsWritten: { slot: ['tests', 'run'] },
  GlueStarted: { slot: ['start', 'attempt'], informs: true },
  GlueSucceeded: { slot: ['job-end', 'attempt'] },
  GlueFailed: { slot: ['job-end', 'attempt'] },
  ValidationPassed: { slot: ['verdict', 'attempt'] },
  ValidationFailed: { slot: ['verdict', 'attempt'] },
  FixProposed: { slot: ['repair', 'attempt'] },
  RunCancelRequested: {},
  TargetPublished: { slot: ['end', 'run'], terminal: true },
  RunFailed: { slot: ['end', 'run'], terminal: true },
  RunCancelled: { slot: ['end', 'run'], terminal: true },
  ClarificationNeeded: { slot: ['end', 'run'], terminal: true },
} as const satisfies Record<EventName, FactTraits>;

export type TerminalName = { [Name in EventName]: (typeof factTraits)[Name] extends { terminal: true } ? Name : never }[EventName];

const traitsOf = (name: EventName): FactTraits => factTraits[name];

/** Key of the slot that the fact fills, as `verdict#2` or `end`; undefined when it fills none. */
export const slotOf = (event: { readonly name: EventName; readonly meta: Pick<Meta, 'attempt'> }): string | undefined => {
  const { slot } = traitsOf(event.name);
  if (slot === undefined) return undefined;
  const [name, scope] = slot;
  return scope === 'run' ? name : `${name}#${event.meta.attempt}`;
};

export const isTerminal = (name: EventName): name is TerminalName => traitsOf(name).terminal === true;
export const informsOnly = (name: EventName): boolean => traitsOf(name).informs === true;
