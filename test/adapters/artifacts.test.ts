// The artifacts in memory of the flow tests keep the promises of the real ones.
import { expect, it } from 'vitest';
import { memoryArtifacts } from '../support/fakes/memory-artifacts.ts';
import { artifactsContract } from './artifacts.contract.ts';

artifactsContract('artifacts in memory', async () => {
  const artifacts = memoryArtifacts();
  return {
    artifacts,
    claim: async (scope, jobRunId) => artifacts.claim(scope, jobRunId),
    report: async (scope, jobRunId, report) => artifacts.report(scope, jobRunId, report),
    overwrite: async (uri, text) => artifacts.objects.set(uri.replace('s3://artifacts/', ''), text),
    countIn: async ({ runId }) => [...artifacts.objects.keys()].filter((key) => key.startsWith(`runs/${runId}/`)).length,
  };
});

it('gives an attempt to the first job run that claims it', () => {
  const artifacts = memoryArtifacts();
  const scope = { runId: 'r', attempt: 1 };
  expect([artifacts.claim(scope, 'jr_1'), artifacts.claim(scope, 'jr_2')]).toEqual(['jr_1', 'jr_1']);
});
