// Records what a handling decided: one conditional transaction, and what to do when it is refused. Never handles again.
import type { AnyEvent, EventOf } from '../../events/catalog.ts';
import type { Run } from '../../events/run.ts';
import type { AgentName } from '../../events/topology.ts';
import { evolve, itemOf } from './evolve.ts';
import type { RunStore, Work } from './store.ts';

export type Handling = { readonly agent: AgentName; readonly eventKey: string; readonly facts: readonly AnyEvent[]; readonly now: string };

/** A request that a door of ours recorded and has yet to publish. */
export const toPublish = (door: 'api', requested: EventOf<'RunRequested'>): Work => ({
  agent: door,
  eventKey: requested.meta.eventId,
  facts: [requested],
  outcome: 'said',
  recordedAt: requested.meta.occurredAt,
  published: false,
});

/** Conflicts in a row that are no longer believable as bad luck: 2^8 agents would have to record at once. */
const maxConflicts = 8;

/** The work as it stands in the table: this handling's, or the one that came before it. `pause` waits before a fold is repeated. */
export const record = async (store: RunStore, handling: Handling, read: Run, pause: (round: number) => Promise<void>): Promise<Work> => {
  const { agent, eventKey, facts, now } = handling;
  const work = (outcome: Work['outcome'], say: readonly AnyEvent[]): Work => ({
    agent,
    eventKey,
    facts: say,
    outcome,
    recordedAt: now,
    published: false,
  });
  const withoutFacts = async (done: Work): Promise<Work> => {
    const result = await store.commit({ runId: read.runId, work: done, facts: [] });
    return result.is === 'worked' ? result.work : done;
  };

  if (facts.length === 0) return withoutFacts(work('said', []));
  let run = read;
  for (let round = 0; round < maxConflicts; round += 1) {
    if (run.state.is === 'ended') return withoutFacts(work('late', []));
    const said = work('said', facts);
    const result = await store.commit({
      runId: run.runId,
      work: said,
      facts,
      fold: { from: run.version, next: facts.reduce(evolve, itemOf(run)) },
    });
    switch (result.is) {
      case 'committed':
        return said;
      case 'worked':
        return result.work;
      case 'taken':
        return withoutFacts(work('taken', [result.stored]));
      case 'ended':
        return withoutFacts(work('late', []));
      case 'conflict':
        await pause(round);
        run = (await store.load(run.runId))?.run ?? run;
    }
  }
  throw new Error(`run ${read.runId}: ${maxConflicts} version conflicts in a row while recording ${agent} on ${eventKey}`);
};
