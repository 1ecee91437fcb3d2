// A run as its record tells it: the folded item and the facts said so far. A notebook with a lock, never a boss.
import type { RunRequested } from '../contracts/generated/types.ts';
import type { AnyEvent, EventName, EventOf, TerminalName } from './catalog.ts';

/** What may still happen to a run. Says nothing about whose turn it is. */
export type RunState =
  | { readonly is: 'open' }
  /** The fence: from here on only the publisher ends the run. */
  | { readonly is: 'publishing'; readonly attempt: number; readonly since: string }
  | { readonly is: 'ended'; readonly by: TerminalName; readonly at: string };

/** US dollars, tokens and seconds of Glue, as recorded by the facts that cost them. */
export type Spend = {
  readonly usd: number;
  readonly modelCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly glueSeconds: number;
};

/** Limits with their defaults filled in. */
export type Budget = { readonly remediations: number; readonly restarts: number; readonly usd: number; readonly deadlineSeconds: number };

export type RunItem = {
  readonly runId: string;
  /** First run of the chain of continuations. */
  readonly correlationId: string;
  /** Grows with every recorded fact: the lock. */
  readonly version: number;
  readonly state: RunState;
  /** Last job start; 0 before the first. */
  readonly attempt: number;
  readonly remediations: number;
  readonly restarts: number;
  readonly spend: Spend;
  readonly budget: Budget;
  readonly request: RunRequested;
  readonly requestedAt: string;
  readonly deadlineAt: string;
};

export type Run = RunItem & { readonly facts: readonly AnyEvent[] };

/** The recorded fact of that name: of the attempt given, else the latest. */
export const factOf = <Name extends EventName>(run: Run, name: Name, attempt?: number): EventOf<Name> | undefined =>
  run.facts.findLast((fact): fact is EventOf<Name> => fact.name === name && (attempt === undefined || fact.meta.attempt === attempt)) as
    | EventOf<Name>
    | undefined;
