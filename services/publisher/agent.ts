// A passed verdict in, a published table out. What is to be published is read and checked first; then comes the fence: a run that has ended meanwhile
// publishes nothing, and behind it every way leads to an end of the run.
import { defineAgent } from '../../events/agent.ts';
import { type Draft, type EventOf, say } from '../../events/catalog.ts';
import type { ArtifactsPort, Publication } from '../../events/ports.ts';
import { factOf, type Run } from '../../events/run.ts';
import { requestedTarget } from '../run/requested-target.ts';
import { check, formatTableName } from '../transform/index.ts';
import { publicationFor } from './publication.ts';

export const publisher = defineAgent('publisher', async (event, { run, ports, now }) => {
  const { verdict } = event.data;
  const failed = (code: Draft<'RunFailed'>['data']['code'], message: string) => [say('RunFailed', { code, message, evidence: verdict })];
  let publication: Publication;
  try {
    publication = await publicationOf(event, run, ports.artifacts, now);
  } catch (error) {
    // Reading or hearing it again would not make it sound, and nobody else would end the run.
    if (isDefect(error)) return failed('defect', `Nothing was published: ${error.message}`.slice(0, 4000));
    throw error;
  }
  if ((await ports.runs.fence(run.runId, event.meta.attempt, now)) === 'ended') return [];
  const result = await ports.targets.publish(publication);
  if (result.is === 'refused') return failed(result.code, result.message);
  const { rows, previous, publishedAt } = result;
  const { schema, name } = publication.target;
  return [say('TargetPublished', { table: formatTableName(schema, name), rows, verdict, previous, publishedAt })];
});

/** What the run's record says is not what its documents say. */
class Contradiction extends Error {
  override readonly name = 'Contradiction';
}

/** A document that is missing, or not the one that was recorded, is known by the name of its error: each store of artifacts throws it. */
const isDefect = (error: unknown): error is Error =>
  error instanceof Contradiction || (error instanceof Error && error.name === 'ArtifactBroken');

/** Throws Contradiction when the verdict is not the one that the fact claims: nothing is published on it. */
const publicationOf = async (
  { meta: { attempt }, data }: EventOf<'ValidationPassed'>,
  run: Run,
  artifacts: ArtifactsPort,
  now: string,
): Promise<Publication> => {
  const started = factOf(run, 'GlueStarted', attempt);
  const generated = factOf(run, 'SpecsGenerated');
  if (started === undefined || generated === undefined)
    throw new Contradiction(`attempt ${attempt} of run ${run.runId} passed and its spec is not recorded`);
  const [verdict, spec, catalog] = await Promise.all([
    artifacts.read('VerdictReport', data.verdict),
    artifacts.read('TransformSpec', started.data.spec),
    artifacts.read('Catalog', generated.data.catalog),
  ]);
  const { outcome, sealed, snapshot } = verdict;
  if (outcome !== 'PASS' || verdict.runId !== run.runId || verdict.attempt !== attempt || sealed === null || snapshot === null)
    throw new Contradiction(
      `the verdict on attempt ${attempt} of run ${run.runId} is ${outcome} on attempt ${verdict.attempt} of ${verdict.runId}`,
    );
  const checked = check(spec, catalog);
  if (checked.is === 'unsound')
    throw new Contradiction(`the spec that run ${run.runId} ran is unsound: ${checked.diagnostics[0]?.message ?? ''}`);
  const allowed = { named: requestedTarget(run.request) !== undefined, mayFire: run.request.mayFire === true };
  return { runId: run.runId, attempt, ...publicationFor(checked.plan, catalog), sealed, snapshot, ...allowed, now };
};
