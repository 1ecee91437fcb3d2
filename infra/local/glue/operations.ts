// The four operations of Glue that DataMorph uses, as Glue answers them.
import { hasEnded, type JobRun, type JobRuns } from './job-runs.ts';

/** An answer of Glue that is an error; `code` is the exception's name in its API. */
export class GlueError extends Error {
  override readonly name = 'GlueError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Input = {
  readonly JobName?: string;
  readonly RunId?: string;
  readonly JobRunIds?: readonly string[];
  readonly Arguments?: Readonly<Record<string, string>>;
  /** Minutes. */
  readonly Timeout?: number;
  readonly MaxResults?: number;
  readonly NextToken?: string;
};

/** Throws GlueError. */
export const answer = (operation: string, input: Input, jobName: string, runs: JobRuns): object => {
  if (input.JobName !== jobName)
    throw new GlueError('EntityNotFoundException', `Failed to start job run due to missing metadata: ${input.JobName}`);
  switch (operation) {
    case 'StartJobRun':
      return { JobRunId: runs.start(input.Arguments ?? {}, input.Timeout).id };
    case 'GetJobRun': {
      const run = runs.find(input.RunId ?? '');
      if (run === undefined) throw new GlueError('EntityNotFoundException', `Job Run ${input.RunId} could not be found`);
      return { JobRun: described(run, jobName) };
    }
    case 'GetJobRuns':
      return page(runs.all(), input, jobName);
    case 'BatchStopJobRun':
      return stopped(input.JobRunIds ?? [], jobName, runs);
    default:
      throw new GlueError('UnknownOperationException', `no operation ${operation}`);
  }
};

const page = (all: readonly JobRun[], { MaxResults = 200, NextToken = '0' }: Input, jobName: string): object => {
  const from = Number(NextToken);
  const next = from + MaxResults;
  return {
    JobRuns: all.slice(from, next).map((run) => described(run, jobName)),
    ...(next < all.length ? { NextToken: String(next) } : {}),
  };
};

const stopped = (ids: readonly string[], jobName: string, runs: JobRuns): object => {
  const submitted: object[] = [];
  const errors: object[] = [];
  for (const id of ids) {
    const run = runs.find(id);
    if (run !== undefined && runs.stop(run)) submitted.push({ JobName: jobName, JobRunId: id });
    else {
      const detail = {
        ErrorCode: run === undefined ? 'EntityNotFoundException' : 'InvalidInputException',
        ErrorMessage: 'Job run is not running',
      };
      errors.push({ JobName: jobName, JobRunId: id, ErrorDetail: detail });
    }
  }
  return { SuccessfulSubmissions: submitted, Errors: errors };
};

/** Times are seconds since 1970, as in AWS JSON 1.1. */
const described = (run: JobRun, jobName: string): object => ({
  Id: run.id,
  Attempt: 0,
  JobName: jobName,
  JobMode: 'SCRIPT',
  StartedOn: run.startedAt / 1000,
  LastModifiedOn: (run.completedAt ?? run.runningAt ?? run.startedAt) / 1000,
  ...(run.completedAt === undefined ? {} : { CompletedOn: run.completedAt / 1000 }),
  JobRunState: run.state,
  Arguments: run.arguments,
  ...(run.state === 'SUCCEEDED' || run.message === '' ? {} : { ErrorMessage: run.message }),
  PredecessorRuns: [],
  ExecutionTime: seconds(run),
  Timeout: run.timeoutMinutes,
  MaxCapacity: 2,
  WorkerType: 'G.1X',
  NumberOfWorkers: 2,
  ExecutionClass: 'STANDARD',
  GlueVersion: '5.1',
  LogGroupName: '/aws-glue/jobs',
});

/** What would be billed, whole seconds. */
const seconds = (run: JobRun): number =>
  run.runningAt === undefined ? 0 : Math.ceil(((hasEnded(run) ? (run.completedAt ?? 0) : Date.now()) - run.runningAt) / 1000);
