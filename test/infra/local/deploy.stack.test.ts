// What a deployment does to the emulator, read back and held against the template.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  ListArchivesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataMorphApp } from '../../../infra/app.ts';
import { clientOptions } from '../../../infra/local/aws-env.ts';
import { readAssembly, type Template } from '../../../infra/local/deploy/assembly.ts';
import { deploy, type StackInfo } from '../../../infra/local/deploy.ts';
import { type Emulator, startEmulator } from '../../../infra/local/emulator.ts';
import { writeChain } from './support/chain-assembly.ts';
import { temporary } from './support/places.ts';

let emulator: Emulator;
const cleaning: (() => Promise<unknown>)[] = [];
const folder = (): Promise<string> => temporary((clean) => cleaning.push(clean));
const options = () => clientOptions(emulator.endpoint);

beforeAll(async () => {
  const stateDir = await folder();
  emulator = await startEmulator({ stateDir, onLog: () => {} });
  cleaning.push(() => emulator.stop());
});
afterAll(async () => {
  for (const clean of cleaning.toReversed()) await clean();
});

/** The product's template; what the functions hold does not matter here. */
const productAssembly = async (): Promise<string> => {
  const [code, outdir] = [await folder(), await folder()];
  await writeFile(path.join(code, 'index.mjs'), 'export const handler = async () => {};');
  dataMorphApp({ outdir, codeOf: () => Code.fromAsset(code), version: 'test' }).app.synth();
  return outdir;
};
/** Properties that this test compares, as the product's template writes them. */
type Known = {
  readonly Name?: string;
  readonly EventBusName?: unknown;
  readonly EventPattern?: object;
  readonly Targets?: readonly unknown[];
  readonly QueueName?: string;
  readonly MessageRetentionPeriod?: number;
  readonly VisibilityTimeout?: number;
  readonly RedrivePolicy?: { readonly maxReceiveCount: number };
  readonly FunctionName?: string;
  readonly Timeout?: number;
  readonly Handler?: string;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
};
const resources = (template: Template, type: string): readonly Known[] =>
  Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties as Known] : []));

