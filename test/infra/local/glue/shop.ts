// A small shop with traps (NULL keys, dangling keys, customers without orders), and jobs on it as the executor would hand them out.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { expect } from 'vitest';
import type { JobManifest, JobReport } from '../../../../contracts/generated/types.ts';
import { validate } from '../../../../contracts/generated/validators/JobReport.js';
import { problemsOf } from '../../../../contracts/validator.ts';
import type { AwsStandIn } from './aws-stand-in.ts';

export const bucket = 'artifacts';
export const secretName = 'datamorph/warehouse';
export const orders = 2000;

export const shopSql = `
  DROP SCHEMA IF EXISTS shop CASCADE; CREATE SCHEMA shop; CREATE SCHEMA IF NOT EXISTS datamorph_staging;
  CREATE TABLE shop.customers (customer_id int PRIMARY KEY, customer_name text, country char(2));
  INSERT INTO shop.customers SELECT n, CASE WHEN n % 10 = 0 THEN NULL ELSE 'name ' || n END, 'de' FROM generate_series(1, 50) n;
  CREATE TABLE shop.orders (order_id int PRIMARY KEY, customer_id int, amount numeric(12,2), weight double precision, ordered_at timestamp);
  INSERT INTO shop.orders SELECT n, CASE WHEN n % 7 = 0 THEN NULL WHEN n % 11 = 0 THEN 900 ELSE n % 40 + 1 END, n * 1.25,
    n / 4.0, timestamp '2024-01-01' + n * interval '1 hour' FROM generate_series(1, ${orders}) n;`;

export type Compiled = Pick<JobManifest, 'sources' | 'checks' | 'census'> & {
  readonly transform: string;
  readonly oracle: string;
  readonly columns: JobManifest['staging']['columns'];
};

const column = (name: string, type: string, read = `"${name}"`) => ({ name, type, read });
const customers = {
  name: 'customers',
  schema: 'shop',
  table: 'customers',
  columns: [column('customer_id', 'int'), column('customer_name', 'text')],
  partition: null,
};
const orderSource = (partitions: number) => ({
  name: 'orders',
  schema: 'shop',
  table: 'orders',
  columns: [column('order_id', 'int'), column('customer_id', 'int'), column('amount', 'decimal(12,2)'), column('weight', 'double')],
  partition: { column: 'order_id', lower: '1', upper: String(orders), count: partitions },
});

/** Every customer with the sum of the orders. */
export const totals: Compiled = {
  sources: [customers, orderSource(2)],
  checks: [
    {
      join: 'customer_orders',
      expect: 'at-most-one',
      sql: 'SELECT count(*) FROM (SELECT customer_id FROM shop.orders WHERE customer_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1) d',
    },
  ],
  transform: `from pyspark.sql import functions as F


def transform(spark, sources):
    customers, orders = sources["customers"], sources["orders"]
    customer_orders = customers.join(orders, customers["customer_id"] == orders["customer_id"], "left").select(
        customers["customer_id"], customers["customer_name"], orders["amount"], orders["weight"]
    )
    totals = customer_orders.groupBy("customer_id", "customer_name").agg(F.sum("amount").alias("total"), F.sum("weight").alias("weight"))
    return totals.select("customer_id", "customer_name", F.col("total").cast("decimal(22,2)").alias("total"), "weight")
`,
  oracle: `SELECT c.customer_id, c.customer_name, sum(o.amount)::numeric(22,2) AS total, sum(o.weight) AS weight
    FROM shop.customers c LEFT JOIN shop.orders o ON c.customer_id = o.customer_id GROUP BY 1, 2;`,
  columns: [
    { name: 'customer_id', type: 'integer', nullable: false },
    { name: 'customer_name', type: 'text', nullable: true },
    { name: 'total', type: 'numeric(22,2)', nullable: true },
    { name: 'weight', type: 'double precision', nullable: true },
  ],
};

/** Every order as it is, read in four pieces by `place`, which a writer moves. */
export const copied: Compiled = {
  sources: [
    {
      ...orderSource(4),
      table: 'moving',
      columns: [column('order_id', 'int'), column('place', 'int')],
      partition: { column: 'place', lower: '1', upper: String(orders), count: 4 },
    },
  ],
  checks: [],
  transform: `def transform(spark, sources):\n    return sources["orders"].select("order_id", "place")\n`,
  oracle: 'SELECT order_id, place FROM shop.moving',
  columns: [
    { name: 'order_id', type: 'integer', nullable: false },
    { name: 'place', type: 'integer', nullable: false },
  ],
};

/** A product that fits no int. */
export const overflowing: Compiled = {
  sources: [orderSource(2)],
  checks: [],
  transform: `from pyspark.sql import functions as F


def transform(spark, sources):
    products = sources["orders"].select(F.col("order_id"), (F.col("order_id") * F.lit(2000000)).alias("product"))
    return products
`,
  oracle: 'SELECT order_id, order_id::bigint * 2000000 AS product FROM shop.orders',
  columns: [
    { name: 'order_id', type: 'integer', nullable: false },
    { name: 'product', type: 'bigint', nullable: true },
  ],
};

