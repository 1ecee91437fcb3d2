// A passed verdict in, a published table out. The fence first: a run that has ended meanwhile publishes nothing.
import type { Catalog, TransformSpec, VerdictReport } from '../../contracts/generated/types.ts';
import { defineAgent } from '../../events/agent.ts';
import { say } from '../../events/catalog.ts';
import type { Publication } from '../../events/ports.ts';
import { factOf, type Run } from '../../events/run.ts';
import { requestedTarget } from '../run/requested-target.ts';
import { formatTableName, parseTableName } from '../transform/index.ts';

export const publisher = defineAgent('publisher', async (event, { run, ports, now }) => {
  const { attempt } = event.meta;
  if ((await ports.runs.fence(run.runId, attempt, now)) === 'ended') return [];
  const { spec: specRef, catalog: catalogRef } = documentsOf(run, attempt);
  const [verdict, spec, catalog] = await Promise.all([
    ports.artifacts.read('VerdictReport', event.data.verdict),
    ports.artifacts.read('TransformSpec', specRef),
    ports.artifacts.read('Catalog', catalogRef),
  ]);
  const publication = publicationOf(run, attempt, verdict, spec, catalog, now);
  const result = await ports.targets.publish(publication);
  if (result.is === 'refused') return [say('RunFailed', { code: result.code, message: result.message, evidence: event.data.verdict })];
  const { rows, previous, publishedAt } = result;
  const { schema, name } = publication.target;
  return [say('TargetPublished', { table: formatTableName(schema, name), rows, verdict: event.data.verdict, previous, publishedAt })];
});

const documentsOf = (run: Run, attempt: number) => {
  const started = factOf(run, 'GlueStarted', attempt);
  const generated = factOf(run, 'SpecsGenerated');
  if (started === undefined || generated === undefined)
    throw new Error(`run ${run.runId}: attempt ${attempt} passed and its spec is not recorded`);
  return { spec: started.data.spec, catalog: generated.data.catalog };
};

/** Throws when the verdict is not the one that the fact claims: nothing is published on a contradiction. */
const publicationOf = (
  run: Run,
  attempt: number,
  verdict: VerdictReport,
  spec: TransformSpec,
  catalog: Catalog,
  now: string,
): Publication => {
  const { outcome, sealed, snapshot } = verdict;
  if (outcome !== 'PASS' || verdict.runId !== run.runId || verdict.attempt !== attempt || sealed === null || snapshot === null)
    throw new Error(`run ${run.runId}: the verdict on attempt ${attempt} is ${outcome} on attempt ${verdict.attempt} of ${verdict.runId}`);
  const target = parseTableName(spec.target.table);
  if (target === undefined) throw new Error(`run ${run.runId}: ${spec.target.table} names no table`);
  return {
    runId: run.runId,
    attempt,
    target: { schema: target.schema ?? catalog.targetSchema, name: target.name },
    mode: spec.target.mode,
    key: spec.target.key,
    sealed,
    snapshot,
    named: requestedTarget(run.request) !== undefined,
    now,
  };
};
