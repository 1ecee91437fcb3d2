// A job's end and the run's assertions in, a computed verdict out. No model is near it.
import { defineAgent } from '../../events/agent.ts';
import { say } from '../../events/catalog.ts';
import { factOf, type Run } from '../../events/run.ts';
import { prove } from '../proof/index.ts';
import { claimOf } from './claim.ts';

/** Acts once the run's assertions and the end of its latest job are both recorded, whichever is heard last. */
export const validator = defineAgent('validator', async (event, { run, ports }) => {
  const due = dueIn(run, event.name === 'GlueSucceeded' ? event.meta.attempt : undefined);
  if (due === undefined) return [];
  const { attempt, jobEnd, tests, started, generated } = due;
  const [report, spec, catalog, testSet] = await Promise.all([
    ports.artifacts.read('JobReport', jobEnd.data.report),
    ports.artifacts.read('TransformSpec', started.data.spec),
    ports.artifacts.read('Catalog', generated.data.catalog),
    ports.artifacts.read('TestSet', tests.data.tests),
  ]);
  const claim = claimOf({ run, attempt, report, spec, catalog, tests: testSet, author: generated.data.author });
  const verdict = await prove(claim, ports.warehouse.measure);
  const ref = await ports.artifacts.write('VerdictReport', verdict, { runId: run.runId, attempt });
  const { outcome, because, headline, fingerprint } = verdict;
  if (outcome === 'PASS') return [say('ValidationPassed', { verdict: ref, headline, rows: verdict.rows.staging }, attempt)];
  return [say('ValidationFailed', { verdict: ref, outcome, because: because ?? 'no-checks', headline, fingerprint }, attempt)];
});

const dueIn = (run: Run, heard: number | undefined) => {
  const jobEnd = factOf(run, 'GlueSucceeded', heard);
  const tests = factOf(run, 'TestsWritten');
  const generated = factOf(run, 'SpecsGenerated');
  if (jobEnd === undefined || tests === undefined || generated === undefined) return undefined;
  const { attempt } = jobEnd.meta;
  const judged = factOf(run, 'ValidationPassed', attempt) ?? factOf(run, 'ValidationFailed', attempt);
  const started = factOf(run, 'GlueStarted', attempt);
  if (judged !== undefined) return undefined;
  // the job's end may be recorded before its start is: the start is a moment away, so the message comes again
  if (started === undefined) throw new Error(`run ${run.runId}: attempt ${attempt} ended and its start is not recorded yet`);
  return { attempt, jobEnd, tests, started, generated };
};
