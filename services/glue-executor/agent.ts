// A checked specification in, a started job out: renders the code and its oracle, and refuses what could not be published before any of it costs something.
import { defineAgent } from '../../events/agent.ts';
import { say } from '../../events/catalog.ts';
import { factOf } from '../../events/run.ts';
import { spent } from '../run/budget.ts';
import { requestedTarget } from '../run/requested-target.ts';
import { unsoundEnd } from '../run/unsound-end.ts';
import { boundedPlan, check, renderOracle, renderPyspark } from '../transform/index.ts';
import { jobManifest } from './job-manifest.ts';
import { refusalOf } from './target-refusal.ts';

export const glueExecutor = defineAgent('glue-executor', async (event, { run, ports, now }) => {
  const attempt = event.name === 'FixProposed' ? event.data.next : 1;
  if (factOf(run, 'GlueStarted', attempt) !== undefined) return [];
  const over = spent(run, now);
  if (over !== undefined) return [say('RunFailed', { code: over, message: overText[over] })];

  const [spec, catalog] = await Promise.all([
    ports.artifacts.read('TransformSpec', event.data.spec),
    ports.artifacts.read('Catalog', event.data.catalog),
  ]);
  const checked = check(spec, catalog);
  if (checked.is === 'unsound') return [say('RunFailed', unsoundEnd(checked.diagnostics))];
  const { plan } = checked;
  const allowed = { named: requestedTarget(run.request) !== undefined, mayFire: run.request.mayFire === true };
  const refusal = refusalOf(plan, catalog, allowed);
  if (refusal !== undefined) return [say('RunFailed', { code: 'target-refused', message: refusal })];

  const scope = { runId: run.runId, attempt };
  const [code, oracle] = await Promise.all([
    ports.artifacts.writeText('transform.py', renderPyspark(plan), scope),
    ports.artifacts.writeText('oracle.sql', renderOracle(boundedPlan(plan).plan), scope),
  ]);
  const manifest = await ports.artifacts.write(
    'JobManifest',
    jobManifest({ ...scope, plan, catalog, code, oracle, deadlineAt: run.deadlineAt }),
    scope,
  );
  // A start whose record was lost may be at work already: its claim tells. Another start would cost money, and nothing else.
  const claimed = await ports.artifacts.claimOf(scope);
  const jobRunId = claimed ?? (await ports.glue.start({ ...scope, manifest, minutes: minutesUntil(run.deadlineAt, now) }));
  return [say('GlueStarted', { jobRunId, manifest, code, oracle, spec: event.data.spec }, attempt)];
});

/** Whole minutes, at least one; Glue counts in minutes. */
const minutesUntil = (deadlineAt: string, now: string): number =>
  Math.max(1, Math.ceil((Date.parse(deadlineAt) - Date.parse(now)) / 60_000));

const overText = {
  'deadline-passed': 'The deadline passed before the job was started. A request may set a later one.',
  'budget-exhausted': 'The budget was spent before the job was started. A request may set a larger one.',
};
