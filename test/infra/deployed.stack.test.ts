// The synthesized template, deployed to the emulator and read back through AWS's own APIs: what is there is what the template says, or it is listed here.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { DisableRuleCommand, EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { LambdaClient, ListEventSourceMappingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientOptions } from '../../infra/local/aws-env.ts';
import { readAssembly, type Template } from '../../infra/local/deploy/assembly.ts';
import { deploy, type StackInfo } from '../../infra/local/deploy.ts';
import { type Emulator, startEmulator } from '../../infra/local/emulator.ts';
import { synth } from '../../infra/synth.ts';
import { readers } from './deployed/read-back.ts';
import { differences, nameIn, type Resource, resolved } from './deployed/resolve.ts';

/** What the emulator takes and does not keep, by type and property, with the reason why we can live with it. Anything else that differs is a failure; so is a line that is no longer true. */
const dropped: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': 'nothing is ever restored to a point in time here',
  'AWS::Events::Archive KmsKeyIdentifier': 'empty in the template too: the key that AWS owns',
  'AWS::Glue::Job ExecutionClass': 'jobs are run by our own endpoint',
  'AWS::Glue::Job ExecutionProperty': 'our own endpoint holds to it, and reads it in the template',
  'AWS::Glue::Job JobRunQueuingEnabled': 'our own endpoint always queues',
  'AWS::S3::Bucket LifecycleConfiguration.Rules': 'nothing expires here; the whole state is deleted by hand',
};

let folder: string;
let emulator: Emulator;
let template: Template;
let info: StackInfo;
let resources: readonly Resource[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'datamorph-test-'));
  const [started] = await Promise.all([
    startEmulator({ stateDir: path.join(folder, 'emulator'), onLog: () => undefined }),
    synth(path.join(folder, 'cdk.out')),
  ]);
  emulator = started;
  template = (await readAssembly(path.join(folder, 'cdk.out'))).template;
  info = await deploy(path.join(folder, 'cdk.out'), emulator.endpoint);
  resources = resolved(template, await physicalIds());
});
afterAll(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const physicalIds = async (): Promise<Record<string, string>> => {
  const client = new CloudFormationClient(clientOptions(emulator.endpoint));
  const ids: Record<string, string> = {};
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: info.stackName }))
    for (const { LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries) ids[LogicalResourceId] = PhysicalResourceId;
  client.destroy();
  return ids;
};

type Difference = { readonly wanted: unknown; readonly found: unknown };

/** By type and property, with the first resource that shows it. */
const readBack = async (): Promise<ReadonlyMap<string, Difference>> => {
  const read = readers(emulator.endpoint);
  const differing = new Map<string, Difference>();
  for (const resource of resources) {
    const reader = read[resource.type];
    if (reader === undefined) throw new Error(`nobody can read ${resource.type} back: write a reader`);
    const found = await reader(resource);
    for (const property of differences(resource.properties, found))
      differing.set(`${resource.type} ${property}`, { wanted: resource.properties, found });
  }
  return differing;
};

it('everything of the template is there, with every property that it asks for', async () => {
  const differing = await readBack();
  const news = [...differing].filter(([key]) => dropped[key] === undefined);
  expect(Object.fromEntries(news)).toEqual({});
  expect([...differing.keys()].sort()).toEqual(Object.keys(dropped).sort());
});

it('nothing else is there that hears, holds or handles a fact', async () => {
  const [events, sqs] = [new EventBridgeClient(clientOptions(emulator.endpoint)), new SQSClient(clientOptions(emulator.endpoint))];
  const lambda = new LambdaClient(clientOptions(emulator.endpoint));
  const rules = async (EventBusName: string) =>
    (await events.send(new ListRulesCommand({ EventBusName }))).Rules?.map(({ Name }) => Name) ?? [];
  const wanted = (type: string, name: string) =>
    resources.flatMap(({ type: each, properties }) => (each === type ? properties[name] : [])).sort();
  expect([...(await rules('default')), ...(await rules(info.outputs.BusName ?? ''))].sort()).toEqual(wanted('AWS::Events::Rule', 'Name'));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ MaxResults: 1000 }));
  expect(QueueUrls.map(nameIn).sort()).toEqual(wanted('AWS::SQS::Queue', 'QueueName'));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  expect(Functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(wanted('AWS::Lambda::Function', 'FunctionName'));
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  expect(EventSourceMappings.map(({ EventSourceArn }) => EventSourceArn).sort()).toEqual(
    wanted('AWS::Lambda::EventSourceMapping', 'EventSourceArn'),
  );
});

it('what the host is told agrees with the template', () => {
  const wanted = (type: string) => resources.filter((resource) => resource.type === type).map(({ properties }) => properties);
  const told = Object.fromEntries(
    info.functions.map(({ name, timeout, memory, handler, env }) => [name, { timeout, memory, handler, env }]),
  );
  expect(told).toEqual(
    Object.fromEntries(
      wanted('AWS::Lambda::Function').map(({ FunctionName, Timeout, MemorySize, Handler, Environment }) => {
        const env = Object.entries((Environment as { Variables: Record<string, string> }).Variables);
        const here = (text: string) => text.replace('localhost', '127.0.0.1');
        return [
          FunctionName,
          {
            timeout: Timeout,
            memory: MemorySize,
            handler: Handler,
            env: Object.fromEntries(env.map(([name, text]) => [name, here(text)])),
          },
        ];
      }),
    ),
  );
  const byQueue = (a: readonly unknown[], b: readonly unknown[]) => String(a[0]).localeCompare(String(b[0]));
  expect(
    info.mappings
      .map((each) => [each.queueArn, each.functionName, each.batchSize, each.maxConcurrency, each.reportsItemFailures])
      .sort(byQueue),
  ).toEqual(
    wanted('AWS::Lambda::EventSourceMapping')
      .map((each) => [
        each.EventSourceArn,
        each.FunctionName,
        each.BatchSize,
        (each.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency,
        (each.FunctionResponseTypes as string[]).includes('ReportBatchItemFailures'),
      ])
      .sort(byQueue),
  );
});

it('a property that is not as the template says is found', async () => {
  const [events, sqs] = [new EventBridgeClient(clientOptions(emulator.endpoint)), new SQSClient(clientOptions(emulator.endpoint))];
  const rule = resources.find(({ type }) => type === 'AWS::Events::Rule')?.properties;
  const queue = resources.find(({ type, properties }) => type === 'AWS::SQS::Queue' && properties.RedrivePolicy !== undefined);
  await events.send(new DisableRuleCommand({ Name: String(rule?.Name), EventBusName: String(rule?.EventBusName) }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue?.physical, Attributes: { VisibilityTimeout: '1', Policy: '' } }));
  const found = [...(await readBack()).keys()].filter((key) => dropped[key] === undefined);
  expect(found.sort()).toEqual(['AWS::Events::Rule State', 'AWS::SQS::Queue VisibilityTimeout', 'AWS::SQS::QueuePolicy PolicyDocument']);
});
