// Glue without Spark: job runs start at once and end when the test says so.
import type { S3Ref } from '../../../contracts/generated/types.ts';
import type { GluePort, JobRun, JobRunState } from '../../../events/ports.ts';
import { atOnce, copy, type Turn } from './turn.ts';

export type Job = JobRun & { readonly runId: string; readonly attempt: number; readonly manifest: S3Ref; readonly minutes: number };
type End = { readonly state: JobRunState; readonly seconds?: number; readonly usd?: number; readonly message?: string };

export type FakeGlue = GluePort & {
  /** Every job run that was started, in order; a redelivered message may have started two for one attempt. */
  readonly started: () => readonly Job[];
  readonly end: (jobRunId: string, end: End) => void;
};

/** `onStart` is told of each start, after it: the place to write a report, to end the job and to say so on the bus. Throwing there loses the answer, not the job. */
export const fakeGlue = ({
  turn = atOnce,
  onStart,
}: {
  readonly turn?: Turn;
  readonly onStart?: (job: Job, glue: FakeGlue) => void;
} = {}): FakeGlue => {
  const jobs = new Map<string, Job>();
  const glue: FakeGlue = {
    start: async ({ runId, attempt, manifest, minutes }) => {
      await turn();
      const jobRunId = `jr_${String(jobs.size + 1).padStart(64, '0')}`;
      const job: Job = { jobRunId, state: 'RUNNING', runId, attempt, manifest: copy(manifest), minutes, message: '', seconds: 0, usd: 0 };
      jobs.set(jobRunId, job);
      onStart?.(job, glue);
      return jobRunId;
    },
    jobRun: async (jobRunId) => {
      await turn();
      const job = jobs.get(jobRunId);
      if (job === undefined) return undefined;
      const { manifest: _manifest, minutes: _minutes, ...run } = job;
      return copy(run);
    },
    started: () => [...jobs.values()],
    end: (jobRunId, { state, seconds = 60, usd = 0.0147, message = '' }) => {
      const job = jobs.get(jobRunId);
      if (job === undefined) throw new Error(`no job run ${jobRunId} was started`);
      jobs.set(jobRunId, { ...job, state, seconds, usd, message });
    },
  };
  return glue;
};
