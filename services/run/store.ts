// What the shell needs of the run table. One adapter keeps it in DynamoDB, one in memory for flow tests; both pass the same port tests.
import type { AnyEvent } from '../../events/catalog.ts';
import type { LogPort, RunsPort } from '../../events/ports.ts';
import type { Run, RunItem } from '../../events/run.ts';
import type { AgentName } from '../../events/topology.ts';

/** One handling of one event by one agent, done for good. */
export type Work = {
  readonly agent: AgentName;
  /** Event id of a fact; for AWS's events what the agent named as their key, since their ids change. */
  readonly eventKey: string;
  /** Facts to publish: those it said, or the stored one that came before it. */
  readonly facts: readonly AnyEvent[];
  /** said: its facts stand. taken: another filled the slot first. late: the run had ended. */
  readonly outcome: 'said' | 'taken' | 'late';
  readonly recordedAt: string;
  readonly published: boolean;
};

export type Recorded = {
  readonly run: Run;
  /** Work done in this run, by `workKey`. */
  readonly works: ReadonlyMap<string, Work>;
};

export const workKey = (agent: AgentName, eventKey: string): string => `${agent}#${eventKey}`;

/** All or nothing: the work, its facts, their slots and the folded run. */
export type Commit = {
  readonly runId: string;
  readonly work: Work;
  /** Facts that become recorded with it: `work.facts` when its outcome is said, else none. */
  readonly facts: readonly AnyEvent[];
  /** The run after these facts, and the version it was folded from; undefined when no fact is recorded. */
  readonly fold?: { readonly from: number; readonly next: RunItem };
};

/** Why a commit was refused, in the order in which reasons count. */
export type CommitResult =
  | { readonly is: 'committed' }
  /** This agent has already worked this event. */
  | { readonly is: 'worked'; readonly work: Work }
  /** A slot or an event id is taken: the fact that stands. */
  | { readonly is: 'taken'; readonly stored: AnyEvent }
  /** The run has ended. */
  | { readonly is: 'ended' }
  /** Another fact was recorded in between: fold again, do not handle again. */
  | { readonly is: 'conflict' };

/** Something that the run table cannot hold; trying again would not help. */
export class RecordTooLarge extends Error {
  override readonly name = 'RecordTooLarge';
}

export interface RunStore extends RunsPort, LogPort {
  /** Consistent read of run, facts and works. */
  load(runId: string): Promise<Recorded | undefined>;
  commit(commit: Commit): Promise<CommitResult>;
  markPublished(runId: string, agent: AgentName, eventKey: string): Promise<void>;
}
