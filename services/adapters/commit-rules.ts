// What a commit may not do, whatever table keeps the run: end a run that is being published, or restart and repair without end.
import type { AnyEvent } from '../../events/catalog.ts';
import { isTerminal } from '../../events/catalog.ts';
import type { Commit } from '../run/store.ts';

/** Behind the fence only the publisher ends the run: for everybody else it has ended already. */
export const endsBesidePublisher = ({ facts }: Commit): boolean =>
  facts.some(({ name, meta }) => isTerminal(name) && meta.producer !== 'publisher');

export type Counter = 'restarts' | 'remediations';

/** Counter that the commit raises by one; undefined when it proposes no fix. */
export const raises = ({ facts }: Commit): Counter | undefined => {
  const fix = facts.find((fact): fact is Extract<AnyEvent, { name: 'FixProposed' }> => fact.name === 'FixProposed');
  if (fix === undefined) return undefined;
  return fix.data.kind === 'restart' ? 'restarts' : 'remediations';
};

/** An agent proposed one fix too many: a defect of its own, since it sees the counters. */
export class LimitPassed extends Error {
  override readonly name = 'LimitPassed';
  constructor(runId: string, counter: Counter, limit: number) {
    super(`run ${runId}: no more than ${limit} ${counter}`);
  }
}
