// Everything the runner needs for one attempt, as a document.
import type { Catalog, JobManifest, S3Ref } from '../../contracts/generated/types.ts';
import { pinnedSettings, relationNames } from '../proof/index.ts';
import { censusQuery, expectations, jobReadExpression, type Plan, pgType } from '../transform/index.ts';

/** Secret that holds the job's database connection, as the stack names it. */
const databaseSecret = 'datamorph/config';

export type Job = {
  readonly runId: string;
  readonly attempt: number;
  readonly plan: Plan;
  readonly catalog: Catalog;
  readonly code: S3Ref;
  readonly oracle: S3Ref;
  readonly deadlineAt: string;
};

export const jobManifest = ({ runId, attempt, plan, catalog, code, oracle, deadlineAt }: Job): JobManifest => ({
  runId,
  attempt,
  transform: code,
  oracle,
  sources: plan.sources.map(({ name, schema, table, columns }) => ({
    name,
    schema,
    table,
    columns: columns.map((column) => ({ name: column.name, type: column.type, read: jobReadExpression(column) })),
    partition: partitionOf(catalog, schema, table),
  })),
  staging: {
    ...relationNames(runId, attempt),
    columns: plan.target.columns.map(({ name, type, nullable }) => ({ name, type: pgType(type), nullable })),
  },
  checks: expectations(plan).map(({ join, expect, sql }) => ({ join, expect, sql })),
  ...censusOf(plan),
  secret: databaseSecret,
  deadlineAt,
  settings: { ...pinnedSettings },
});

const censusOf = (plan: Plan): Pick<JobManifest, 'census'> => {
  const query = censusQuery(plan);
  return query === undefined ? {} : { census: { sql: query.sql, failures: [...query.failures] } };
};

/** Below it one reader is as fast. */
const rowsWorthPartitions = 50_000;
const pieces = 2;
const integers = /^(smallint|integer|bigint)$/;
const whole = /^-?\d+$/;

/** By a single integer key whose range the statistics know; a wrong range costs balance, never rows. */
const partitionOf = (catalog: Catalog, schema: string, table: string): JobManifest['sources'][number]['partition'] => {
  const found = catalog.tables.find((candidate) => candidate.schema === schema && candidate.name === table);
  const [key, ...more] = found?.primaryKey ?? [];
  if (found === undefined || key === undefined || more.length > 0 || found.rows < rowsWorthPartitions) return null;
  const column = found.columns.find(({ name }) => name === key);
  const { low, high } = column?.statistics ?? {};
  if (column === undefined || !integers.test(column.sourceType)) return null;
  if (low === undefined || high === undefined || !whole.test(low) || !whole.test(high) || BigInt(low) >= BigInt(high)) return null;
  return { column: key, lower: low, upper: high, count: pieces };
};
