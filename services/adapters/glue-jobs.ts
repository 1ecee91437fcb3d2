// Job runs of the one Glue job. Starting is not idempotent, so a run says for which attempt it works and the runner claims that attempt.
import { type JobRun as AwsJobRun, EntityNotFoundException, GetJobRunCommand, GlueClient, StartJobRunCommand } from '@aws-sdk/client-glue';
import type { GluePort, JobRun, JobRunState } from '../../events/ports.ts';

/** US dollars per DPU and hour, by execution class (us-east-1; other regions differ by a few per cent). */
const dpuHour = { STANDARD: 0.44, FLEX: 0.29 } as const;
const minimumSeconds = 60;
/** DPUs of one worker. */
const dpus: Readonly<Record<string, number>> = {
  Standard: 1,
  'G.025X': 0.25,
  'G.1X': 1,
  'G.2X': 2,
  'G.4X': 4,
  'G.8X': 8,
  'G.12X': 12,
  'G.16X': 16,
  'R.1X': 1,
  'R.2X': 2,
  'R.4X': 4,
  'R.8X': 8,
};

export const glueJobs = ({ job }: { readonly job: string }, client = new GlueClient({})): GluePort => ({
  start: async ({ runId, attempt, manifest, minutes }) => {
    const { JobRunId } = await client.send(
      new StartJobRunCommand({
        JobName: job,
        Timeout: minutes,
        Arguments: {
          '--run_id': runId,
          '--attempt_id': String(attempt),
          '--manifest_uri': manifest.uri,
          '--manifest_sha256': manifest.sha256,
        },
      }),
    );
    if (JobRunId === undefined) throw new Error(`Glue started ${job} for run ${runId} without telling its id`);
    return JobRunId;
  },
  jobRun: async (jobRunId) => {
    try {
      const { JobRun: found } = await client.send(new GetJobRunCommand({ JobName: job, RunId: jobRunId }));
      return found === undefined ? undefined : jobRunOf(jobRunId, found);
    } catch (error) {
      if (error instanceof EntityNotFoundException) return undefined;
      throw error;
    }
  },
});

const jobRunOf = (jobRunId: string, run: AwsJobRun): JobRun => {
  const { '--run_id': runId, '--attempt_id': attempt = '' } = run.Arguments ?? {};
  const seconds = run.ExecutionTime ?? 0;
  return {
    jobRunId,
    state: (run.JobRunState ?? 'STARTING') as JobRunState,
    runId,
    attempt: /^[0-9]+$/.test(attempt) ? Number(attempt) : undefined,
    message: run.ErrorMessage ?? run.StateDetail ?? '',
    seconds,
    usd: priceOf(run, seconds),
  };
};

/** Of what Glue bills: every second, at least a minute, nothing for a run that never ran. */
const priceOf = (run: AwsJobRun, seconds: number): number => {
  if (seconds <= 0) return 0;
  const perWorker = dpus[run.WorkerType ?? 'G.1X'] ?? 1;
  const capacity = run.NumberOfWorkers === undefined ? (run.MaxCapacity ?? 2) : run.NumberOfWorkers * perWorker;
  // With auto-scaling or Flex Glue tells the seconds that its DPUs really ran.
  const dpuSeconds = run.DPUSeconds ?? capacity * Math.max(seconds, minimumSeconds);
  const perHour = run.ExecutionClass === 'FLEX' ? dpuHour.FLEX : dpuHour.STANDARD;
  return Math.round((dpuSeconds / 3600) * perHour * 1e6) / 1e6;
};
