// In Spark's place when only the choreography is measured: PostgreSQL's own answer twice, as staging and as oracle, sealed and reported as the runner would.
import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import type { JobManifest, JobReport, SealedRelation } from '../../../contracts/generated/types.ts';
import type { JobRunner, SparkJob } from './spark-driver.ts';

type Config = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

export const fakeSpark = (config: Config): JobRunner => {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const secrets = new SecretsManagerClient(config);
  const pools = new Map<string, pg.Pool>();
  const poolOf = async (name: string): Promise<pg.Pool> => {
    const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId: name }));
    const known = pools.get(SecretString);
    if (known !== undefined) return known;
    const { host, port, dbname, username, password } = JSON.parse(SecretString);
    const pool = new pg.Pool({ host, port, database: dbname, user: username, password, max: 8 });
    pool.on('error', () => {}); // the server may end before its idle clients have
    pools.set(SecretString, pool);
    return pool;
  };
  return {
    ready: async () => {},
    warm: async () => {},
    run: async (job) => {
      try {
        await perform(job, s3, poolOf);
        return null;
      } catch (error) {
        return `faked: ${(error as Error).message}`;
      }
    },
    cutOff: () => {},
    kill: () => {},
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
      s3.destroy();
      secrets.destroy();
    },
  };
};

const perform = async (job: SparkJob, s3: S3Client, poolOf: (secret: string) => Promise<pg.Pool>): Promise<void> => {
  const began = Date.now();
  const given = job.arguments;
  const uri = given['--manifest_uri'] ?? '';
  const { bucket } = split(uri);
  const scope = `runs/${given['--run_id']}/${given['--attempt_id']}`;
  if (!(await claim(s3, bucket, `${scope}/claim.json`, job.jobRunId))) return;
  const manifest = JSON.parse(await text(s3, uri)) as JobManifest;
  const [oracle, pool] = await Promise.all([text(s3, manifest.oracle.uri), poolOf(manifest.secret)]);
  const client = await pool.connect();
  let report: JobReport;
  try {
    report = await reportOf(client, manifest, oracle.trim().replace(/;$/, ''), job.jobRunId, began);
  } finally {
    client.release();
  }
  const body = JSON.stringify(report);
  const sha256 = createHash('sha256').update(body).digest('hex');
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${scope}/JobReport/${job.jobRunId}/${sha256}.json`, Body: body }));
};

const reportOf = async (
  client: pg.PoolClient,
  manifest: JobManifest,
  oracle: string,
  jobRunId: string,
  began: number,
): Promise<JobReport> => {
  const { staging } = manifest;
  const table = (name: string): string => `${quoted(staging.schema)}.${quoted(name)}`;
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  const { rows } = await client.query(`SELECT pg_export_snapshot() || '@' || pg_current_snapshot() AS snapshot`);
  await client.query("SET LOCAL timezone = 'UTC'");
  const columns = staging.columns.map((column) => `${quoted(column.name)} ${column.type}${column.nullable ? '' : ' NOT NULL'}`);
  await client.query(`CREATE TABLE ${table(staging.oracleWriting)} AS ${oracle}`);
  await client.query(`CREATE TABLE ${table(staging.writing)} (${columns.join(', ')})`);
  // By name: behind its columns the oracle may carry the bounds of its floats.
  const names = staging.columns.map(({ name }) => quoted(name)).join(', ');
  await client.query(`INSERT INTO ${table(staging.writing)} (${names}) SELECT ${names} FROM ${table(staging.oracleWriting)}`);
  const sources: JobReport['sources'] = [];
  for (const source of manifest.sources) {
    const name = `${quoted(source.schema)}.${quoted(source.table)}`;
    const measured = await client.query(
      `SELECT (SELECT count(*) FROM ${name})::int AS rows, coalesce(pg_relation_filenode($1), 0)::int AS node`,
      [name],
    );
    const { rows: count, node } = measured.rows[0];
    sources.push({ name: source.name, table: `${source.schema}.${source.table}`, rows: count, filenodeBefore: node, filenodeAfter: node });
  }
  // A subtransaction: its number is later than that of every row.
  await client.query('SAVEPOINT sealed');
  await client.query(
    `${sealing(staging.schema, staging.writing, staging.sealed)}; ${sealing(staging.schema, staging.oracleWriting, staging.oracleSealed)}`,
  );
  const sealed = [
    await relationOf(client, staging.schema, staging.sealed),
    await relationOf(client, staging.schema, staging.oracleSealed),
  ] as const;
  await client.query('COMMIT');
  return {
    runId: manifest.runId,
    attempt: manifest.attempt,
    jobRunId,
    outcome: 'succeeded',
    failure: null,
    snapshot: rows[0].snapshot,
    sources,
    staging: sealed[0],
    oracle: sealed[1],
    checks: manifest.checks.map(({ join, expect }) => ({ join, expect, violations: 0 })),
    ...(manifest.census && { census: manifest.census.failures.map((failure) => ({ ...failure, violations: 0, examples: [] })) }),
    settings: { ...manifest.settings, 'jvm.user.timezone': 'UTC' },
    versions: { spark: 'faked' },
    milliseconds: { total: Date.now() - began },
  };
};

/** Under its sealed name nobody writes it any more. */
const sealing = (schema: string, writing: string, sealed: string): string => {
  const [from, to] = [`${quoted(schema)}.${quoted(writing)}`, `${quoted(schema)}.${quoted(sealed)}`];
  return `ALTER TABLE ${from} RENAME TO ${quoted(sealed)};
    CREATE TRIGGER datamorph_sealed BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${to} FOR EACH STATEMENT
      EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger();
    ALTER TABLE ${to} ENABLE ALWAYS TRIGGER datamorph_sealed`;
};

const relationOf = async (client: pg.PoolClient, schema: string, name: string): Promise<SealedRelation> => {
  const full = `${quoted(schema)}.${quoted(name)}`;
  const { rows } = await client.query(
    `SELECT $1::regclass::oid::int AS oid, pg_relation_filenode($1)::int AS filenode, pg_total_relation_size($1)::int AS bytes, (SELECT count(*) FROM ${full})::int AS rows`,
    [full],
  );
  return { schema, name, ...rows[0] };
};

const claim = async (s3: S3Client, bucket: string, key: string, jobRunId: string): Promise<boolean> => {
  try {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify({ jobRunId }), IfNoneMatch: '*' }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'PreconditionFailed') return false;
    throw error;
  }
};

const text = async (s3: S3Client, uri: string): Promise<string> => {
  const { bucket, key } = split(uri);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
};

const split = (uri: string): { readonly bucket: string; readonly key: string } => {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  return { bucket, key };
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
