// What outlives a deployment: the run table, the artifacts, the configuration; and the job that turns sources into staging tables.
import { Duration, RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { GlueJob } from './glue-job.ts';
import type { Settings } from './settings.ts';

export const secretName = 'datamorph/config';

export class Data extends Construct {
  readonly table: Table;
  readonly bucket: Bucket;
  readonly secret: Secret;
  readonly job: GlueJob;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.table = runTable(this);
    this.bucket = artifacts(this);
    this.secret = new Secret(this, 'Config', {
      secretName,
      description:
        'Database connection, readable source schemas and writable target schemas, as JSON. Filled in after the first deployment.',
      // A random password would look like a configuration; an empty one is named as incomplete by whoever reads it.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.job = new GlueJob(this, 'Job', { bucket: this.bucket, secret: this.secret, settings });
  }
}

/** One table for run items, facts, slots, works and log lines. `watch` holds only what somebody must look at by a certain time. */
const runTable = (scope: Construct): Table => {
  const table = new Table(scope, 'Runs', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'ttl',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  table.addGlobalSecondaryIndex({
    indexName: 'watch',
    partitionKey: { name: 'watch', type: AttributeType.STRING },
    sortKey: { name: 'watchAt', type: AttributeType.STRING },
    // An index lags, so whoever finds a key here reads the item itself, consistently.
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
};

const artifacts = (scope: Construct): Bucket =>
  new Bucket(scope, 'Artifacts', {
    versioned: true,
    enforceSSL: true,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { id: 'old-versions', noncurrentVersionExpiration: Duration.days(30) },
      { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      { id: 'temporary', prefix: 'temp/', expiration: Duration.days(7) },
    ],
  });
