// AWS's word about a job in, ours out. The only file that knows Glue's vocabulary; it believes neither the event nor a job run that has no claim.
import type { GlueFailed, JobFailureClass } from '../../contracts/generated/types.ts';
import { defineAwsAgent } from '../../events/agent.ts';
import { say } from '../../events/catalog.ts';
import type { JobRun, JobRunState } from '../../events/ports.ts';
import { factOf } from '../../events/run.ts';

export const glueRelay = defineAwsAgent('glue-relay', {
  identify: async (event, ports) => {
    const job = await ports.glue.jobRun(event.data.jobRunId);
    if (job?.runId === undefined || job.attempt === undefined) return undefined;
    return { runId: job.runId, attempt: job.attempt, key: `${job.jobRunId}.${job.state}` };
  },

  handle: async (event, { run, attempt, ports }) => {
    const { jobRunId } = event.data;
    const job = await ports.glue.jobRun(jobRunId);
    // GetJobRun may lag behind the event: ask again later
    if (job === undefined || !hasEnded(job.state))
      throw new Error(`job run ${jobRunId} is ${job?.state ?? 'unknown'}, though Glue said that it ended`);
    const scope = { runId: run.runId, attempt };
    const claim = await ports.artifacts.claimOf(scope);
    if (claim !== undefined && claim !== jobRunId) return [];
    if (claim === undefined) {
      const started = factOf(run, 'GlueStarted', attempt);
      // the job may die faster than its start is recorded: only then it is clear whether this run is the one that counts
      if (started === undefined) throw new Error(`job run ${jobRunId} ended before its start was recorded`);
      if (started.data.jobRunId !== jobRunId) return [];
      return [say('GlueFailed', failed(job, unclaimed(job)), attempt)];
    }
    const ref = await ports.artifacts.reportOf(scope, jobRunId);
    const report = ref === undefined ? undefined : await ports.artifacts.read('JobReport', ref);
    const bill = { jobRunId, seconds: job.seconds, usd: job.usd };
    if (job.state === 'SUCCEEDED' && ref !== undefined && report?.outcome === 'succeeded')
      return [say('GlueSucceeded', { ...bill, report: ref }, attempt)];
    const why = report?.failure ?? (job.state === 'SUCCEEDED' ? noReport : byState(job));
    return [say('GlueFailed', { ...failed(job, why), ...(ref === undefined ? {} : { report: ref }) }, attempt)];
  },
});

const hasEnded = (state: JobRunState): boolean => !['STARTING', 'RUNNING', 'STOPPING', 'WAITING'].includes(state);

type Why = { readonly class: JobFailureClass; readonly message: string };

const noReport: Why = { class: 'code', message: 'The job ended well, and without a report of success.' };

const unclaimed = (job: JobRun): Why =>
  job.state === 'SUCCEEDED' ? { class: 'code', message: 'The job ended well without having claimed its attempt.' } : byState(job);

const failed = ({ jobRunId, seconds, usd }: JobRun, why: Why): GlueFailed => ({
  jobRunId,
  class: why.class,
  message: why.message.slice(0, 4000),
  seconds,
  usd,
});

/** A job that died without a report: what Glue says of it. */
const byState = ({ state, message }: JobRun): Why => {
  const said = message === '' ? `The job ended as ${state}.` : message;
  if (state === 'STOPPED') return { class: 'stopped', message: said };
  if (state !== 'FAILED') return { class: 'capacity', message: said };
  const known = words.find(({ in: pattern }) => pattern.test(message));
  return { class: known?.class ?? 'capacity', message: said };
};

const words: readonly { readonly in: RegExp; readonly class: JobFailureClass }[] = [
  { in: /access ?denied|not authorized|permission denied|authentication failed/i, class: 'access' },
  { in: /\b(Syntax|Name|Type|Attribute|Key|Import|ModuleNotFound)Error\b|py4j\.Py4JException|scriptLocation/, class: 'code' },
];