it('deploys the product as its template says: rules, targets, redrive, TTL and mappings', async () => {
  const cdkOut = await productAssembly();
  const { template } = await readAssembly(cdkOut);
  const info = await deploy(cdkOut, emulator.endpoint);
  expect(info.change).toBe('created');

  const [events, sqs] = [new EventBridgeClient(options()), new SQSClient(options())];
  for (const properties of resources(template, 'AWS::Events::Rule')) {
    const bus = properties.EventBusName === undefined ? 'default' : (info.outputs.BusName ?? '');
    const { Rules } = await events.send(new ListRulesCommand({ EventBusName: bus, NamePrefix: properties.Name }));
    const rule = Rules?.find(({ Name }) => Name === properties.Name);
    expect(JSON.parse(rule?.EventPattern ?? '')).toEqual(properties.EventPattern);
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ EventBusName: bus, Rule: properties.Name }));
    expect(Targets).toHaveLength(properties.Targets?.length ?? 0);
    expect(Targets?.[0]?.Arn).toMatch(/^arn:aws:sqs:us-east-1:000000000000:datamorph-/);
    expect(Targets?.[0]?.DeadLetterConfig?.Arn).toMatch(/-undelivered$/);
  }
  for (const properties of resources(template, 'AWS::SQS::Queue')) {
    const QueueUrl = `${emulator.endpoint}/000000000000/${properties.QueueName}`;
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes?.MessageRetentionPeriod).toBe(String(properties.MessageRetentionPeriod));
    const redrive = properties.RedrivePolicy;
    if (redrive === undefined) continue;
    expect(Attributes?.VisibilityTimeout).toBe(String(properties.VisibilityTimeout));
    expect(JSON.parse(Attributes?.RedrivePolicy ?? '{}')).toMatchObject({
      maxReceiveCount: redrive.maxReceiveCount,
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${properties.QueueName}-dlq`,
    });
  }
  const { TimeToLiveDescription } = await new DynamoDBClient(options()).send(
    new DescribeTimeToLiveCommand({ TableName: info.outputs.RunsTable }),
  );
  expect(TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  expect((await events.send(new ListArchivesCommand({}))).Archives).toHaveLength(resources(template, 'AWS::Events::Archive').length);
  expect(info.mappings).toHaveLength(resources(template, 'AWS::Lambda::EventSourceMapping').length);
  for (const properties of resources(template, 'AWS::Lambda::Function')) {
    const deployed = info.functions.find(({ name }) => name === properties.FunctionName);
    const Variables = properties.Environment?.Variables ?? {};
    expect(deployed).toMatchObject({
      timeout: properties.Timeout,
      handler: properties.Handler,
      memory: properties.MemorySize,
      agent: Variables.AGENT,
    });
    expect(Object.keys(deployed?.env ?? {}).sort()).toEqual(Object.keys(Variables).sort());
    expect(await readFile(path.join(deployed?.codePath ?? '', 'index.mjs'), 'utf8')).toContain('handler');
  }
  const lambda = new LambdaClient(options());
  for (const { uuid } of info.mappings)
    expect((await lambda.send(new GetEventSourceMappingCommand({ UUID: uuid }))).State).toMatch(/^Disabl/);
  expect((await deploy(cdkOut, emulator.endpoint)).change).toBe('unchanged');
});

it('applies what the emulator alone would refuse or drop: archive, bus policy, TTL; and follows their changes', async () => {
  const cdkOut = await folder();
  await writeChain(cdkOut, { hops: 1 });
  const info = await deploy(cdkOut, emulator.endpoint);
  const [events, dynamo] = [new EventBridgeClient(options()), new DynamoDBClient(options())];
  const archive = async () => {
    const { Archives = [] } = await events.send(
      new ListArchivesCommand({ EventSourceArn: 'arn:aws:events:us-east-1:000000000000:event-bus/chain' }),
    );
    return await events.send(new DescribeArchiveCommand({ ArchiveName: Archives[0]?.ArchiveName }));
  };
  const ttl = async () => (await dynamo.send(new DescribeTimeToLiveCommand({ TableName: info.outputs.TableName }))).TimeToLiveDescription;
  const policy = async () =>
    JSON.parse((await events.send(new DescribeEventBusCommand({ Name: 'chain' }))).Policy ?? '{"Statement":[]}').Statement;
  expect((await archive()).RetentionDays).toBe(7);
  expect(await ttl()).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  expect(await policy()).toMatchObject([{ Sid: 'strangers', Effect: 'Deny' }]);

  await change(cdkOut, (template) => {
    template.Resources.Archive.Properties.RetentionDays = 30;
    delete template.Resources.Table.Properties.TimeToLiveSpecification;
    template.Resources.BusPolicy.Properties.Statement.Effect = 'Allow';
  });
  expect((await deploy(cdkOut, emulator.endpoint)).change).toBe('updated');
  expect((await archive()).RetentionDays).toBe(30);
  expect((await ttl())?.TimeToLiveStatus).toBe('DISABLED');
  expect(await policy()).toMatchObject([{ Sid: 'strangers', Effect: 'Allow' }]);
  await change(cdkOut, (template) => {
    delete template.Resources.BusPolicy;
  });
  await deploy(cdkOut, emulator.endpoint);
  expect(await policy()).toEqual([]);
});

it('uploads a file once', async () => {
  const list = () => new S3Client(options()).send(new ListObjectsV2Command({ Bucket: 'cdk-test-assets-000000000000-us-east-1' }));
  const before = (await list()).Contents?.[0]?.LastModified;
  const cdkOut = await folder();
  await writeChain(cdkOut, { hops: 2 });
  await deploy(cdkOut, emulator.endpoint);
  expect((await list()).Contents?.[0]?.LastModified).toEqual(before);
});

it('fails with the resource and its reason, and succeeds after the mistake is mended', async () => {
  const cdkOut = await folder();
  await writeChain(cdkOut, { hops: 1 });
  await rename(cdkOut, 'Chain', 'Broken');
  await change(
    cdkOut,
    (template) => {
      for (const id of Object.keys(template.Resources)) if (id !== 'Table') delete template.Resources[id];
      template.Outputs = {};
      template.Resources.Strange = { Type: 'AWS::Quantum::Teapot', Properties: {} };
    },
    'Broken',
  );
  await expect(deploy(cdkOut, emulator.endpoint)).rejects.toThrow(/Strange|AWS::Quantum::Teapot/);
  await change(
    cdkOut,
    (template) => {
      delete template.Resources.Strange;
    },
    'Broken',
  );
  const info: StackInfo = await deploy(cdkOut, emulator.endpoint);
  expect(info.change).toBe('created');
});

// biome-ignore lint/suspicious/noExplicitAny: a template is any JSON, and the test knows its own
const change = async (cdkOut: string, edit: (template: any) => void, name = 'Chain'): Promise<void> => {
  const file = path.join(cdkOut, `${name}.template.json`);
  const template: unknown = JSON.parse(await readFile(file, 'utf8'));
  edit(template);
  await writeFile(file, JSON.stringify(template));
};
const rename = async (cdkOut: string, from: string, to: string): Promise<void> => {
  const fs = await import('node:fs/promises');
  for (const part of ['template', 'assets'])
    await fs.rename(path.join(cdkOut, `${from}.${part}.json`), path.join(cdkOut, `${to}.${part}.json`));
};
