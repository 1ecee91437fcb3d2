// The one Glue job: a fixed runner that loads what a run compiled. Nothing of a run is in the job definition.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Aws, IgnoreMode } from 'aws-cdk-lib';
import { CfnJob } from 'aws-cdk-lib/aws-glue';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import type { Settings } from './settings.ts';

export const jobName = 'datamorph-runner';
const folder = path.join(import.meta.dirname, '../services/glue-runtime');
const script = 'runner.py';

type Props = { readonly bucket: Bucket; readonly secret: Secret; readonly settings: Settings };

export class GlueJob extends Construct {
  readonly arn = `arn:${Aws.PARTITION}:glue:${Aws.REGION}:${Aws.ACCOUNT_ID}:job/${jobName}`;

  constructor(scope: Construct, id: string, { bucket, secret, settings }: Props) {
    super(scope, id);
    const runner = new Asset(this, 'Runner', { path: path.join(folder, script) });
    const modules = runnerModules(this);
    const role = jobRole(this, { bucket, secret, settings });
    for (const asset of modules === undefined ? [runner] : [runner, modules]) asset.grantRead(role);
    new CfnJob(this, 'Job', {
      name: jobName,
      description: 'Runs the compiled transform of one attempt, and its oracle beside it, on one snapshot.',
      role: role.roleArn,
      glueVersion: settings.glueVersion,
      command: { name: 'glueetl', pythonVersion: '3', scriptLocation: runner.s3ObjectUrl },
      workerType: 'G.1X',
      numberOfWorkers: settings.glueWorkers,
      // A retry by Glue is a second run of the same attempt, and a new attempt is ours to decide.
      maxRetries: 0,
      timeout: settings.glueTimeoutMinutes,
      executionProperty: { maxConcurrentRuns: settings.glueConcurrentRuns },
      jobRunQueuingEnabled: true,
      executionClass: 'STANDARD',
      ...(settings.glueConnection === undefined ? {} : { connections: { connections: [settings.glueConnection] } }),
      defaultArguments: {
        '--job-language': 'python',
        '--conf': sparkConf,
        '--enable-metrics': 'true',
        '--enable-observability-metrics': 'true',
        '--enable-continuous-cloudwatch-log': 'true',
        ...(settings.glueExtraJars === undefined ? {} : { '--extra-jars': settings.glueExtraJars, '--user-jars-first': 'true' }),
      },
      // An argument of a run could otherwise name another script or other modules, and run them with this role.
      nonOverridableArguments: {
        '--scriptLocation': runner.s3ObjectUrl,
        ...(modules === undefined ? {} : { '--extra-py-files': modules.s3ObjectUrl }),
      },
    });
  }
}

/** A JVM's zone can only be set when it starts; with another zone than UTC timestamps are read shifted. The session's settings are the runner's. */
const sparkConf = ['spark.driver.extraJavaOptions=-Duser.timezone=UTC', 'spark.executor.extraJavaOptions=-Duser.timezone=UTC'].join(
  ' --conf ',
);

/** The runner's own modules and packages, zipped at deployment; undefined when it has none. */
const runnerModules = (scope: Construct): Asset | undefined => {
  const others = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py') && file !== script);
  if (others.length === 0) return undefined;
  const exclude = ['*', '!*/', '!*.py', `/${script}`, '__pycache__/'];
  return new Asset(scope, 'Modules', { path: folder, exclude, ignoreMode: IgnoreMode.GIT });
};

const jobRole = (scope: Construct, { bucket, secret, settings }: Props): Role => {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('glue.amazonaws.com') });
  const logs = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:/aws-glue/*`;
  const statements = [
    allow('Artifacts', ['s3:GetObject', 's3:PutObject'], [bucket.arnForObjects('runs/*')]),
    allow('ArtifactsMissing', ['s3:ListBucket'], [bucket.bucketArn]),
    allow('Config', ['secretsmanager:GetSecretValue'], [secret.secretArn]),
    allow('Logs', ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], [logs]),
    new PolicyStatement({
      sid: 'Metrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': 'Glue' } },
    }),
    ...(settings.glueConnection === undefined ? [] : network(settings.glueConnection)),
  ];
  for (const statement of statements) role.addToPolicy(statement);
  return role;
};

/** A connection puts the job's workers into a VPC, for which Glue makes network interfaces in the role's name. */
const network = (connection: string): readonly PolicyStatement[] => {
  const glue = `arn:${Aws.PARTITION}:glue:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
  return [
    allow('Connection', ['glue:GetConnection'], [`${glue}:catalog`, `${glue}:connection/${connection}`]),
    allow(
      'Network',
      [
        'ec2:DescribeSubnets',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeVpcEndpoints',
        'ec2:DescribeRouteTables',
        'ec2:DescribeVpcAttribute',
        'ec2:DescribeNetworkInterfaces',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:CreateTags',
      ],
      ['*'],
    ),
  ];
};
