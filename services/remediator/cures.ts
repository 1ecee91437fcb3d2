// The cures, as a table: what failed decides what is done about it. No model chooses, and what is unknown here does not compile.
import type { JobFailureClass, RunOutcomeCode } from '../../contracts/generated/types.ts';
import type { Because } from '../proof/index.ts';

export type Cure =
  /** The same spec once more, at most so often for this kind of failure; then the run ends with the code. */
  | { readonly is: 'restart'; readonly most: number; readonly atLast: RunOutcomeCode; readonly message: string }
  /** Only a person can say how to go on. */
  | { readonly is: 'ask'; readonly because: 'dispute' | 'data' }
  /** Trying again would end the same way. */
  | { readonly is: 'give-up'; readonly code: RunOutcomeCode; readonly message: string };

export const jobCures: Readonly<Record<JobFailureClass, Cure>> = {
  capacity: {
    is: 'restart',
    most: 2,
    atLast: 'capacity',
    message: 'The job lost its workers, its memory or its time, again after every restart.',
  },
  stopped: { is: 'give-up', code: 'capacity', message: 'The job run was stopped by hand in Glue.' },
  data: {
    is: 'give-up',
    code: 'data-invalid',
    message: 'The data hold a value that the plan cannot compute with. Correct it, or ask for a plan that leaves it out.',
  },
  access: { is: 'give-up', code: 'access-denied', message: 'The job was refused access. Grant its role what is named here.' },
  'source-missing': { is: 'give-up', code: 'source-missing', message: 'A source was gone when the job came to read it.' },
  code: {
    is: 'give-up',
    code: 'defect',
    message: 'The compiled job failed: a defect of DataMorph. Run id and job report are what a report of it needs.',
  },
};

const enginesDisagree: Cure = {
  is: 'restart',
  most: 1,
  atLast: 'engines-disagree',
  message:
    'Spark and PostgreSQL compute different rows from one plan and one snapshot, after a restart too. Nothing was published; the verdict shows the rows.',
};

export const verdictCures: Readonly<Record<Because, Cure>> = {
  'staging-differs': enginesDisagree,
  'law-broken': enginesDisagree,
  'check-error': {
    is: 'restart',
    most: 2,
    atLast: 'restarts-exhausted',
    message: 'The result could not be checked, again after every restart.',
  },
  'source-rewritten': {
    is: 'restart',
    most: 2,
    atLast: 'restarts-exhausted',
    message: 'The sources were rewritten while they were read, again after every restart. Run when they rest.',
  },
  dispute: { is: 'ask', because: 'dispute' },
  data: { is: 'ask', because: 'data' },
  'empty-result': { is: 'ask', because: 'data' },
  'unknown-settings': {
    is: 'give-up',
    code: 'unknown-settings',
    message: 'The job ran under settings that change what the code means, so its result was not compared.',
  },
  'no-checks': { is: 'give-up', code: 'no-checks', message: 'Nothing was checked, so nothing was published.' },
};
