import { describe, expect, it } from 'vitest';
import type { AwsEventOf } from '../../../events/catalog.ts';
import type { JobRunState } from '../../../events/ports.ts';
import { glueRelay } from '../../../services/glue-relay/agent.ts';
import { generated, jobReport, ref, run, runId, started } from '../../support/builders.ts';
import { fakeGlue } from '../../support/fakes/fake-glue.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { given } from '../../support/given.ts';

const relay = given(glueRelay);
const scope = { runId, attempt: 1 };

/** A job run that ended so, and AWS's event that says it ended otherwise or the same. */
const ended = async ({ state, told = state, message = '' }: { state: JobRunState; told?: string; message?: string }) => {
  const glue = fakeGlue();
  const artifacts = memoryArtifacts();
  const jobRunId = await glue.start({ ...scope, manifest: ref('JobManifest'), minutes: 30 });
  glue.end(jobRunId, { state, message, seconds: 61, usd: 0.0149 });
  const event = {
    name: 'Glue Job State Change',
    id: 'aws-1',
    at: '2026-11-01T10:01:00Z',
    data: { jobName: 'datamorph-runner', state: told, jobRunId },
  } as AwsEventOf<'Glue Job State Change'>;
  return { glue, artifacts, jobRunId, event, run: run([generated(), started(1, { jobRunId })]) };
};

describe('finds the run of a job', () => {
  it('in the arguments of the job run, by its true state', async () => {
    const { glue, artifacts, jobRunId, event } = await ended({ state: 'SUCCEEDED', told: 'FAILED' });
    expect(await glueRelay.identify(event, { glue, artifacts })).toEqual({ ...scope, key: `${jobRunId}.SUCCEEDED` });
  });
  it('and knows nothing of a job run that is not ours', async () => {
    const { artifacts, event } = await ended({ state: 'SUCCEEDED' });
    expect(await glueRelay.identify(event, { glue: fakeGlue(), artifacts })).toBeUndefined();
  });
});

describe('says that the job succeeded', () => {
  it('when the claimed job run reports so, whatever the event says', async () => {
    const world = await ended({ state: 'SUCCEEDED', told: 'FAILED' });
    world.artifacts.claim(scope, world.jobRunId);
    const report = world.artifacts.report(scope, world.jobRunId, jobReport({ jobRunId: world.jobRunId }));
    await relay(world.run, world)
      .when(world.event)
      .then([{ name: 'GlueSucceeded', attempt: 1, data: { jobRunId: world.jobRunId, report, seconds: 61, usd: 0.0149 } }]);
  });
});

describe('says that the job failed', () => {
  it('of what the runner reported', async () => {
    const world = await ended({ state: 'FAILED', message: 'ExitCode 1' });
    world.artifacts.claim(scope, world.jobRunId);
    const failure = { class: 'data', message: 'step totals: overflow', step: 'transform' } as const;
    const report = world.artifacts.report(scope, world.jobRunId, jobReport({ outcome: 'failed', failure, staging: null, oracle: null }));
    await relay(world.run, world)
      .when(world.event)
      .then([{ name: 'GlueFailed', data: { class: 'data', message: 'step totals: overflow', report } }]);
  });
  it('of a defect when it ended well without a report', async () => {
    const world = await ended({ state: 'SUCCEEDED' });
    world.artifacts.claim(scope, world.jobRunId);
    await relay(world.run, world)
      .when(world.event)
      .then([{ name: 'GlueFailed', data: { class: 'code' } }]);
  });
  it('though it reported success, when Glue then killed it', async () => {
    const world = await ended({ state: 'TIMEOUT' });
    world.artifacts.claim(scope, world.jobRunId);
    world.artifacts.report(scope, world.jobRunId, jobReport());
    await relay(world.run, world)
      .when(world.event)
      .then([{ name: 'GlueFailed', data: { class: 'capacity' } }]);
  });
  for (const [state, message, kind] of [
    ['TIMEOUT', '', 'capacity'],
    ['ERROR', '', 'capacity'],
    ['STOPPED', '', 'stopped'],
    ['FAILED', 'Command failed with exit code 137', 'capacity'],
    ['FAILED', 'ModuleNotFoundError: No module named runner', 'code'],
    ['FAILED', 'Access Denied (Service: Amazon S3)', 'access'],
  ] as const)
    it(`of ${kind} when it died unclaimed as ${state} ${message}`, async () => {
      const world = await ended({ state, message });
      await relay(world.run, world)
        .when(world.event)
        .then([{ name: 'GlueFailed', data: { class: kind, seconds: 61 } }]);
    });
});

describe('says nothing', () => {
  it('of a job run whose attempt another one claimed', async () => {
    const world = await ended({ state: 'SUCCEEDED' });
    world.artifacts.claim(scope, 'jr_other');
    await relay(world.run, world).when(world.event).then([]);
  });
  it('of an unclaimed job run that is not the recorded one', async () => {
    const world = await ended({ state: 'FAILED' });
    await relay(run([generated(), started(1, { jobRunId: 'jr_other' })]), world)
      .when(world.event)
      .then([]);
  });
});

describe('asks again later', () => {
  it('when GetJobRun still shows the job running', async () => {
    const world = await ended({ state: 'RUNNING', told: 'SUCCEEDED' });
    await expect(relay(world.run, world).when(world.event).says()).rejects.toThrow('RUNNING');
  });
  it('when an unclaimed job ended before its start was recorded', async () => {
    const world = await ended({ state: 'FAILED' });
    await expect(
      relay(run([generated()]), world)
        .when(world.event)
        .says(),
    ).rejects.toThrow('before its start was recorded');
  });
});
