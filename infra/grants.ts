// Port -> what an agent that uses it may do, on which resource. Exhaustive: a new port does not compile without its permissions.
import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { EventName } from '../events/catalog.ts';
import { source } from '../events/envelope.ts';
import type { PortName } from '../events/ports.ts';
import type { AgentRow } from '../events/topology.ts';

export type Resources = {
  readonly busArn: string;
  readonly tableArn: string;
  readonly bucketArn: string;
  readonly secretArn: string;
  readonly jobArn: string;
  readonly modelId: string;
};

type Grant = (on: Resources, says: AgentRow['says']) => readonly PolicyStatement[];

const readConfig: Grant = ({ secretArn }) => [allow('Config', ['secretsmanager:GetSecretValue'], [secretArn])];
/** The shell reads and records runs for every agent, so these ports need no more than `mayRecord`. */
const asTheShell: Grant = () => [];

export const grants: { readonly [Port in PortName]: Grant } = {
  model: ({ modelId }) => [allow('Model', ['bedrock:InvokeModel'], modelArns(modelId))],
  artifacts: ({ bucketArn }) => [
    allow('Artifacts', ['s3:GetObject', 's3:PutObject'], [`${bucketArn}/runs/*`]),
    // Without it a missing object answers 403 instead of 404, and no claim looks like no access.
    allow('ArtifactsMissing', ['s3:ListBucket'], [bucketArn]),
  ],
  catalog: readConfig,
  warehouse: readConfig,
  targets: readConfig,
  // A job run costs money, so only who may say that one was started may start it; the others only look.
  glue: ({ jobArn }, says) => [allow('Glue', [...(says.includes('GlueStarted') ? ['glue:StartJobRun'] : []), 'glue:GetJobRun'], [jobArn])],
  runs: asTheShell,
  log: asTheShell,
};

/** Statements of all ports of a row; two ports that need the same say it once. */
export const mayUse = ({ uses, says }: Pick<AgentRow, 'uses' | 'says'>, on: Resources): readonly PolicyStatement[] => {
  const bySid = new Map(uses.flatMap((port) => grants[port](on, says)).map((statement) => [statement.sid, statement]));
  return [...bySid.values()];
};

/** What the shell does for every agent: read a run consistently, record work in one transaction. Nothing is ever deleted; TTL does that. */
export const mayRecord = ({ tableArn }: Resources): PolicyStatement =>
  allow(
    'Record',
    ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
    [tableArn],
  );

/**
 * Only these facts, only in our name. Plain StringEquals: with ForAllValues the condition would hold when the key is absent, and anybody could
 * say anything.
 */
export const maySay = (facts: readonly EventName[], { busArn }: Resources): readonly PolicyStatement[] =>
  facts.length === 0
    ? []
    : [
        new PolicyStatement({
          sid: 'Say',
          actions: ['events:PutEvents'],
          resources: [busArn],
          conditions: { StringEquals: { 'events:detail-type': [...facts], 'events:source': source } },
        }),
      ];

export const allow = (sid: string, actions: string[], resources: string[]): PolicyStatement =>
  new PolicyStatement({ sid, actions, resources });

/** An inference profile routes to models of several regions, and Bedrock asks for permission on both. */
const modelArns = (modelId: string): string[] => {
  const own = `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
  const models = `arn:${Aws.PARTITION}:bedrock:*::foundation-model`;
  if (modelId.startsWith('arn:')) return [modelId, `${models}/*`];
  const profile = /^(global|us|us-gov|eu|jp|au|apac|ca)\.(.+)$/.exec(modelId);
  return profile === null ? [`${models}/${modelId}`] : [`${own}:inference-profile/${modelId}`, `${models}/${profile[2]}`];
};
