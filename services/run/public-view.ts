// A run as the outside sees it, read from its record.
import type { RunView, S3Ref } from '../../contracts/generated/types.ts';
import type { AnyEvent } from '../../events/catalog.ts';
import { factOf, type Run, type RunState } from '../../events/run.ts';

export const publicView = (run: Run): RunView => {
  const generated = factOf(run, 'SpecsGenerated');
  const published = factOf(run, 'TargetPublished');
  const failed = factOf(run, 'RunFailed');
  return {
    runId: run.runId,
    state: stateOf(run.state),
    prompt: run.request.prompt ?? null,
    requestedAt: run.requestedAt,
    deadlineAt: run.deadlineAt,
    endedAt: run.state.is === 'ended' ? run.state.at : null,
    steps: run.facts.map((fact) => stepOf(fact, run)),
    plan: generated?.data.plan ?? [],
    assumptions: generated?.data.assumptions ?? [],
    verdict: verdictOf(run),
    questions: factOf(run, 'ClarificationNeeded')?.data.questions ?? [],
    failure:
      failed === undefined ? null : { code: failed.data.code, message: failed.data.message, diagnostics: failed.data.diagnostics ?? [] },
    target: published?.data.table ?? generated?.data.target ?? run.request.target ?? null,
    rows: published?.data.rows ?? null,
    attempts: run.attempt,
    remediations: run.remediations,
    restarts: run.restarts,
    spend: run.spend,
    artifacts: artifactsOf(run),
  };
};

const stateOf = (state: RunState): RunView['state'] => {
  if (state.is !== 'ended') return state.is;
  switch (state.by) {
    case 'TargetPublished':
      return 'published';
    case 'ClarificationNeeded':
      return 'asked';
    case 'RunFailed':
      return 'failed';
    case 'RunCancelled':
      return 'cancelled';
  }
};

const stepOf = ({ name, meta }: AnyEvent, run: Run): RunView['steps'][number] => {
  const cause = run.facts.find((fact) => fact.meta.eventId === meta.causationId);
  const since = Date.parse(cause?.meta.occurredAt ?? causeOfAwsEvent(name, meta.attempt, run) ?? meta.occurredAt);
  return {
    fact: name,
    by: meta.producer,
    at: meta.occurredAt,
    milliseconds: Math.max(0, Date.parse(meta.occurredAt) - since),
    attempt: meta.attempt,
  };
};

/** AWS caused the end of a job; for us it began with the job's start. */
const causeOfAwsEvent = (name: AnyEvent['name'], attempt: number, run: Run): string | undefined =>
  name === 'GlueSucceeded' || name === 'GlueFailed' ? factOf(run, 'GlueStarted', attempt)?.meta.occurredAt : undefined;

const verdictOf = (run: Run): RunView['verdict'] => {
  const last = run.facts.findLast((fact) => fact.name === 'ValidationPassed' || fact.name === 'ValidationFailed');
  if (last === undefined) return null;
  const { headline, verdict } = last.data;
  return { outcome: last.name === 'ValidationPassed' ? 'PASS' : last.data.outcome, headline, report: verdict };
};

/** Documents of the run, and of its last attempt. */
const artifactsOf = (run: Run): RunView['artifacts'] => {
  const started = factOf(run, 'GlueStarted');
  const jobEnd = run.facts.findLast((fact) => fact.name === 'GlueSucceeded' || fact.name === 'GlueFailed');
  const known: Record<string, S3Ref | undefined> = {
    catalog: factOf(run, 'SourcesProfiled')?.data.catalog,
    spec: started?.data.spec ?? factOf(run, 'SpecsGenerated')?.data.spec,
    tests: factOf(run, 'TestsWritten')?.data.tests,
    manifest: started?.data.manifest,
    code: started?.data.code,
    oracle: started?.data.oracle,
    report: jobEnd?.data.report,
    verdict: verdictOf(run)?.report,
  };
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, S3Ref] => entry[1] !== undefined));
};
