// One row of the table becomes: queue, dead-letter queues, rules, function, permissions, alarms.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventPattern, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventNames } from '../contracts/generated/names.ts';
import type { EventName } from '../events/catalog.ts';
import { source } from '../events/envelope.ts';
import { type AgentName, type AgentRow, rowOf } from '../events/topology.ts';
import { type Data, secretName } from './data.ts';
import { jobName } from './glue-job.ts';
import { allow, mayRecord, maySay, mayUse, type Resources } from './grants.ts';
import type { Messaging } from './messaging.ts';
import { databaseAuthorities, mayStandInVpc, placeIn, usesDatabase } from './network.ts';
import type { Settings } from './settings.ts';

export type Platform = {
  readonly data: Data;
  readonly messaging: Messaging;
  readonly settings: Settings;
  /** Bundle of an agent, handler `index.handler`. */
  readonly codeOf: (agent: AgentName) => Code;
  readonly version: string;
};

/** Queue of an agent with both ways to fail: handled in vain too often, or never delivered by the rule. */
export type Inbox = { readonly queue: Queue; readonly dlq: Queue; readonly undelivered: Queue };

/** PostgreSQL connections are few, and there is no proxy: the job's exported snapshot needs direct ones. */
const databaseConcurrency = 5;
const otherConcurrency = 10;

export class Agent extends Construct {
  readonly function: LambdaFunction;
  /** Undefined for the agent that answers HTTP. */
  readonly inbox: Inbox | undefined;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, name: AgentName, platform: Platform) {
    super(scope, name);
    const row: AgentRow = rowOf(name);
    const hears = row.hears === '*' || row.hears.length > 0 || row.hearsAws !== undefined;
    this.inbox = hears ? inbox(this, name, row) : undefined;
    this.function = lambda(this, name, row, platform, this.inbox);
    if (this.inbox !== undefined) {
      rules(this, name, row, this.inbox, platform.messaging);
      feed(this.function, row, this.inbox);
    }
    this.alarms = alarms(this, name, row, this.function, this.inbox);
  }
}

const inbox = (scope: Construct, name: AgentName, row: AgentRow): Inbox => {
  // A message keeps its age when it moves, so the dead-letter queues hold longer than the queue.
  const dead = { enforceSSL: true, retentionPeriod: Duration.days(14) };
  const dlq = new Queue(scope, 'Dlq', { queueName: `datamorph-${name}-dlq`, ...dead });
  const undelivered = new Queue(scope, 'Undelivered', { queueName: `datamorph-${name}-undelivered`, ...dead });
  const queue = new Queue(scope, 'Queue', {
    queueName: `datamorph-${name}`,
    enforceSSL: true,
    retentionPeriod: Duration.days(4),
    visibilityTimeout: Duration.seconds(6 * row.timeout),
    deadLetterQueue: { queue: dlq, maxReceiveCount: row.receives },
  });
  return { queue, dlq, undelivered };
};

/** A stranger may ask for a run; every other fact must come from us. One pattern cannot say both, so who hears both has two rules. */
const rules = (scope: Construct, name: AgentName, row: AgentRow, { queue, undelivered }: Inbox, { bus }: Messaging): void => {
  const target = () => new SqsQueue(queue, { deadLetterQueue: undelivered, retryAttempts: 185, maxEventAge: Duration.hours(24) });
  const heard: readonly EventName[] = row.hears === '*' ? eventNames : row.hears;
  const ours = heard.filter((fact) => fact !== 'RunRequested');
  const onBus = (id: string, ruleName: string, eventPattern: EventPattern) =>
    new Rule(scope, id, { ruleName, eventBus: bus, eventPattern, targets: [target()] });

  if (ours.length > 0) onBus('Facts', `datamorph-${name}`, { source: [source], detailType: ours });
  if (heard.includes('RunRequested'))
    onBus('Requests', `datamorph-${name}-requests`, { source: Match.anythingButPrefix('aws.'), detailType: ['RunRequested'] });
  if (row.hearsAws !== undefined)
    new Rule(scope, 'Aws', {
      ruleName: `datamorph-${name}-aws`,
      eventPattern: {
        source: ['aws.glue'],
        detailType: [...row.hearsAws],
        detail: { jobName: [jobName], state: ['SUCCEEDED', 'FAILED', 'TIMEOUT', 'STOPPED'] },
      },
      targets: [target()],
    });
};

