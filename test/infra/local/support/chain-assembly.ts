// A small cloud assembly: a bus, and hops that each hear one fact, record it and say the next; written by hand, so that the local stack is tested without the product's template.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

export type ChainOptions = {
  readonly hops: number;
  readonly batchSize?: number;
  readonly maxConcurrency?: number;
  readonly timeout?: number;
  readonly receives?: number;
};

const assetHash = 'c'.repeat(64);
// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
const bucketName = 'cdk-test-assets-${AWS::AccountId}-${AWS::Region}';
const codeFolder = `asset.${assetHash}`;

/** Writes template, asset manifest and the bundled handler, as `cdk synth` would. */
export const writeChain = async (outDir: string, options: ChainOptions): Promise<void> => {
  await mkdir(path.join(outDir, codeFolder), { recursive: true });
  await build({
    entryPoints: [path.join(import.meta.dirname, 'chain-handler.ts')],
    outfile: path.join(outDir, codeFolder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const Resources = Object.assign({}, common(), ...Array.from({ length: options.hops }, (_, n) => hop(n + 1, options)), http());
  const template = {
    Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/test/version' } },
    Rules: { CheckBootstrapVersion: { Assertions: [] } },
    Resources,
    Outputs: { TableName: { Value: { Ref: 'Table' } }, BusName: { Value: { Ref: 'Bus' } } },
  };
  const files = {
    [assetHash]: {
      source: { path: codeFolder, packaging: 'zip' },
      destinations: { here: { bucketName, objectKey: `${assetHash}.zip` } },
    },
  };
  await writeFile(path.join(outDir, 'Chain.template.json'), JSON.stringify(template));
  await writeFile(path.join(outDir, 'Chain.assets.json'), JSON.stringify({ files }));
};

const common = () => ({
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'chain' } },
  Archive: {
    Type: 'AWS::Events::Archive',
    Properties: { SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] }, EventPattern: { source: ['chain'] }, RetentionDays: 7 },
  },
  BusPolicy: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      StatementId: 'strangers',
      Statement: { Effect: 'Deny', Principal: '*', Action: 'events:PutEvents', Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] } },
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    },
  },
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } } },
});

const hop = (n: number, { batchSize = 1, maxConcurrency = 5, timeout = 30, receives = 3 }: ChainOptions) => ({
  [`Dlq${n}`]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: `hop-${n}-dlq` } },
  [`Queue${n}`]: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: `hop-${n}`,
      VisibilityTimeout: 6 * timeout,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [`Dlq${n}`, 'Arn'] }, maxReceiveCount: receives },
    },
  },
  [`Rule${n}`]: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['chain'], 'detail-type': [`Hop${n}`] },
      Targets: [
        { Id: 'queue', Arn: { 'Fn::GetAtt': [`Queue${n}`, 'Arn'] }, DeadLetterConfig: { Arn: { 'Fn::GetAtt': [`Dlq${n}`, 'Arn'] } } },
      ],
    },
  },
  [`Function${n}`]: lambda(`hop-${n}`, timeout, { AGENT: `hop-${n}`, NEXT: `Hop${n + 1}`, QUEUE_URL: { Ref: `Queue${n}` } }),
  [`Mapping${n}`]: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: `Function${n}` },
      EventSourceArn: { 'Fn::GetAtt': [`Queue${n}`, 'Arn'] },
      BatchSize: batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: maxConcurrency },
    },
  },
});

const http = () => ({
  Door: lambda('door', 3, { AGENT: 'door' }),
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'door', ProtocolType: 'HTTP' } },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Door', 'Arn'] },
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'POST /things/{id}',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    },
  },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true } },
});

const lambda = (name: string, timeout: number, variables: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: name,
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: timeout,
    MemorySize: 256,
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { S3Bucket: { 'Fn::Sub': bucketName }, S3Key: `${assetHash}.zip` },
    Environment: { Variables: { BUS: { Ref: 'Bus' }, TABLE: { Ref: 'Table' }, ...variables } },
  },
});
