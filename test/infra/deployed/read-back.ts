// Per resource type: what AWS's own APIs say of it, in the words of the template.
import { createHash } from 'node:crypto';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetJobCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetEventSourceMappingCommand, GetFunctionConfigurationCommand, GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from '../../../infra/local/aws-env.ts';
import { element, query, rest, target } from './aws-http.ts';
import { type Json, nameIn, type Resource } from './resolve.ts';

type Reader = (resource: Resource) => Promise<object>;

/** Readers by resource type. What a property only addresses (the queue of a policy, the API of a route) is said back, for it was read there. */
export const readers = (endpoint: string): Readonly<Record<string, Reader>> => {
  const options = clientOptions(endpoint);
  const [events, sqs, lambda, s3] = [
    new EventBridgeClient(options),
    new SQSClient(options),
    new LambdaClient(options),
    new S3Client(options),
  ];
  const [dynamo, secrets, glue] = [new DynamoDBClient(options), new SecretsManagerClient(options), new GlueClient(options)];
  const json = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
  const attributes = async (QueueUrl: string) =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};

  return {
    'AWS::Events::EventBus': async ({ physical }) => await events.send(new DescribeEventBusCommand({ Name: physical })),
    'AWS::Events::Archive': async ({ physical }) => {
      const { EventSourceArn, EventPattern, ...found } = await events.send(new DescribeArchiveCommand({ ArchiveName: physical }));
      return { ...found, SourceArn: EventSourceArn, EventPattern: json(EventPattern) };
    },
    'AWS::Events::Rule': async ({ properties }) => {
      const where = properties.EventBusName === undefined ? {} : { EventBusName: String(properties.EventBusName) };
      const rule = await events.send(new DescribeRuleCommand({ Name: String(properties.Name), ...where }));
      const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: String(properties.Name), ...where }));
      return { ...rule, EventPattern: json(rule.EventPattern), Targets };
    },
    'AWS::SQS::Queue': async ({ physical }) => {
      const found = await attributes(physical);
      return {
        QueueName: nameIn(physical),
        MessageRetentionPeriod: Number(found.MessageRetentionPeriod),
        VisibilityTimeout: Number(found.VisibilityTimeout),
        RedrivePolicy: json(found.RedrivePolicy),
      };
    },
    'AWS::SQS::QueuePolicy': async ({ properties: { Queues } }) => {
      const [policy] = await Promise.all((Queues as string[]).map(async (url) => json((await attributes(url)).Policy)));
      return { Queues, PolicyDocument: policy };
    },
    'AWS::Lambda::Function': async ({ physical, properties }) => {
      const { Environment, CodeSha256, ...found } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: physical }));
      const { S3Bucket, S3Key } = properties.Code as { S3Bucket: string; S3Key: string };
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: S3Bucket, Key: S3Key }));
      const sha256 = createHash('sha256')
        .update((await Body?.transformToByteArray()) ?? '')
        .digest('base64');
      return { ...found, Environment, Code: sha256 === CodeSha256 ? properties.Code : { CodeSha256 } };
    },
    'AWS::Lambda::EventSourceMapping': async ({ physical }) => {
      const { FunctionArn, ...found } = await lambda.send(new GetEventSourceMappingCommand({ UUID: physical }));
      return { ...found, FunctionName: FunctionArn?.split(':function:')[1] };
    },
    'AWS::Lambda::Permission': async ({ properties }) => {
      const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: String(properties.FunctionName) }));
      const { Statement } = JSON.parse(Policy ?? '{}') as {
        Statement: { Action: string; Principal: Json; Condition?: Json; Resource: string }[];
      };
      const granted = Statement.map(({ Action, Principal, Condition, Resource: FunctionName }) => ({
        ...{ Action, FunctionName, Principal: Principal.Service },
        SourceArn: (Condition?.ArnLike as Json | undefined)?.['AWS:SourceArn'],
      }));
      return granted.find(({ SourceArn }) => SourceArn === properties.SourceArn) ?? {};
    },
    'AWS::DynamoDB::Table': async ({ physical: TableName }) => {
      const [{ Table }, { TimeToLiveDescription }, { ContinuousBackupsDescription }] = await Promise.all([
        dynamo.send(new DescribeTableCommand({ TableName })),
        dynamo.send(new DescribeTimeToLiveCommand({ TableName })),
        dynamo.send(new DescribeContinuousBackupsCommand({ TableName })),
      ]);
      const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      return {
        ...Table,
        BillingMode: Table?.BillingModeSummary?.BillingMode,
        TimeToLiveSpecification: {
          AttributeName: TimeToLiveDescription?.AttributeName,
          Enabled: TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED',
        },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: recovery === 'ENABLED' },
      };
    },
    'AWS::S3::Bucket': async ({ physical: Bucket }) => {
      const [versioning, encryption, access, lifecycle] = await Promise.all([
        s3.send(new GetBucketVersioningCommand({ Bucket })),
        s3.send(new GetBucketEncryptionCommand({ Bucket })),
        s3.send(new GetPublicAccessBlockCommand({ Bucket })),
        s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })).catch(unless('NoSuchLifecycleConfiguration')),
      ]);
      return {
        VersioningConfiguration: { Status: versioning.Status },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: encryption.ServerSideEncryptionConfiguration?.Rules?.map(
            ({ ApplyServerSideEncryptionByDefault }) => ({ ServerSideEncryptionByDefault: ApplyServerSideEncryptionByDefault }),
          ),
        },
        PublicAccessBlockConfiguration: access.PublicAccessBlockConfiguration,
        LifecycleConfiguration: {
          Rules: lifecycle?.Rules?.map(({ ID: Id, Filter, Prefix, Expiration, ...rule }) => ({
            ...{ ...rule, Id, Prefix: Filter?.Prefix || Prefix, ExpirationInDays: Expiration?.Days },
          })),
        },
      };
    },
    'AWS::S3::BucketPolicy': async ({ properties: { Bucket } }) => {
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: String(Bucket) }));
      return { Bucket, PolicyDocument: json(Policy) };
    },
    'AWS::SecretsManager::Secret': async ({ physical: SecretId }) => {
      const found = await secrets.send(new DescribeSecretCommand({ SecretId }));
      return { ...found, SecretString: (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString };
    },
    'AWS::Glue::Job': async ({ physical }) => (await glue.send(new GetJobCommand({ JobName: physical }))).Job ?? {},
    'AWS::ApiGatewayV2::Api': async ({ physical }) => capitalized(await rest(endpoint, 'apigateway', `/v2/apis/${physical}`)),
    'AWS::ApiGatewayV2::Integration': async ({ physical, properties: { ApiId } }) => ({
      ApiId,
      ...capitalized(await rest(endpoint, 'apigateway', `/v2/apis/${ApiId}/integrations/${nameIn(physical)}`)),
    }),
    'AWS::ApiGatewayV2::Route': async ({ physical, properties: { ApiId } }) => ({
      ApiId,
      ...capitalized(await rest(endpoint, 'apigateway', `/v2/apis/${ApiId}/routes/${nameIn(physical)}`)),
    }),
    'AWS::ApiGatewayV2::Stage': async ({ properties: { ApiId, StageName } }) => ({
      ApiId,
      ...capitalized(await rest(endpoint, 'apigateway', `/v2/apis/${ApiId}/stages/${StageName}`)),
    }),
    'AWS::Logs::LogGroup': async ({ physical }) => {
      const { logGroups } = await target(endpoint, 'logs', 'Logs_20140328.DescribeLogGroups', { logGroupNamePrefix: physical });
      const found = (logGroups as Json[]).find(({ logGroupName }) => logGroupName === physical);
      return { LogGroupName: found?.logGroupName, RetentionInDays: found?.retentionInDays };
    },
    'AWS::IAM::Role': async ({ physical }) => {
      const xml = await query(endpoint, 'iam', { Action: 'GetRole', RoleName: physical, Version: '2010-05-08' });
      return { AssumeRolePolicyDocument: json(decodeURIComponent(element(xml, 'AssumeRolePolicyDocument') ?? 'null')) };
    },
    'AWS::IAM::Policy': async ({ properties: { PolicyName, Roles } }) => {
      const [RoleName = ''] = Roles as string[];
      const asked = { Action: 'GetRolePolicy', RoleName, PolicyName: String(PolicyName), Version: '2010-05-08' };
      const xml = await query(endpoint, 'iam', asked);
      return {
        Roles,
        PolicyName: element(xml, 'PolicyName'),
        PolicyDocument: json(decodeURIComponent(element(xml, 'PolicyDocument') ?? 'null')),
      };
    },
    'AWS::CloudWatch::Alarm': async ({ physical }) => {
      const { MetricAlarms } = await target(endpoint, 'monitoring', 'GraniteServiceVersion20100801.DescribeAlarms', {
        AlarmNames: [physical],
      });
      return (MetricAlarms as Json[])[0] ?? {};
    },
    'AWS::CloudWatch::Dashboard': async ({ physical: DashboardName }) =>
      await target(endpoint, 'monitoring', 'GraniteServiceVersion20100801.GetDashboard', { DashboardName }),
  };
};

/** An answer that says that there is none. */
const unless =
  (name: string) =>
  (error: unknown): undefined => {
    if (!(error instanceof Error) || error.name !== name) throw error;
  };

/** `routeKey` -> `RouteKey`, at every depth. */
const capitalized = (value: unknown): Json => capital(value) as Json;
const capital = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capital);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.charAt(0).toUpperCase() + key.slice(1), capital(each)]));
};
