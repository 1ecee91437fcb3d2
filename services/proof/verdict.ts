// Measurements in, verdict out; measuring is I/O, judging is not.
import type { VerdictReport } from '../../contracts/generated/types.ts';
import type { Measured } from './compare.ts';
import type { Check, Finding } from './rule.ts';
import type { Because } from './subject.ts';

export type Outcome = { readonly id: string; readonly title: string; readonly finding: Finding };
export type Verdict = {
  readonly outcome: VerdictReport['outcome'];
  readonly because: Because | null;
  /** In the order of the checks, so that two reports can be compared. */
  readonly outcomes: readonly Outcome[];
};

export const verdict = (checks: readonly Check[], measured: Measured): Verdict => {
  const outcomes = checks.map(({ id, title, judge }) => ({ id, title, finding: judge(measured) }));
  const ran = outcomes.filter(({ finding }) => finding.outcome !== 'not-applicable');
  if (ran.length === 0) return { outcome: 'INCONCLUSIVE', because: 'no-checks', outcomes };
  const because = worst(ran.map(({ finding }) => finding));
  return { outcome: because === null ? 'PASS' : outcomeOf[because], because, outcomes };
};

/** What a trouble makes of the verdict; listed from the one that makes all others meaningless to the one that matters only alone. */
const outcomeOf: Readonly<Record<Because, Exclude<VerdictReport['outcome'], 'PASS'>>> = {
  'no-checks': 'INCONCLUSIVE',
  'unknown-settings': 'INCONCLUSIVE',
  'source-rewritten': 'INCONCLUSIVE',
  data: 'FAIL',
  'check-error': 'ERROR',
  'staging-differs': 'FAIL',
  'law-broken': 'FAIL',
  dispute: 'DISPUTE',
  'empty-result': 'INCONCLUSIVE',
};
const severity = Object.keys(outcomeOf) as Because[];

const worst = (findings: readonly Finding[]): Because | null => {
  const troubles = findings.flatMap(({ outcome, because }): Because[] => {
    if (outcome === 'error') return ['check-error'];
    return outcome === 'fail' ? [because ?? 'law-broken'] : [];
  });
  return severity.find((because) => troubles.includes(because)) ?? null;
};
