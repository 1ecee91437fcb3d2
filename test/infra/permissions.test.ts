// What a role may do follows from the row, both ways: nothing that the row needs is missing, nothing that it does not name is there.
import { describe, expect, it } from 'vitest';
import { source } from '../../events/envelope.ts';
import type { PortName } from '../../events/ports.ts';
import { type AgentRow, agentNames, rowOf } from '../../events/topology.ts';
import { arnOf, policies, queueOf, type Statement, same, statementsOf, template } from './template.ts';

const t = template();
const bus = t.named('AWS::Events::EventBus', 'Name', 'datamorph');
const table = t.ofType('AWS::DynamoDB::Table')[0];

/** Actions that only this port explains; the run table is every shell's. */
const actionsOf: { readonly [Port in PortName]: (row: AgentRow) => readonly string[] } = {
  model: () => ['bedrock:InvokeModel'],
  artifacts: () => ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
  catalog: () => ['secretsmanager:GetSecretValue'],
  warehouse: () => ['secretsmanager:GetSecretValue'],
  targets: () => ['secretsmanager:GetSecretValue'],
  glue: ({ says }) => [...(says.includes('GlueStarted') ? ['glue:StartJobRun'] : []), 'glue:GetJobRun'],
  runs: () => [],
  log: () => [],
};
const shells = {
  record: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
  log: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  queue: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  refuse: ['sqs:SendMessage'],
};
const allowing = (statements: readonly Statement[], action: string) => statements.filter(({ actions }) => actions.includes(action));

describe.each(agentNames)('%s', (agent) => {
  const row = rowOf(agent);
  const statements = statementsOf(t, agent);

  it('may say what its row says, in our name, on our bus, and nothing else', () => {
    const puts = allowing(statements, 'events:PutEvents');
    if (row.says.length === 0) return expect(puts).toEqual([]);
    expect(puts).toHaveLength(1);
    expect(puts[0]).toMatchObject({ effect: 'Allow', actions: ['events:PutEvents'], resources: [arnOf(bus)] });
    const { StringEquals, ...others } = (puts[0]?.condition ?? {}) as Record<string, Record<string, unknown>>;
    expect(others).toEqual({});
    expect([StringEquals?.['events:detail-type']].flat().toSorted()).toEqual([...row.says].toSorted());
    expect(StringEquals?.['events:source']).toBe(source);
  });

  it('may do what its ports and its shell need, and nothing else', () => {
    const needed = [
      ...row.uses.flatMap((port) => actionsOf[port](row)),
      ...shells.record,
      ...shells.log,
      ...(row.http === true ? [] : [...shells.queue, ...shells.refuse]),
      ...(row.says.length === 0 ? [] : ['events:PutEvents']),
    ];
    expect([...new Set(statements.flatMap(({ actions }) => actions))].toSorted()).toEqual([...new Set(needed)].toSorted());
    expect(statements.filter(({ effect }) => effect !== 'Allow')).toEqual([]);
  });

  it('touches only our own queue, dead letters, table, artifacts, secret and job', () => {
    const on = (action: string) => allowing(statements, action).flatMap(({ resources }) => resources);
    expect(on('dynamodb:PutItem')).toEqual([table && arnOf(table)]);
    if (row.http !== true) {
      expect(on('sqs:ReceiveMessage')).toEqual([arnOf(queueOf(t, agent))]);
      expect(on('sqs:SendMessage')).toEqual([arnOf(t.named('AWS::SQS::Queue', 'QueueName', `datamorph-${agent}-dlq`))]);
    }
    for (const resource of on('s3:PutObject')) expect(JSON.stringify(resource)).toMatch(/Artifacts.*\/runs\/\*/);
    for (const resource of on('glue:StartJobRun')) expect(JSON.stringify(resource)).toContain(':job/datamorph-runner');
  });
});

it('only the agent that says so may start a job; who hears of its end may only look', () => {
  const mayStart = agentNames.filter((agent) => allowing(statementsOf(t, agent), 'glue:StartJobRun').length > 0);
  expect(mayStart).toEqual(['glue-executor']);
  expect(allowing(statementsOf(t, 'glue-relay'), 'glue:GetJobRun')).toHaveLength(1);
});

it('no statement allows a whole service, and only metrics have no resource to name', () => {
  for (const { actions, resources, condition } of policies(t)) {
    for (const action of actions) expect(action).not.toMatch(/^\*$|:\*$/);
    if (resources.some((resource) => resource === '*')) {
      expect(actions).toEqual(['cloudwatch:PutMetricData']);
      expect(condition).toEqual({ StringEquals: { 'cloudwatch:namespace': 'Glue' } });
    }
  }
});

it('nobody’s condition is true when its key is absent', () => {
  for (const { condition = {} } of policies(t))
    expect(Object.keys(condition).filter((operator) => /ForAllValues|IfExists/.test(operator))).toEqual([]);
});

it('no role carries a managed policy', () => {
  for (const { properties } of t.ofType('AWS::IAM::Role')) expect(properties).not.toHaveProperty('ManagedPolicyArns');
});

describe('the model', () => {
  const modelArns = (modelId: string) => {
    const statements = policies(template({ modelId }));
    return [
      ...new Set(allowing(statements, 'bedrock:InvokeModel').flatMap(({ resources }) => resources.map((arn) => JSON.stringify(arn)))),
    ];
  };
  it('behind an inference profile needs permission on the profile and on the model in every region', () => {
    const arns = modelArns('eu.anthropic.claude-sonnet-4-5-20250929-v1:0');
    expect(arns).toHaveLength(2);
    expect(arns[0]).toContain('inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0');
    expect(arns[1]).toContain(':bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0');
  });
  it('named directly needs permission on the model alone', () => {
    const arns = modelArns('anthropic.claude-haiku-4-5-20251001-v1:0');
    expect(arns).toHaveLength(1);
    expect(arns[0]).toContain('::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0');
  });
});

it('a queue takes messages only from the rules that feed it', () => {
  for (const { properties } of t.ofType('AWS::SQS::QueuePolicy')) {
    const { Statement: given } = properties.PolicyDocument as { readonly Statement: readonly Record<string, unknown>[] };
    for (const { Effect, Principal, Condition } of given) {
      if (Effect === 'Deny') continue;
      expect(same(Principal, { Service: 'events.amazonaws.com' })).toBe(true);
      expect(Object.keys((Condition as { ArnEquals: object }).ArnEquals)).toEqual(['aws:SourceArn']);
    }
  }
});
