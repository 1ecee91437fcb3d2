// Every row of the table is deployed as it says: what it hears reaches its queue, what it cannot handle is kept, who is hurt is told.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventNames } from '../../contracts/generated/names.ts';
import { type AgentName, agentNames, rowOf } from '../../events/topology.ts';
import { usesDatabase } from '../../infra/network.ts';
import { arnOf, functionOf, type Json, queueOf, type Resource, rulesOf, same, targetsOf, template } from './template.ts';

const t = template();
const runbook = readFileSync(path.join(import.meta.dirname, '../../infra/RUNBOOK.md'), 'utf8');
const queueAgents = agentNames.filter((name) => rowOf(name).http !== true);

const deadLetterQueueOf = (agent: AgentName) => t.named('AWS::SQS::Queue', 'QueueName', `datamorph-${agent}-dlq`);
const undeliveredOf = (agent: AgentName) => t.named('AWS::SQS::Queue', 'QueueName', `datamorph-${agent}-undelivered`);
const patternsOf = (agent: AgentName) => rulesOf(t, agent).map(({ properties }) => properties.EventPattern as Json);
const refusesPlainHttp = (queue: Resource): boolean =>
  t.ofType('AWS::SQS::QueuePolicy').some(({ properties }) => {
    const { Statement } = properties.PolicyDocument as { readonly Statement: readonly Json[] };
    const ours = (properties.Queues as readonly Json[]).some(({ Ref }) => Ref === queue.id);
    return (
      ours && Statement.some(({ Effect, Condition }) => Effect === 'Deny' && same(Condition, { Bool: { 'aws:SecureTransport': 'false' } }))
    );
  });

describe.each(queueAgents)('%s', (agent) => {
  const row = rowOf(agent);

  it('gets exactly the facts that it hears', () => {
    const heard = patternsOf(agent)
      .filter(({ source }) => !same(source, ['aws.glue']))
      .flatMap((pattern) => pattern['detail-type'] as readonly string[]);
    expect(heard.toSorted()).toEqual([...(row.hears === '*' ? eventNames : row.hears)].toSorted());
  });

  it('gets a request from anybody but AWS, and every other fact only from us', () => {
    for (const pattern of patternsOf(agent)) {
      const names = pattern['detail-type'] as readonly string[];
      if (names.includes('RunRequested'))
        expect(pattern).toEqual({ source: [{ 'anything-but': { prefix: 'aws.' } }], 'detail-type': ['RunRequested'] });
      else if (row.hearsAws === undefined) expect(pattern.source).toEqual(['datamorph']);
    }
  });

  it('has rules whose undeliverable events are kept after AWS gave up', () => {
    const targets = rulesOf(t, agent).flatMap(({ properties }) => targetsOf(properties));
    expect(targets).not.toEqual([]);
    for (const target of targets) {
      expect(target.DeadLetterConfig).toEqual({ Arn: arnOf(undeliveredOf(agent)) });
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
      // A transformed input would lose id, time and replay-name.
      expect(Object.keys(target).filter((key) => key.startsWith('Input'))).toEqual([]);
    }
  });

  it('gives a message up after as many receives as its row says', () => {
    expect(queueOf(t, agent).properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf(deadLetterQueueOf(agent)),
      maxReceiveCount: row.receives,
    });
  });

  it('has queues that refuse plain HTTP, and dead letters that outlive the queue', () => {
    for (const queue of [queueOf(t, agent), deadLetterQueueOf(agent), undeliveredOf(agent)]) expect(refusesPlainHttp(queue)).toBe(true);
    const days = (queue: Resource) => Number(queue.properties.MessageRetentionPeriod) / 86_400;
    expect(days(deadLetterQueueOf(agent))).toBeGreaterThan(days(queueOf(t, agent)));
  });

  it('hides a message for six handlings, and lets each message fail alone', () => {
    const { Timeout } = functionOf(t, agent).properties;
    expect(Number(queueOf(t, agent).properties.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(Timeout));
    const mappings = t
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ properties }) => same(properties.EventSourceArn, arnOf(queueOf(t, agent))));
    expect(mappings).toHaveLength(1);
    expect(mappings[0]?.properties).toMatchObject({
      FunctionName: { Ref: functionOf(t, agent).id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(mappings[0]?.properties).not.toHaveProperty('FilterCriteria');
    const { MaximumConcurrency } = (mappings[0]?.properties.ScalingConfig ?? {}) as { readonly MaximumConcurrency?: number };
    expect(MaximumConcurrency).toBeGreaterThanOrEqual(2);
  });
});

