// One failure in, one cure out; the cure is looked up, never a model's choice.
import { defineAgent } from '../../events/agent.ts';
import { type Draft, type EventOf, say } from '../../events/catalog.ts';
import type { ArtifactsPort } from '../../events/ports.ts';
import { factOf, type Run } from '../../events/run.ts';
import type { Cure } from './cures.ts';
import { type Failure, failureOf } from './failure.ts';
import { questionsAbout } from './questions.ts';
import { restartLimit } from './restart-limit.ts';

export const remediator = defineAgent('remediator', async (event, { run, ports, now }) => {
  const failure = failureOf(event);
  const cure = await cureFor(failure, event, ports.artifacts);
  switch (cure.is) {
    case 'restart': {
      const stop = restartLimit(run, failure, cure, now);
      return [stop === undefined ? restarted(run, failure) : ended(failure, stop)];
    }
    case 'ask': {
      if (event.name === 'GlueFailed') throw new Error(`no question is known for a job that failed of ${failure.kind}`);
      const questions = questionsAbout(await ports.artifacts.read('VerdictReport', event.data.verdict));
      return [say('ClarificationNeeded', { questions: [...questions], because: cure.because, evidence: event.data.verdict })];
    }
    case 'give-up':
      return [ended(failure, cure)];
  }
});

/** A law that the oracle breaks as well is broken by the data or by the plan: starting again would break it again. */
const cureFor = async (failure: Failure, event: EventOf<'ValidationFailed' | 'GlueFailed'>, artifacts: ArtifactsPort): Promise<Cure> => {
  if (event.name === 'GlueFailed' || event.data.because !== 'law-broken') return failure.cure;
  const { checks } = await artifacts.read('VerdictReport', event.data.verdict);
  const inBoth =
    checks.some(({ id, outcome }) => id === 'G1' && outcome === 'pass') &&
    checks.some(({ id, outcome }) => id === 'C1' && outcome === 'fail');
  return inBoth ? { is: 'ask', because: 'data' } : failure.cure;
};

const restarted = (run: Run, failure: Failure): Draft<'FixProposed'> => {
  const started = factOf(run, 'GlueStarted', failure.attempt);
  const generated = factOf(run, 'SpecsGenerated');
  if (generated === undefined) throw new Error(`run ${run.runId}: attempt ${failure.attempt} failed and no spec is recorded`);
  return say(
    'FixProposed',
    {
      next: failure.attempt + 1,
      kind: 'restart',
      spec: started?.data.spec ?? generated.data.spec,
      catalog: generated.data.catalog,
      because: `${failure.kind}: ${failure.said}`.slice(0, 1000),
    },
    failure.attempt,
  );
};

const ended = (
  failure: Failure,
  { code, message }: { readonly code: Draft<'RunFailed'>['data']['code']; readonly message: string },
): Draft<'RunFailed'> =>
  say('RunFailed', {
    code,
    message: `${message} Attempt ${failure.attempt}: ${failure.said}`.slice(0, 4000),
    ...(failure.evidence === undefined ? {} : { evidence: failure.evidence }),
  });