/** Names that must be quoted, in a result of every type that can be stored; what is read through a view. */
export const hostile: Compiled = {
  sources: [
    {
      name: 'odd',
      schema: 'shop',
      table: 'odd "view"',
      columns: [
        column('I"d; --', 'int', '"I""d; --"'),
        column('c0', 'text', '"c0"::text'),
        column('Día €', 'date', '"Día €"'),
        column('at', 'timestamp'),
        column('doc', 'json', '"doc"::text'),
        column('key', 'uuid', '"key"::text'),
        column('raw', 'bytes'),
      ],
      partition: null,
    },
  ],
  checks: [],
  transform: `from pyspark.sql import functions as F


def transform(spark, sources):
    return sources["odd"].select('\`I"d; --\`', F.col("c0"), F.col("Día €"), F.col("at"), F.col("doc"), F.col("key"), F.col("raw"))
`,
  oracle: 'SELECT "I""d; --", "c0"::text AS c0, "Día €", at, doc::jsonb AS doc, key, raw FROM shop."odd ""view""" -- the end',
  columns: [
    { name: 'I"d; --', type: 'integer', nullable: false },
    { name: 'c0', type: 'text', nullable: true },
    { name: 'Día €', type: 'date', nullable: true },
    { name: 'at', type: 'timestamp without time zone', nullable: true },
    { name: 'doc', type: 'jsonb', nullable: true },
    { name: 'key', type: 'uuid', nullable: true },
    { name: 'raw', type: 'bytea', nullable: true },
  ],
};

export const hostileSql = `
  CREATE TABLE shop.odd ("I""d; --" int, "c0" char(5), "Día €" date, at timestamp, doc json, key uuid, raw bytea);
  INSERT INTO shop.odd VALUES (1, E'a''\\\\', '2024-02-29', '1969-12-31 23:59:59.123456', '{"a": [1, null]}', gen_random_uuid(), '\\xdeadbeef'),
    (2, NULL, NULL, NULL, NULL, NULL, NULL), (3, '', '0001-01-01', '2024-03-31 02:30:00', '"ü"', gen_random_uuid(), '');
  CREATE VIEW shop."odd ""view""" AS SELECT * FROM shop.odd;`;

/** Arguments of StartJobRun for a compiled job, whose artifacts it stores. */
export const prepared = (aws: AwsStandIn, compiled: Compiled, runId: string, attempt = 1): Record<string, string> => {
  const store = (name: string, text: string) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const key = `runs/${runId}/${attempt}/${name}-${sha256}`;
    aws.objects.set(`${bucket}/${key}`, Buffer.from(text));
    return { uri: `s3://${bucket}/${key}`, sha256 };
  };
  const suffix = `${runId.slice(-8).toLowerCase()}_${attempt}`;
  const manifest: JobManifest = {
    runId,
    attempt,
    transform: store('transform.py', compiled.transform),
    oracle: store('oracle.sql', compiled.oracle),
    sources: compiled.sources,
    staging: {
      schema: 'datamorph_staging',
      writing: `w_${suffix}`,
      sealed: `s_${suffix}`,
      oracleWriting: `ow_${suffix}`,
      oracleSealed: `os_${suffix}`,
      columns: compiled.columns,
    },
    checks: compiled.checks,
    ...(compiled.census && { census: compiled.census }),
    secret: secretName,
    deadlineAt: new Date(Date.now() + 120_000).toISOString(),
    settings: { 'spark.sql.ansi.enabled': 'true' },
  };
  const ref = store('JobManifest', JSON.stringify(manifest));
  return { '--run_id': runId, '--attempt_id': String(attempt), '--manifest_uri': ref.uri, '--manifest_sha256': ref.sha256 };
};

/** The report of a job run, held against its contract; undefined when there is none. */
export const reportOf = (aws: AwsStandIn, runId: string, jobRunId: string, attempt = 1): JobReport | undefined => {
  const prefix = `${bucket}/runs/${runId}/${attempt}/JobReport/${jobRunId}/`;
  const found = [...aws.objects].filter(([key]) => key.startsWith(prefix));
  if (found.length > 1) throw new Error(`${found.length} reports of one job run`);
  const [key, body] = found[0] ?? [];
  if (key === undefined || body === undefined) return undefined;
  if (key !== `${prefix}${createHash('sha256').update(body).digest('hex')}.json`)
    throw new Error(`the key of a report is not its hash: ${key}`);
  const report = JSON.parse(body.toString());
  const problems = problemsOf(validate, report);
  if (problems.length > 0) throw new Error(`the report breaks its contract: ${JSON.stringify(problems)}`);
  return report as JobReport;
};

/** Both sealed tables, to everybody, and with no row whose transaction is as late as the seal. */
export const refusesWrites = async (pool: pg.Pool, report: JobReport | undefined): Promise<void> => {
  for (const sealed of [report?.staging, report?.oracle]) {
    const table = `"${sealed?.schema}"."${sealed?.name}"`;
    for (const write of [
      `INSERT INTO ${table} TABLE ${table}`,
      `UPDATE ${table} SET total = 1`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ])
      await expect(pool.query(`SET session_replication_role = replica; ${write}`)).rejects.toThrow('suppress_redundant_updates_trigger');
    const { rows } = await pool.query(
      `SELECT (SELECT min(age(xmin)) FROM ${table}) > age(t.xmin) AS older, t.xmin = y.xmin AS together
         FROM pg_trigger t JOIN pg_type y ON y.typrelid = t.tgrelid WHERE t.tgrelid = $1`,
      [sealed?.oid],
    );
    expect(rows).toEqual([{ older: true, together: true }]);
  }
};