describe.each(agentNames)('%s', (agent) => {
  const row = rowOf(agent);

  it('runs with its row’s time and memory, on Node 24, and logs for a while', () => {
    const { properties } = functionOf(t, agent);
    expect(properties).toMatchObject({ Timeout: row.timeout, MemorySize: row.memory, Runtime: 'nodejs24.x', Handler: 'index.handler' });
    const { LogFormat, LogGroup } = properties.LoggingConfig as { readonly LogFormat: string; readonly LogGroup: { readonly Ref: string } };
    expect(LogFormat).toBe('JSON');
    const group = t.ofType('AWS::Logs::LogGroup').find(({ id }) => id === LogGroup.Ref);
    expect(Number(group?.properties.RetentionInDays)).toBeGreaterThan(0);
  });

  it('finds in its environment what the shell reads', () => {
    const { Variables } = functionOf(t, agent).properties.Environment as { readonly Variables: Json };
    const database = usesDatabase(row) ? ['NODE_EXTRA_CA_CERTS'] : [];
    const common = ['AGENT', 'ARTIFACTS_BUCKET', 'BUS_NAME', 'CONFIG_SECRET', 'GLUE_JOB', 'MODEL_ID', 'RUNS_TABLE', 'SERVICE_VERSION'];
    expect(Object.keys(Variables).toSorted()).toEqual(
      [...common, ...database, ...(row.http === true ? [] : ['DLQ_URL', 'QUEUE_URL'])].toSorted(),
    );
    expect(Variables).toMatchObject({ AGENT: agent, GLUE_JOB: 'datamorph-runner', SERVICE_VERSION: '1.2.3' });
  });

  it('has alarms that say who is hurt and where the article is', () => {
    const alarms = t
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ properties }) => String(properties.AlarmName).startsWith(`datamorph-${agent}-`));
    expect(alarms).toHaveLength(row.http === true ? 1 : 3);
    for (const { properties } of alarms) {
      expect(properties.AlarmDescription).toContain(row.impact);
      expect(properties.AlarmDescription).toContain(`infra/RUNBOOK.md#${agent}`);
      expect(properties.TreatMissingData).toBe('notBreaching');
    }
  });

  it('has an article in the runbook: what it means, look here, do this', () => {
    const article = runbook.split(/^## /m).find((text) => text.startsWith(`${agent}\n`));
    expect(article).toBeDefined();
    for (const part of ['**Means**', '**Look**', '**Do**']) expect(article).toContain(part);
  });
});

it('the runbook has no article for an alarm that is gone', () => {
  const articles = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  const linked = t.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => String(properties.AlarmDescription).split('RUNBOOK.md#')[1]);
  expect(articles.toSorted()).toEqual([...new Set(linked)].toSorted());
});

it('the relay hears the four ends of our job on the default bus, and nothing of other jobs', () => {
  const onDefault = t.ofType('AWS::Events::Rule').filter(({ properties }) => properties.EventBusName === undefined);
  expect(onDefault).toHaveLength(1);
  expect(onDefault[0]?.properties.EventPattern).toEqual({
    source: ['aws.glue'],
    'detail-type': ['Glue Job State Change'],
    detail: { jobName: ['datamorph-runner'], state: ['SUCCEEDED', 'FAILED', 'TIMEOUT', 'STOPPED'] },
  });
  expect(rulesOf(t, 'glue-relay')).toEqual(onDefault);
});
