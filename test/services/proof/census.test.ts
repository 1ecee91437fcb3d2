import { describe, expect, it } from 'vitest';
import type { JobReport } from '../../../contracts/generated/types.ts';
import type { Subject } from '../../../services/proof/index.ts';
import { checksOf } from '../../../services/proof/rules.ts';
import { jobReport, sealed } from '../../support/builders.ts';

type Counted = NonNullable<JobReport['census']>;
const fallible = [
  { step: 'shares', expression: 'amount / total' },
  { step: 'typed', expression: 'note as int' },
];
const counted = (...violations: number[]): Counted =>
  fallible.slice(0, violations.length).map((each, at) => ({
    ...each,
    violations: violations[at] ?? 0,
    examples: violations[at]
      ? [
          { order_id: '7', line: null },
          { order_id: '9', line: '1' },
        ]
      : [],
  }));

const finding = (expected: Subject['fallible'], census: Counted | undefined) => {
  const subject: Subject = {
    runId: jobReport().runId,
    attempt: 1,
    staging: sealed('staging'),
    oracle: sealed('oracle'),
    names: { schema: sealed('staging').schema, staging: sealed('staging').name, oracle: sealed('oracle').name },
    columns: [],
    key: [],
    mode: 'replace',
    report: { ...jobReport(), ...(census && { census }) },
    allowEmpty: false,
    views: [],
    ...(expected && { fallible: expected }),
  };
  return checksOf(subject)
    .find(({ id }) => id === 'H5')
    ?.judge({});
};

describe('the census in a verdict', () => {
  it('passes where nothing failed', () => {
    expect(finding(fallible, counted(0, 0))).toMatchObject({ outcome: 'pass', got: 'none failed' });
  });
  it('fails as data, naming step, expression, count and rows', () => {
    expect(finding(fallible, counted(0, 2))).toMatchObject({
      outcome: 'fail',
      because: 'data',
      got: 'typed: note as int failed on 2 rows, as order_id 7 line NULL, order_id 9 line 1',
      // for the headline, which holds no value of a row
      told: 'typed: note as int failed on 2 rows',
    });
  });
  it('that was not taken, or of something else, is an error and no pass', () => {
    expect(finding(fallible, undefined)).toMatchObject({ outcome: 'error', got: 'counted was nothing' });
    expect(finding(fallible, counted(0))).toMatchObject({ outcome: 'error' });
    expect(finding(undefined, counted(0))).toMatchObject({ outcome: 'error' });
  });
  it('does not apply where nothing can fail', () => {
    expect(finding([], undefined)).toMatchObject({ outcome: 'not-applicable' });
  });
});
