// Glue's answers as a job run of ours, and what it costs.
import { type JobRun as AwsJobRun, EntityNotFoundException, GlueClient } from '@aws-sdk/client-glue';
import { describe, expect, it } from 'vitest';
import { glueJobs } from '../../services/adapters/glue-jobs.ts';

const scripted = (answer: (input: unknown) => object) => {
  const inputs: unknown[] = [];
  const client = new GlueClient({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        inputs.push(input);
        return { response: {}, output: { $metadata: {}, ...answer(input) } };
      },
    { step: 'initialize', priority: 'low' },
  );
  return { glue: glueJobs({ job: 'datamorph-runner' }, client), inputs };
};

const jobRun = (run: AwsJobRun) => scripted(() => ({ JobRun: run })).glue.jobRun('jr_1');

it('starts a job run with what it has to do and the hash that proves it', async () => {
  const { glue, inputs } = scripted(() => ({ JobRunId: 'jr_1' }));
  const manifest = { uri: 's3://b/k', sha256: 'f'.repeat(64) };
  expect(await glue.start({ runId: 'R', attempt: 2, manifest, minutes: 7 })).toBe('jr_1');
  expect(inputs).toEqual([
    {
      JobName: 'datamorph-runner',
      Timeout: 7,
      Arguments: { '--run_id': 'R', '--attempt_id': '2', '--manifest_uri': manifest.uri, '--manifest_sha256': manifest.sha256 },
    },
  ]);
});

it('tells state, message and whose attempt a job run works for', async () => {
  const found = await jobRun({
    ...{ JobRunState: 'FAILED', ErrorMessage: 'out of memory', ExecutionTime: 90, WorkerType: 'G.1X', NumberOfWorkers: 2 },
    Arguments: { '--run_id': 'R', '--attempt_id': '2' },
  });
  expect(found).toEqual({ jobRunId: 'jr_1', state: 'FAILED', runId: 'R', attempt: 2, message: 'out of memory', seconds: 90, usd: 0.022 });
});

it('does not guess whose a job run is that was started by others', async () => {
  expect(await jobRun({ JobRunState: 'RUNNING', Arguments: { '--attempt_id': 'two' } })).toMatchObject({
    runId: undefined,
    attempt: undefined,
  });
});

it('is undefined for a job run that Glue does not know', async () => {
  const { glue } = scripted(() => {
    throw new EntityNotFoundException({ message: 'unknown', $metadata: {} });
  });
  expect(await glue.jobRun('jr_2')).toBeUndefined();
});

describe('the price', () => {
  it.each<[string, AwsJobRun, number]>([
    ['has a minimum of a minute', { ExecutionTime: 5, WorkerType: 'G.1X', NumberOfWorkers: 2 }, 0.014667],
    ['grows with the worker', { ExecutionTime: 3600, WorkerType: 'G.2X', NumberOfWorkers: 10 }, 8.8],
    ['is nothing for a run that never ran', { ExecutionTime: 0, WorkerType: 'G.1X', NumberOfWorkers: 2 }, 0],
    [
      'is lower for flexible execution, by the DPU seconds that Glue tells',
      { ExecutionTime: 600, DPUSeconds: 3600, ExecutionClass: 'FLEX' },
      0.29,
    ],
  ])('%s', async (_, run, usd) => {
    expect((await jobRun({ JobRunState: 'SUCCEEDED', ...run }))?.usd).toBeCloseTo(usd, 6);
  });
});
