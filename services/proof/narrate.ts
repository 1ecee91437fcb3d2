// The verdict in words, by template: numbers and names of rules and columns only, never rows and never the words of the prompt.
import type { VerdictReport } from '../../contracts/generated/types.ts';
import type { Difference } from './subject.ts';
import type { Pair } from './two-by-two.ts';
import type { Verdict } from './verdict.ts';

type Told = {
  readonly verdict: Verdict;
  readonly rows: VerdictReport['rows'];
  readonly difference: Difference | null;
  readonly assertions: readonly Pair[];
  readonly secondReading: boolean;
  /** Float columns, which are compared within an error bound. */
  readonly bounded: number;
};

/** As `PASS (exact): 4 rows, 14 checks, 3 assertions by a second reader`; with floats `PASS (exact but for 2 float columns within their bound): …`. */
export const headline = ({ verdict, rows, difference, assertions, secondReading, bounded }: Told): string => {
  const bound = assertions.filter(({ onStaging }) => onStaging !== 'unbound');
  const told = (): string => {
    switch (verdict.because) {
      case null:
        return `PASS (exact${bounded === 0 ? '' : ` but for ${many(bounded, 'float column')} within ${bounded === 1 ? 'its' : 'their'} bound`}): ${many(rows.oracle, 'row')}, ${many(ruleChecks(verdict), 'check')}, ${reading(bound.length, secondReading)}`;
      case 'no-checks':
        return 'INCONCLUSIVE: nothing was checked';
      case 'unknown-settings':
        return `INCONCLUSIVE: the job ran under other settings than the pinned ones: ${gotOf(verdict, 'M0')}`;
      case 'source-rewritten':
        return `INCONCLUSIVE: job and oracle may have seen different sources: ${gotOf(verdict, 'M2')}`;
      case 'data':
        return `FAIL: the data break a promise of the plan: ${brokenBy(verdict, 'data')}`;
      case 'check-error':
        return `ERROR: could not be checked: ${titles(verdict, 'error')}`;
      case 'staging-differs':
        return `FAIL: staging differs from the oracle: ${difference === null ? titles(verdict, 'fail') : inNumbers(difference)}`;
      case 'law-broken':
        return `FAIL: broken: ${titles(verdict, 'fail')}`;
      case 'dispute':
        return `DISPUTE: ${many(bound.filter(isDisputed).length, 'assertion')} from the prompt ${bound.filter(isDisputed).length === 1 ? 'fails' : 'fail'} on the job's result and on the oracle alike`;
      case 'empty-result':
        return 'INCONCLUSIVE: the result is empty on both sides, which proves nothing';
    }
  };
  const line = told();
  return line.length <= 400 ? line : `${line.slice(0, 399)}…`;
};

export const isDisputed = ({ onStaging, onOracle }: Pair): boolean => onStaging === 'fail' && onOracle === 'fail';

const reading = (bound: number, second: boolean): string => {
  if (bound === 0) return 'no assertions from the prompt';
  return `${many(bound, 'assertion')} ${second ? 'by a second reader' : 'by the reader who wrote the plan: no second reading'}`;
};

const inNumbers = ({ missing, extra, duplicated, modified, columns }: Difference): string => {
  const counts = Object.entries({ missing, extra, duplicated, modified }).filter(([, rows]) => rows > 0);
  const where = columns.length > 0 ? ` (${columns.map(({ name }) => name).join(', ')})` : '';
  return `${counts.map(([kind, rows]) => `${rows} ${kind}`).join(', ')}${where}`;
};

const ruleChecks = ({ outcomes }: Verdict): number =>
  outcomes.filter(({ id, finding }) => finding.outcome !== 'not-applicable' && !id.startsWith('assertion')).length;

const gotOf = ({ outcomes }: Verdict, id: string): string => outcomes.find((outcome) => outcome.id === id)?.finding.got ?? '';

const brokenBy = ({ outcomes }: Verdict, because: Verdict['because']): string =>
  outcomes
    .filter(({ finding }) => finding.outcome === 'fail' && finding.because === because)
    .map(({ finding }) => finding.told ?? finding.got)
    .join('; ');

const titles = ({ outcomes }: Verdict, kind: 'fail' | 'error'): string => {
  const named = outcomes.filter(({ finding }) => finding.outcome === kind);
  return named.map(({ id, title }) => (id.startsWith('assertion') ? id : title)).join(', ');
};

const many = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
