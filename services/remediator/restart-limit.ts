// Why a failed attempt is not started once more.
import type { RunFailed } from '../../contracts/generated/types.ts';
import type { Run } from '../../events/run.ts';
import { spent } from '../run/budget.ts';
import type { Cure } from './cures.ts';
import { type Failure, failuresBefore } from './failure.ts';

type Stop = Pick<RunFailed, 'code' | 'message'>;

/** Undefined while one more start may help and is paid for. */
export const restartLimit = (run: Run, failure: Failure, cure: Cure & { readonly is: 'restart' }, now: string): Stop | undefined => {
  const over = spent(run, now);
  if (over === 'deadline-passed') return { code: over, message: 'The deadline passed before the run could be repaired.' };
  if (over === 'budget-exhausted') return { code: over, message: 'The budget was spent before the run could be repaired.' };
  const before = failuresBefore(run, failure.attempt);
  const alike = before.filter(({ kind }) => kind === failure.kind);
  if (alike.length >= cure.most) return { code: cure.atLast, message: cure.message };
  const repeated = before.some(({ fingerprint }) => fingerprint !== undefined && fingerprint === failure.fingerprint);
  if (repeated)
    return { code: 'no-progress', message: 'The last restart changed nothing: the attempt gave the same result as one before.' };
  if (run.restarts >= run.budget.restarts) return { code: alike.length > 0 ? cure.atLast : 'restarts-exhausted', message: restartsSpent };
  return undefined;
};

const restartsSpent = 'Another restart might help, but all that the budget of the run allows are used.';
