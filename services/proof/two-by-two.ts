// The 2×2 table: each assertion as it came out on staging and on the oracle, and what that pair means.
import type { VerdictReport } from '../../contracts/generated/types.ts';
import { type Bound, type BoundAssertions, brokenRowsName, uniqueName } from './assertions.ts';
import { count, exactlyEqual, floatsApart, type Measured, rowCount, rowsOf, trouble } from './compare.ts';
import type { Check } from './rule.ts';
import type { Side, Subject } from './subject.ts';

export type Pair = VerdictReport['assertions'][number];

/** An assertion as a check of the verdict: what its pair of outcomes means. */
export const assertionChecks = (subject: Subject, assertions: BoundAssertions): readonly Check[] =>
  assertions
    .map((assertion, n) => ({ assertion, n }))
    .filter(({ assertion }) => assertion.test.is !== 'unbound')
    .map(({ assertion, n }) => ({
      id: `assertion ${n + 1}`,
      title: assertion.rule,
      judge: (measured) => {
        const pair = pairOf(assertion, n, measured);
        const finding = {
          expected: `on staging: ${pair.onOracle}, as on the oracle`,
          got: `on staging: ${pair.onStaging}, on the oracle: ${pair.onOracle}`,
        };
        if (pair.onStaging === 'error' || pair.onOracle === 'error') return { ...finding, outcome: 'error' };
        if (pair.onStaging === 'pass' && pair.onOracle === 'pass') return { ...finding, outcome: 'pass' };
        if (pair.onStaging === 'fail' && pair.onOracle === 'fail') return { ...finding, outcome: 'fail', because: 'dispute' };
        // one passes and one fails, yet both tables are said to be equal: then the proof itself is broken
        const equal = exactlyEqual(measured) && floatsApart(subject, measured) === 0;
        return equal ? { ...finding, outcome: 'error' } : { ...finding, outcome: 'fail', because: 'staging-differs' };
      },
    }));

export const pairsOf = (assertions: BoundAssertions, measured: Measured): readonly Pair[] =>
  assertions.map((assertion, n) => pairOf(assertion, n, measured));

const pairOf = (assertion: Bound, n: number, measured: Measured): Pair => {
  const onStaging = outcomeOn('staging', assertion, n, measured);
  const onOracle = outcomeOn('oracle', assertion, n, measured);
  const evidence = onOracle === 'fail' ? brokenBy(assertion, n, measured) : '';
  return { quote: assertion.quote, rule: `${assertion.rule}${evidence}`, onStaging, onOracle };
};

const outcomeOn = (side: Side, { test }: Bound, n: number, measured: Measured): Pair['onStaging'] => {
  const scan = `${side}.scan`;
  switch (test.is) {
    case 'unbound':
      return 'unbound';
    case 'present':
      return test.found ? 'pass' : 'fail';
    case 'unique':
      return settled(measured, uniqueName(side, n), () => count(measured, uniqueName(side, n), 'repeated') === 0);
    case 'violations':
      return settled(measured, scan, () => count(measured, scan, `a${n}`) === 0);
    case 'rows':
      return settled(measured, scan, () => stands(rowCount(measured, side), test.compare, test.to));
  }
};

const settled = (measured: Measured, query: string, holds: () => boolean): 'pass' | 'fail' | 'error' => {
  if (trouble(measured, [query]) !== undefined) return 'error';
  return holds() ? 'pass' : 'fail';
};

const stands = (rows: number, compare: '=' | '<=' | '>=', to: number): boolean => {
  if (compare === '=') return rows === to;
  return compare === '<=' ? rows <= to : rows >= to;
};

/** How far the plan's result breaks the assertion, as counts. */
const brokenBy = ({ test }: Bound, n: number, measured: Measured): string => {
  const rows = rowCount(measured, 'oracle');
  switch (test.is) {
    case 'violations':
      return ` (broken by ${count(measured, 'oracle.scan', `a${n}`)} of ${rows} rows${examples(n, measured)})`;
    case 'unique':
      return ` (${count(measured, uniqueName('oracle', n), 'repeated')} combinations occur more than once)`;
    case 'rows':
      return ` (there are ${rows}, against ${test.to})`;
    case 'present':
    case 'unbound':
      return '';
  }
};

const examples = (n: number, measured: Measured): string => {
  const rows = rowsOf(measured, brokenRowsName(n)).map((row) =>
    Object.entries(row)
      .map(([name, value]) => `${name} ${value ?? 'NULL'}`)
      .join(', '),
  );
  return rows.length === 0 ? '' : `, as ${rows.join('; ')}`;
};
