// One failed attempt, as the cure table sees it.
import type { S3Ref } from '../../contracts/generated/types.ts';
import type { EventOf } from '../../events/catalog.ts';
import type { Run } from '../../events/run.ts';
import { type Cure, jobCures, verdictCures } from './cures.ts';

export type Failure = {
  readonly attempt: number;
  /** Class of the job's failure, or what decided the verdict. */
  readonly kind: string;
  readonly cure: Cure;
  /** What was said about it, for a person. */
  readonly said: string;
  readonly fingerprint: string | undefined;
  readonly evidence: S3Ref | undefined;
};

export const failureOf = (event: EventOf<'ValidationFailed' | 'GlueFailed'>): Failure => {
  const { attempt } = event.meta;
  if (event.name === 'GlueFailed') {
    const { class: kind, message, report } = event.data;
    return { attempt, kind, cure: jobCures[kind], said: message, fingerprint: undefined, evidence: report };
  }
  const { because: kind, headline, fingerprint, verdict } = event.data;
  return { attempt, kind, cure: verdictCures[kind], said: headline, fingerprint, evidence: verdict };
};

/** Failures of earlier attempts, oldest first. */
export const failuresBefore = (run: Run, attempt: number): readonly Failure[] =>
  run.facts
    .filter((fact) => fact.name === 'ValidationFailed' || fact.name === 'GlueFailed')
    .filter((fact) => fact.meta.attempt < attempt)
    .map(failureOf);