const lambda = (scope: Construct, name: AgentName, row: AgentRow, platform: Platform, inbox: Inbox | undefined): LambdaFunction => {
  const { data, messaging, settings, codeOf, version } = platform;
  const logGroup = new LogGroup(scope, 'Log', {
    logGroupName: `/datamorph/${name}`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const vpc = usesDatabase(row) ? settings.vpc : undefined;
  const functionName = `datamorph-${name}`;
  const made = role(scope, row, platform, logGroup, inbox);
  for (const statement of vpc === undefined ? [] : mayStandInVpc(functionName)) made.addToPolicy(statement);
  const deployed = new LambdaFunction(scope, 'Function', {
    functionName,
    description: row.hears === '*' ? 'hears every fact' : `hears ${[...row.hears, ...(row.hearsAws ?? [])].join(', ') || 'HTTP'}`,
    runtime: Runtime.NODEJS_24_X,
    // A fifth cheaper than x86, and nothing in a bundle is native.
    architecture: Architecture.ARM_64,
    code: codeOf(name),
    handler: 'index.handler',
    timeout: Duration.seconds(row.timeout),
    memorySize: row.memory,
    role: made,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    environment: {
      AGENT: name,
      BUS_NAME: messaging.bus.eventBusName,
      RUNS_TABLE: data.table.tableName,
      ARTIFACTS_BUCKET: data.bucket.bucketName,
      CONFIG_SECRET: secretName,
      GLUE_JOB: jobName,
      MODEL_ID: settings.modelId,
      SERVICE_VERSION: version,
      ...(inbox === undefined ? {} : { QUEUE_URL: inbox.queue.queueUrl, DLQ_URL: inbox.dlq.queueUrl }),
      ...(usesDatabase(row) ? databaseAuthorities : {}),
    },
  });
  if (vpc !== undefined) placeIn(vpc, deployed);
  return deployed;
};

const role = (scope: Construct, row: AgentRow, { data, messaging, settings }: Platform, log: LogGroup, inbox: Inbox | undefined): Role => {
  const on: Resources = {
    busArn: messaging.bus.eventBusArn,
    tableArn: data.table.tableArn,
    bucketArn: data.bucket.bucketArn,
    secretArn: data.secret.secretArn,
    jobArn: data.job.arn,
    modelId: settings.modelId,
  };
  const made = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const statements = [
    allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], [log.logGroupArn]),
    mayRecord(on),
    ...maySay(row.says, on),
    ...mayUse(row, on),
    // A broken contract or an unrecorded event goes to the dead-letter queue at once, not after the last receive.
    ...(inbox === undefined ? [] : [allow('Refuse', ['sqs:SendMessage'], [inbox.dlq.queueArn])]),
  ];
  for (const statement of statements) made.addToPolicy(statement);
  return made;
};

/** One message at a time: a row's timeout is that of one handling, and a slow run must not hold another's message. */
const feed = (to: LambdaFunction, row: AgentRow, { queue }: Inbox): void =>
  to.addEventSource(
    new SqsEventSource(queue, {
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: usesDatabase(row) ? databaseConcurrency : otherConcurrency,
    }),
  );

const alarms = (scope: Construct, name: AgentName, row: AgentRow, fn: LambdaFunction, inbox: Inbox | undefined): readonly Alarm[] => {
  const alarm = (suffix: string, symptom: string, metric: IMetric, threshold = 0) =>
    new Alarm(scope, `Alarm-${suffix}`, {
      alarmName: `datamorph-${name}-${suffix}`,
      alarmDescription: `${row.impact} (${symptom}). What to do: infra/RUNBOOK.md#${name}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // An idle queue has no data points, and nothing is wrong with that.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  const often = { period: Duration.minutes(1) };
  if (inbox === undefined) return [alarm('errors', 'its function fails', fn.metricErrors(often))];
  const { queue, dlq, undelivered } = inbox;
  return [
    alarm('dlq', 'messages in its dead-letter queue', dlq.metricApproximateNumberOfMessagesVisible(often)),
    alarm('undelivered', 'facts that no rule could deliver', undelivered.metricApproximateNumberOfMessagesVisible(often)),
    alarm('late', 'its oldest message waits too long', queue.metricApproximateAgeOfOldestMessage(often), 6 * row.timeout),
  ];
};
