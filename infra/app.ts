// The one deployed stack: data, messaging, agents, api, observability. All that differs between agents comes from events/topology.ts.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { AgentName } from '../events/topology.ts';
import { Agents } from './agents.ts';
import { Api } from './api.ts';
import { Data, secretName } from './data.ts';
import { jobName } from './glue-job.ts';
import { Messaging } from './messaging.ts';
import { Observability } from './observability.ts';
import { settingsOf } from './settings.ts';

export const stackName = 'DataMorph';

type Options = {
  readonly codeOf: (agent: AgentName) => Code;
  readonly version: string;
  /** Folder of the cloud assembly. */
  readonly outdir: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** CloudFormation's own rules over the template; 2 s, so the tests do it and not every synth. */
  readonly validated?: boolean;
};

export const dataMorphApp = ({
  codeOf,
  version,
  outdir,
  context = {},
  validated = false,
}: Options): { readonly app: App; readonly stack: Stack } => {
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: validated, context: { ...context }, outdir });
  const stack = new Stack(app, stackName, { description: 'From a sentence to a proved table.', terminationProtection: true });
  const settings = settingsOf(stack.node);
  const data = new Data(stack, 'Data', settings);
  const messaging = new Messaging(stack, 'Messaging');
  const agents = new Agents(stack, 'Agents', { data, messaging, settings, codeOf, version });
  const api = new Api(stack, 'Api', answering(agents), settings);
  new Observability(stack, 'Observability', { data, agents, api, settings });
  outputs(stack, { data, messaging, agents, api });
  return { app, stack };
};

const answering = ({ byName }: Agents) => {
  const [agent, ...others] = [...byName.values()].filter(({ inbox }) => inbox === undefined);
  if (agent === undefined || others.length > 0) throw new Error('exactly one agent answers HTTP');
  return agent;
};

type Parts = { readonly data: Data; readonly messaging: Messaging; readonly agents: Agents; readonly api: Api };

const outputs = (stack: Stack, { data, messaging, agents, api }: Parts): void => {
  const say = (name: string, value: string) => new CfnOutput(stack, name, { value });
  say('BusName', messaging.bus.eventBusName);
  say('BusArn', messaging.bus.eventBusArn);
  say('RunsTable', data.table.tableName);
  say('ArtifactsBucket', data.bucket.bucketName);
  say('ApiUrl', api.http.apiEndpoint);
  say('GlueJobName', jobName);
  say('ConfigSecret', secretName);
  for (const [name, { inbox }] of agents.byName) {
    if (inbox === undefined) continue;
    say(`${pascal(name)}QueueUrl`, inbox.queue.queueUrl);
    say(`${pascal(name)}DlqUrl`, inbox.dlq.queueUrl);
    say(`${pascal(name)}UndeliveredUrl`, inbox.undelivered.queueUrl);
  }
};

/** Names of outputs are letters and digits only: `glue-relay` -> `GlueRelay`. */
export const pascal = (name: string): string => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
