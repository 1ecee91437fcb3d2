// What a run may spend. The defaults are also the ceilings of remediations and restarts: a request may lower them, never raise them.

import type { RunRequested } from '../../contracts/generated/types.ts';
import type { Budget, Run } from '../../events/run.ts';

export const limits: Budget = { remediations: 5, restarts: 2, usd: 5, deadlineSeconds: 1800 };

export const budgetOf = (asked: RunRequested['budget']): Budget => ({
  remediations: Math.min(asked?.remediations ?? limits.remediations, limits.remediations),
  restarts: Math.min(asked?.restarts ?? limits.restarts, limits.restarts),
  usd: asked?.usd ?? limits.usd,
  deadlineSeconds: asked?.deadlineSeconds ?? limits.deadlineSeconds,
});

/** Why no further attempt may start; undefined while one may. */
export const spent = (run: Run, now: string): 'deadline-passed' | 'budget-exhausted' | undefined => {
  if (now >= run.deadlineAt) return 'deadline-passed';
  if (run.spend.usd >= run.budget.usd) return 'budget-exhausted';
  return undefined;
};
