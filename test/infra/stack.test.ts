// What the agents share: data that outlives the stack, the bus and its archive, the job, the API.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { expect, it } from 'vitest';
import { agentNames, rowOf } from '../../events/topology.ts';
import { dataMorphApp, pascal } from '../../infra/app.ts';
import { type Json, type Template, template } from './template.ts';

const t = template();
const only = (type: string) => {
  const [found, ...others] = t.ofType(type);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} ${type}`);
  return found;
};

it('data is kept when the stack goes', () => {
  for (const type of ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']) expect(only(type).kept).toBe(true);
});

it('the run table can be restored, forgets by ttl and finds what must be watched', () => {
  const { properties } = only('AWS::DynamoDB::Table');
  expect(properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  expect(properties.GlobalSecondaryIndexes).toMatchObject([
    {
      IndexName: 'watch',
      KeySchema: [
        { AttributeName: 'watch', KeyType: 'HASH' },
        { AttributeName: 'watchAt', KeyType: 'RANGE' },
      ],
    },
  ]);
});

it('artifacts are versioned, private and reached by TLS only', () => {
  expect(only('AWS::S3::Bucket').properties).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
  const { Rules } = only('AWS::S3::Bucket').properties.LifecycleConfiguration as { readonly Rules: readonly Json[] };
  // Nothing that a run wrote under its own prefix may ever expire while it is current.
  expect(Rules.filter((rule) => 'ExpirationInDays' in rule).map(({ Prefix }) => Prefix)).toEqual(['temp/']);
  expect(JSON.stringify(only('AWS::S3::BucketPolicy').properties)).toContain('"aws:SecureTransport":"false"');
});

it('all that is said on the bus is archived', () => {
  expect(only('AWS::Events::Archive').properties).toMatchObject({
    SourceArn: { 'Fn::GetAtt': [only('AWS::Events::EventBus').id, 'Arn'] },
    EventPattern: { source: [{ exists: true }] },
  });
});

it('the job never retries by itself, queues above its limit and runs no other script', () => {
  const { properties } = only('AWS::Glue::Job');
  expect(properties).toMatchObject({
    Name: 'datamorph-runner',
    GlueVersion: '5.1',
    MaxRetries: 0,
    Timeout: 60,
    WorkerType: 'G.1X',
    NumberOfWorkers: 2,
    JobRunQueuingEnabled: true,
    Command: { Name: 'glueetl', PythonVersion: '3' },
  });
  const { ScriptLocation } = properties.Command as Json;
  expect(properties.NonOverridableArguments).toMatchObject({ '--scriptLocation': ScriptLocation });
  // Glue refuses a job that sets these itself.
  for (const reserved of ['--JOB_NAME', '--mode', '--debug', '--endpoint'])
    expect(properties.DefaultArguments).not.toHaveProperty(reserved);
});

it('the job may be given another version, more workers, more time and a connection', () => {
  const asked = { glueVersion: '5.0', glueWorkers: '4', glueTimeoutMinutes: '240', glueConnection: 'warehouse' };
  const { properties } = template(asked).ofType('AWS::Glue::Job')[0] ?? {};
  expect(properties).toMatchObject({
    GlueVersion: '5.0',
    NumberOfWorkers: 4,
    Timeout: 240,
    Connections: { Connections: ['warehouse'] },
  });
});

it('a setting that cannot be read stops the synthesis', () => {
  expect(() => template({ glueWorkers: 'many' })).toThrow('context glueWorkers: a whole number from 1, not many');
  expect(() => template({ apiAuthorization: 'magic' })).toThrow('context apiAuthorization');
});

it('the API has the routes that the api agent answers, all of them its own', () => {
  const routes = t.ofType('AWS::ApiGatewayV2::Route');
  expect(routes.map(({ properties }) => properties.RouteKey)).toEqual([
    'POST /start',
    'POST /runs',
    'GET /runs/{id}',
    'GET /get/logs/{run_id}',
    'GET /health',
  ]);
  expect(only('AWS::ApiGatewayV2::Integration').properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
  expect(only('AWS::ApiGatewayV2::Stage').properties).toHaveProperty('AccessLogSettings');
});

const openRoutes = (of: Template) =>
  of
    .ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => properties.AuthorizationType !== 'AWS_IAM')
    .map(({ properties }) => properties.RouteKey);

it('the API takes signed requests only, unless a deployment says otherwise; health is open', () => {
  expect(openRoutes(t)).toEqual(['GET /health']);
  expect(openRoutes(template({ apiAuthorization: 'iam' }))).toEqual(['GET /health']);
});

it('an API that is open to everybody must be asked for', () => {
  expect(openRoutes(template({ apiAuthorization: 'none' }))).toHaveLength(5);
});

it('alarms tell the topic that is given', () => {
  const topic = 'arn:aws:sns:eu-west-1:111122223333:on-call';
  const alarms = template({ alarmTopic: topic }).ofType('AWS::CloudWatch::Alarm');
  expect(alarms.filter(({ properties }) => JSON.stringify(properties.AlarmActions) !== JSON.stringify([topic]))).toEqual([]);
});

it('outputs name everything that a person or a script must find', () => {
  const queues = agentNames
    .filter((name) => rowOf(name).http !== true)
    .flatMap((name) => [`${pascal(name)}QueueUrl`, `${pascal(name)}DlqUrl`, `${pascal(name)}UndeliveredUrl`]);
  expect(Object.keys(t.outputs).toSorted()).toEqual(
    ['BusName', 'BusArn', 'RunsTable', 'ArtifactsBucket', 'ApiUrl', 'GlueJobName', 'ConfigSecret', ...queues].toSorted(),
  );
});

it('CloudFormation’s own rules find nothing wrong', { timeout: 60_000 }, () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'datamorph-validated-'));
  try {
    const code = () => Code.fromInline('exports.handler = async () => {};');
    dataMorphApp({ version: '1.2.3', codeOf: code, outdir, validated: true }).app.synth();
    const { pluginReports } = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
    expect(pluginReports).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
