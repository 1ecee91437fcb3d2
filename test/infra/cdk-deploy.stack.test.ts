// The CDK's own command line against the emulator: what a person with an account would type bootstraps, deploys, and has nothing to do the second time.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentNames } from '../../events/topology.ts';
import { clientOptions, region } from '../../infra/local/aws-env.ts';
import { type Emulator, startEmulator } from '../../infra/local/emulator.ts';
import { root } from '../../infra/local/places.ts';

let folder: string;
let emulator: Emulator;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'datamorph-test-'));
  emulator = await startEmulator({ stateDir: path.join(folder, 'emulator'), onLog: () => undefined });
});
afterAll(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** With no setting of this machine's user: profiles, caches and telemetry stay out. */
const cdk = async (...args: readonly string[]): Promise<string> => {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    CDK_HOME: path.join(folder, 'cdk-home'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const common = ['--no-notices', '--no-version-reporting', '--ci', '--no-color', '-o', path.join(folder, 'cdk.out')];
  const program = path.join(root, 'node_modules/.bin/cdk');
  const { stdout, stderr } = await promisify(execFile)(program, [...args, ...common], {
    cwd: path.join(root, 'infra'),
    env,
    timeout: 60_000,
  });
  return stdout + stderr;
};
const stack = async () => {
  const client = new CloudFormationClient(clientOptions(emulator.endpoint));
  return (await client.send(new DescribeStacksCommand({ StackName: 'DataMorph' }))).Stacks?.[0];
};

it('bootstraps and deploys the whole stack, in a minute', { timeout: 60_000 }, async () => {
  await cdk('bootstrap');
  await cdk('deploy', '--require-approval', 'never');
  const { StackStatus, EnableTerminationProtection, Outputs = [] } = (await stack()) ?? {};
  expect({ StackStatus, EnableTerminationProtection }).toEqual({ StackStatus: 'CREATE_COMPLETE', EnableTerminationProtection: true });
  expect(Outputs.map(({ OutputKey }) => OutputKey)).toEqual(expect.arrayContaining(['BusName', 'RunsTable', 'ArtifactsBucket', 'ApiUrl']));
  const template = JSON.parse(await readFile(path.join(folder, 'cdk.out/DataMorph.template.json'), 'utf8'));
  expect(Object.keys(template.Outputs).sort()).toEqual(Outputs.map(({ OutputKey = '' }) => OutputKey).sort());
  const lambda = new LambdaClient(clientOptions(emulator.endpoint));
  for (const agent of agentNames) {
    const { CodeSize = 0, Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: `datamorph-${agent}` }));
    expect(CodeSize).toBeGreaterThan(10_000);
    expect(Environment?.Variables?.AGENT).toBe(agent);
  }
});

it('finds nothing to do the second time', { timeout: 60_000 }, async () => {
  expect(await cdk('deploy', '--require-approval', 'never')).toContain('(no changes)');
  expect((await stack())?.StackStatus).toBe('CREATE_COMPLETE');
});
