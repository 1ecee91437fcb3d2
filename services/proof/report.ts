// Everything a verdict rests on, as one document, and what it does not rest on.
import { createHash } from 'node:crypto';
import type { VerdictReport } from '../../contracts/generated/types.ts';
import type { BoundAssertions } from './assertions.ts';
import { cell, count, differenceOf, type Measured, rowCount } from './compare.ts';
import { headline } from './narrate.ts';
import { type Because, boundedColumns, type FloatBound, pairingKey, type Subject, sides } from './subject.ts';
import { type Pair, pairsOf } from './two-by-two.ts';
import type { Verdict } from './verdict.ts';

export type Proof = {
  readonly subject: Subject;
  readonly assertions: BoundAssertions;
  /** Why there are no assertions, when there are none. */
  readonly noAssertions: string | undefined;
  /** Whether another reader than the spec's wrote the assertions. */
  readonly otherReader: boolean;
  readonly measured: Measured;
  readonly verdict: Verdict;
};

/** What decided a verdict is one of a closed list. */
export type ProofReport = VerdictReport & { readonly because: Because | null };

export const report = ({ subject, assertions, noAssertions, otherReader, measured, verdict }: Proof): ProofReport => {
  const pairs = pairsOf(assertions, measured);
  const bound = pairs.filter(({ onStaging }) => onStaging !== 'unbound');
  const secondReading = otherReader && bound.length > 0;
  const difference = differenceOf(subject, measured);
  const rows = { staging: known(rowCount(measured, 'staging')), oracle: known(rowCount(measured, 'oracle')) };
  return {
    runId: subject.runId,
    attempt: subject.attempt,
    outcome: verdict.outcome,
    because: verdict.because,
    level: verdict.outcome === 'PASS' ? 'exact' : 'none',
    headline: headline({ verdict, rows, difference, assertions: pairs, secondReading, bounded: boundedColumns(subject).length }),
    checks: verdict.outcomes
      .filter(({ id }) => !id.startsWith('assertion'))
      .map(({ id, title, finding: { outcome, expected, got } }) => ({ id, title, outcome, expected: short(expected), got: short(got) })),
    difference,
    assertions: [...pairs],
    notChecked: [...gaps(subject, measured, assertions, secondReading, noAssertions)],
    rows,
    sealed: subject.staging,
    snapshot: subject.report.snapshot,
    fingerprint: fingerprint(measured, verdict, pairs, difference),
    secondReading,
    milliseconds: Math.max(0, known(count(measured, 'clock.end', 'milliseconds') - count(measured, 'clock.start', 'milliseconds'))),
  };
};

const short = (text: string): string => (text.length <= 2000 ? text : `${text.slice(0, 1999)}…`);
const known = (value: number): number => (Number.isFinite(value) ? value : 0);

/** Equal for two attempts whose results are equal row for row, whatever their tables are called. */
const fingerprint = (
  measured: Measured,
  { because, outcomes }: Verdict,
  pairs: readonly Pair[],
  difference: VerdictReport['difference'],
): string => {
  const result = {
    because,
    tables: sides.map((side) => [cell(measured, `${side}.scan`, 'rows') ?? null, cell(measured, `${side}.scan`, 'hash') ?? null]),
    floats: cell(measured, 'float', 'apart') ?? null,
    checks: outcomes.map(({ id, finding }) => [id, finding.outcome]),
    assertions: pairs.map(({ rule, onStaging, onOracle }) => [rule, onStaging, onOracle]),
    difference,
  };
  return createHash('sha256').update(JSON.stringify(result)).digest('hex');
};

const never = [
  'synthetic inputs: a defect that only other data would show stays unseen (O3)',
  'neighbour specs: it is not known which other plans give the same rows on this data (N3)',
  'laws between result and sources (B2, C3, D, E, F, I1, J2, L3, L4, M1): the job keeps no measures of its sources',
  'census of divisions by zero and of casts and parses that failed and became NULL (H5)',
  'values changed by reading them: numeric beyond 38 digits, NaN in numeric',
  'freshness of the sources (M1), a second run of the job (M3)',
];

const allowed = ({ bound }: FloatBound, widest: string | undefined): string =>
  bound === undefined || widest === undefined ? 'of the last place' : `in no row more than ${widest}`;

const gaps = (
  subject: Subject,
  measured: Measured,
  assertions: BoundAssertions,
  secondReading: boolean,
  noAssertions: string | undefined,
): readonly string[] => [
  ...(secondReading ? [] : ['a second reading of the prompt: the plan and its assertions have one reader, or no assertion could be bound']),
  ...(noAssertions === undefined ? [] : [`assertions: ${noAssertions}`]),
  ...assertions.flatMap(({ rule, test }) => (test.is === 'unbound' ? [`assertion "${rule}": ${test.why}`] : [])),
  ...(subject.allowEmpty ? ['that the result is not empty (B3): the request allows it'] : []),
  ...subject.views.map(
    (view) => `${view} is a view: rows that it takes from another server or from a function with a state are not held by the snapshot`,
  ),
  ...boundedColumns(subject).map(
    ({ name, type, float }, n) =>
      `${name}: differences within rounding (${type}, computed from floats), ${allowed(float, cell(measured, 'float', `w${n}`))}${pairingKey(subject).length > 0 ? '' : '; rows were paired by rank, for want of an exact key'}`,
  ),
  ...never,
];
