// From sealed tables to a verdict: what to measure first, what to look at closer, and the report.
import type { Query } from '../../events/ports.ts';
import { type BoundAssertions, brokenRowsQueries } from './assertions.ts';
import { count, differs, type Measured } from './compare.ts';
import { differenceQueries } from './difference-queries.ts';
import { floatExamplesQuery } from './float-queries.ts';
import { exactKeyQuery, firstQueries } from './queries.ts';
import { type ProofReport, report } from './report.ts';
import { checksOf } from './rules.ts';
import type { Subject } from './subject.ts';
import { assertionChecks } from './two-by-two.ts';
import { verdict } from './verdict.ts';

/** `spent`: milliseconds that an earlier look has used of the time for the whole proof. */
type Measure = (queries: readonly Query[], spent?: number) => Promise<Measured>;
type Claim = {
  readonly subject: Subject;
  readonly assertions: BoundAssertions;
  readonly noAssertions: string | undefined;
  readonly otherReader: boolean;
};

/** Sealed tables do not change, so the closer look may be a second transaction. */
export const prove = async (claim: Claim, measure: Measure): Promise<ProofReport> => {
  const { subject, assertions } = claim;
  const first = await measure(firstQueries(subject, assertions));
  const spent = millisecondsOf(first);
  // unknown: the time was over before the last query, and what could not be measured is an error already
  const closer = spent === undefined ? [] : closerQueries(subject, assertions, first);
  const measured = closer.length === 0 ? first : { ...first, ...(await measure(closer, spent)) };
  return report({ ...claim, measured, verdict: verdict([...checksOf(subject), ...assertionChecks(subject, assertions)], measured) });
};

const millisecondsOf = (measured: Measured): number | undefined => {
  const spent = count(measured, 'clock.end', 'milliseconds') - count(measured, 'clock.start', 'milliseconds');
  return Number.isFinite(spent) ? Math.max(0, Math.ceil(spent)) : undefined;
};

const closerQueries = (subject: Subject, assertions: BoundAssertions, first: Measured): readonly Query[] => {
  const { exact, floats } = differs(subject, first);
  const surplus = subject.key.length > 1 && count(first, 'staging.key', 'surplus') > 0;
  return [
    ...(surplus ? [exactKeyQuery(subject)] : []),
    ...(exact ? differenceQueries(subject) : []),
    ...(floats ? [floatExamplesQuery(subject)] : []),
    ...brokenRowsQueries(subject, assertions, (n) => count(first, 'oracle.scan', `a${n}`) > 0),
  ];
};
