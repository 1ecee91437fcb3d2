// Brings a CloudFormation stack to a template, and says in whose words it failed.

import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { clientOptions } from '../aws-env.ts';

export type Deployed = {
  readonly outputs: Readonly<Record<string, string>>;
  /** Physical id by logical id. */
  readonly physical: Readonly<Record<string, string>>;
  readonly change: 'created' | 'updated' | 'unchanged';
};

/** `body` is the template, `url` where it lies in S3: CloudFormation takes no more than 51,200 bytes in a request. Throws with every failed resource and its reason. */
export const changeStack = async (endpoint: string, stackName: string, { body, url }: { body: string; url: string }): Promise<Deployed> => {
  const client = new CloudFormationClient(clientOptions(endpoint));
  try {
    const before = await usable(client, stackName);
    if (before !== undefined && (await isDeployed(client, stackName, body))) return await read(client, before, 'unchanged');
    const change = before === undefined ? 'created' : 'updated';
    return await read(client, await apply(client, stackName, url, change), change);
  } finally {
    client.destroy();
  }
};

const read = async (
  client: CloudFormationClient,
  { StackName = '', Outputs = [] }: Stack,
  change: Deployed['change'],
): Promise<Deployed> => {
  const outputs = Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  return { outputs, physical: await physicalIds(client, StackName), change };
};

const describe = async (client: CloudFormationClient, stackName: string): Promise<Stack | undefined> => {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName: stackName }))).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
};

/** The stack if it can be updated. One whose creation failed cannot, and goes first. */
const usable = async (client: CloudFormationClient, stackName: string): Promise<Stack | undefined> => {
  const stack = await settled(client, stackName);
  if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
  if (/^(CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE)$/.test(stack.StackStatus ?? '')) return stack;
  await client.send(new DeleteStackCommand({ StackName: stackName }));
  const left = await settled(client, stackName);
  if (left === undefined || left.StackStatus === 'DELETE_COMPLETE') return undefined;
  throw new Error(`stack ${stackName} is ${left.StackStatus} and cannot be deleted`);
};

/** Asked of the emulator, not of a note of ours: its state may be older than the note. */
const isDeployed = async (client: CloudFormationClient, stackName: string, body: string): Promise<boolean> => {
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }));
  return TemplateBody !== undefined && JSON.stringify(JSON.parse(TemplateBody)) === body;
};

const apply = async (client: CloudFormationClient, stackName: string, url: string, change: 'created' | 'updated'): Promise<Stack> => {
  const request = { StackName: stackName, TemplateURL: url, Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const] };
  try {
    await client.send(change === 'created' ? new CreateStackCommand(request) : new UpdateStackCommand(request));
  } catch (error) {
    if (!(error instanceof Error) || !/No updates are to be performed/.test(error.message)) throw error;
  }
  const stack = await settled(client, stackName);
  if (stack !== undefined && /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? '')) return stack;
  throw new Error(`the stack ${stackName} was not ${change} (${stack?.StackStatus ?? 'gone'}):\n${await failures(client, stackName)}`);
};

const settled = async (client: CloudFormationClient, stackName: string): Promise<Stack | undefined> => {
  for (const deadline = Date.now() + 120_000; ; ) {
    const stack = await describe(client, stackName);
    if (!/_IN_PROGRESS$/.test(stack?.StackStatus ?? '')) return stack;
    if (Date.now() > deadline) throw new Error(`stack ${stackName} is ${stack?.StackStatus} for two minutes`);
    await sleep(15); // CloudFormation tells nobody
  }
};

const failures = async (client: CloudFormationClient, stackName: string): Promise<string> => {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: stackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => /FAILED/.test(ResourceStatus ?? ''));
  return failed
    .map(({ LogicalResourceId, ResourceType, ResourceStatusReason }) => `  ${LogicalResourceId} (${ResourceType}): ${ResourceStatusReason}`)
    .join('\n');
};

const physicalIds = async (client: CloudFormationClient, stackName: string): Promise<Record<string, string>> => {
  const ids: Record<string, string> = {};
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stackName })) {
    for (const { LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries) ids[LogicalResourceId] = PhysicalResourceId;
  }
  return ids;
};
