import { describe, expect, it } from 'vitest';
import { validate } from '../../../contracts/generated/validators/RunView.js';
import type { AnyEvent } from '../../../events/catalog.ts';
import { publicView } from '../../../services/run/public-view.ts';
import {
  disproved,
  fact,
  generated,
  jobSucceeded,
  later,
  passed,
  profiled,
  ref,
  requested,
  run,
  started,
  tested,
} from '../../support/builders.ts';

const view = (facts: readonly AnyEvent[]) => {
  const seen = publicView(run(facts));
  expect(validate(seen), JSON.stringify(validate.errors)).toBe(true);
  return seen;
};
const published = fact(
  'TargetPublished',
  { table: 'datamorph_out.t', rows: 4, verdict: ref('VerdictReport'), previous: null, publishedAt: later(20) },
  { attempt: 1, seconds: 20 },
);

describe('a run from outside', () => {
  it('is open from the start', () => {
    expect(view([requested()])).toMatchObject({
      state: 'open',
      endedAt: null,
      verdict: null,
      attempts: 0,
      prompt: 'total amount per customer',
      rows: null,
    });
  });
  it('shows what was published, by which plan, with the documents of the last attempt', () => {
    expect(view([requested(), profiled(), generated(), tested(), started(), jobSucceeded(), passed(), published])).toMatchObject({
      state: 'published',
      endedAt: later(20),
      target: 'datamorph_out.t',
      rows: 4,
      plan: ['Take orders.'],
      attempts: 1,
      verdict: { outcome: 'PASS' },
      spend: { modelCalls: 2, glueSeconds: 30 },
      artifacts: { spec: ref('TransformSpec'), code: ref('transform.py'), report: ref('JobReport'), verdict: ref('VerdictReport') },
    });
  });
  it('times each step from the fact that caused it, and a job from its start', () => {
    const steps = view([requested(), profiled(), generated(), started(), jobSucceeded()]).steps;
    expect(steps.map(({ fact: name, milliseconds }) => [name, milliseconds])).toEqual([
      ['RunRequested', 0],
      ['SourcesProfiled', 1000],
      ['SpecsGenerated', 1000],
      ['GlueStarted', 10_000],
      ['GlueSucceeded', 4000],
    ]);
  });
  it('shows the last verdict', () => {
    expect(view([requested(), generated(), started(), disproved(1, { outcome: 'ERROR', because: 'check-error' })]).verdict?.outcome).toBe(
      'ERROR',
    );
  });
  it('shows its questions, or why it failed', () => {
    const questions = [{ phrase: 'active', question: 'Which?', options: [] }];
    expect(view([requested(), fact('ClarificationNeeded', { questions, because: 'ambiguous' })])).toMatchObject({
      state: 'asked',
      questions,
    });
    const failed = fact('RunFailed', { code: 'access-denied', message: 'No right to read.' });
    expect(view([requested(), failed])).toMatchObject({
      state: 'failed',
      failure: { code: 'access-denied', message: 'No right to read.' },
    });
    expect(view([requested(), fact('RunCancelled', { stopped: [] })]).state).toBe('cancelled');
  });
});
