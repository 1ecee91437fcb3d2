import { describe, expect, it } from 'vitest';
import { remediator } from '../../../services/remediator/agent.ts';
import { disproved, generated, jobFailed, later, ref, run, runId, started, verdictReport } from '../../support/builders.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { given } from '../../support/given.ts';

const repair = given(remediator);
const attempt = (n: number) => [generated(), started(n)];
const restart = (next: number) =>
  ({
    name: 'FixProposed',
    attempt: next - 1,
    data: { next, kind: 'restart', spec: ref('TransformSpec'), catalog: ref('Catalog') },
  }) as const;
const failed = (code: string) => ({ name: 'RunFailed', data: { code } }) as const;

const stored = async (report: Parameters<typeof verdictReport>[0]) => {
  const artifacts = memoryArtifacts();
  const verdict = await artifacts.write('VerdictReport', verdictReport(report), { runId, attempt: 1 });
  return { artifacts, verdict };
};

describe('restarts with the same spec', () => {
  it('a job that lost its workers', () =>
    repair(run(attempt(1)))
      .when(jobFailed(1))
      .then([restart(2)]));
  it('a job that lost them twice', () =>
    repair(run([...attempt(1), jobFailed(1), started(2)], { restarts: 1 }))
      .when(jobFailed(2))
      .then([restart(3)]));
  it('a table that differs from the oracle, once', () =>
    repair(run(attempt(1)))
      .when(disproved(1))
      .then([restart(2)]));
  it('a proof that saw rewritten sources', () =>
    repair(run(attempt(1)))
      .when(disproved(1, { outcome: 'INCONCLUSIVE', because: 'source-rewritten' }))
      .then([restart(2)]));
  it('a proof that could not measure', () =>
    repair(run(attempt(1)))
      .when(disproved(1, { outcome: 'ERROR', because: 'check-error' }))
      .then([restart(2)]));
});

describe('ends the run', () => {
  it('when the engines still disagree after a restart', () =>
    repair(run([...attempt(1), disproved(1), started(2)], { restarts: 1 }))
      .when(disproved(2))
      .then([failed('engines-disagree')]));
  it('when a restart gave the same result', () => {
    const failure = { outcome: 'ERROR', because: 'check-error', fingerprint: 'a'.repeat(64) } as const;
    return repair(run([...attempt(1), disproved(1, failure), started(2)], { restarts: 1 }))
      .when(disproved(2, failure))
      .then([failed('no-progress')]);
  });
  it('when a third job lost its workers', () =>
    repair(run([...attempt(1), jobFailed(1), started(2), jobFailed(2), started(3)], { restarts: 2 }))
      .when(jobFailed(3))
      .then([failed('capacity')]));
  it('when the restarts are used for other failures', () =>
    repair(run([...attempt(1), jobFailed(1), started(2), jobFailed(2), started(3)], { restarts: 2 }))
      .when(disproved(3))
      .then([failed('restarts-exhausted')]));
  it('when the budget is spent', () =>
    repair(run(attempt(1), { spend: { usd: 5, modelCalls: 0, inputTokens: 0, outputTokens: 0, glueSeconds: 0 } }))
      .when(jobFailed(1))
      .then([failed('budget-exhausted')]));
  it('when the deadline has passed', () =>
    repair(run(attempt(1)))
      .when(jobFailed(1), { now: later(1801) })
      .then([failed('deadline-passed')]));
  for (const [kind, code] of [
    ['data', 'data-invalid'],
    ['access', 'access-denied'],
    ['source-missing', 'source-missing'],
    ['code', 'defect'],
    ['stopped', 'capacity'],
  ] as const)
    it(`at once when the job failed of ${kind}, and says what it was told`, async () => {
      const [draft] = await repair(run(attempt(1)))
        .when(jobFailed(1, { class: kind, message: 'step totals: overflow' }))
        .says();
      expect(draft).toMatchObject({ name: 'RunFailed', data: { code } });
      expect(JSON.stringify(draft)).toContain('step totals: overflow');
    });
  it('at once when nothing was checked', () =>
    repair(run(attempt(1)))
      .when(disproved(1, { outcome: 'INCONCLUSIVE', because: 'no-checks' }))
      .then([failed('no-checks')]));
  it('at once under unknown settings', () =>
    repair(run(attempt(1)))
      .when(disproved(1, { outcome: 'INCONCLUSIVE', because: 'unknown-settings' }))
      .then([failed('unknown-settings')]));
});

describe('asks', () => {
  it('which reading is meant when an assertion fails on both sides', async () => {
    const { artifacts, verdict } = await stored({
      outcome: 'DISPUTE',
      because: 'dispute',
      assertions: [
        { quote: 'more than 1000', rule: 'total > 1000 (broken by 3 of 7 rows)', onStaging: 'fail', onOracle: 'fail' },
        { quote: 'per customer', rule: 'no two rows share customer', onStaging: 'pass', onOracle: 'pass' },
      ],
    });
    const [draft, ...more] = await repair(run(attempt(1)), { artifacts })
      .when(disproved(1, { outcome: 'DISPUTE', because: 'dispute', verdict }))
      .says();
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ name: 'ClarificationNeeded', data: { because: 'dispute', evidence: verdict } });
    expect(draft?.name === 'ClarificationNeeded' && draft.data.questions).toEqual([
      {
        phrase: 'more than 1000',
        question: expect.stringContaining('total > 1000 (broken by 3 of 7 rows)'),
        options: [expect.stringContaining('as they stand'), expect.stringContaining('plan')],
      },
    ]);
  });
  it('whether an empty result is right', async () => {
    const { artifacts, verdict } = await stored({ outcome: 'INCONCLUSIVE', because: 'empty-result' });
    await repair(run(attempt(1)), { artifacts })
      .when(disproved(1, { outcome: 'INCONCLUSIVE', because: 'empty-result', verdict }))
      .then([{ name: 'ClarificationNeeded', data: { because: 'data' } }]);
  });
  it('about a join that meets more rows than promised', async () => {
    const checks = [
      { id: 'C4', title: 'joins met as many rows as promised', outcome: 'fail', expected: 'j: one', got: 'j: 3 rows break it' },
    ] as const;
    const { artifacts, verdict } = await stored({ outcome: 'FAIL', because: 'data', checks: [...checks] });
    const [draft] = await repair(run(attempt(1)), { artifacts })
      .when(disproved(1, { because: 'data', verdict }))
      .says();
    expect(JSON.stringify(draft)).toContain('j: 3 rows break it');
  });
  it('about a key that repeats on both sides, instead of computing the same again', async () => {
    const checks = [
      { id: 'C1', title: 'the key is unique and never NULL', outcome: 'fail', expected: '0', got: '2 keys repeated' },
      { id: 'G1', title: 'every row equals a row of the oracle', outcome: 'pass', expected: '4', got: '4' },
    ] as const;
    const { artifacts, verdict } = await stored({ outcome: 'FAIL', because: 'law-broken', checks: [...checks] });
    await repair(run(attempt(1)), { artifacts })
      .when(disproved(1, { because: 'law-broken', verdict }))
      .then([{ name: 'ClarificationNeeded', data: { because: 'data' } }]);
  });
});
