// What the compiled PySpark makes of cases: a database for each, so that one start of Spark reads them all.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Catalog } from '../../../contracts/generated/types.ts';
import { ensureSpark, sparkProcess } from '../../../infra/local/glue/setup.ts';
import { type Plan, readExpression, renderPyspark, sparkType } from '../../transform/index.ts';
import { quoteIdentifier } from '../../transform/postgres.ts';
import { type CaseOutcome, expectedRows } from './case-outcome.ts';
import { makeTables } from './case-tables.ts';
import type { CaseRow } from './case-values.ts';
import type { Case } from './run-cases.ts';
import type { ScratchDatabase } from './scratch-database.ts';

/** In the order of the cases, whose tables are known to be right. Values as PostgreSQL prints the target's types. */
export const sparkOutcomes = async (
  scratch: ScratchDatabase,
  cases: readonly PlannedCase[],
  catalog: Catalog,
): Promise<readonly CaseOutcome[]> => {
  const jobs = [];
  for (const [at, { each, plan }] of cases.entries()) {
    const database = `case_${at}`;
    await fill(scratch, database, each, plan, catalog);
    jobs.push({ transform: renderPyspark(plan), sources: sourcesOf(plan), ...connection(scratch, database) });
  }
  if (jobs.length === 0) return [];
  const outcomes: CaseOutcome[] = [];
  for (const [at, outcome] of (await ranBySpark(jobs)).entries()) {
    const plan = cases[at]?.plan as Plan;
    outcomes.push('raised' in outcome ? outcome : { rows: await expectedRows(scratch.client, plan, outcome.rows) });
  }
  return outcomes;
};

type PlannedCase = { readonly each: Case; readonly plan: Plan };

const fill = async ({ client, address }: ScratchDatabase, database: string, each: Case, plan: Plan, catalog: Catalog): Promise<void> => {
  await client.query(`create database ${database}`);
  const own = new pg.Client({ ...address, database });
  await own.connect();
  try {
    await makeTables(own, plan, catalog, each.tables);
  } finally {
    await own.end();
  }
};

const connection = ({ address }: ScratchDatabase, database: string) => ({
  url: `jdbc:postgresql://${address.host}:${address.port}/${database}`,
  properties: { user: address.user, password: address.password, driver: 'org.postgresql.Driver', pushDownPredicate: 'false' },
});

/** Columns get plain names on the way: Spark quotes those of a query itself, and wrongly where a name holds a quote. */
const sourcesOf = ({ sources }: Plan) =>
  sources.map(({ name, schema, table, columns }) => ({
    name,
    query: `select ${columns.map((column, at) => `${readExpression(column)} as c${at}`).join(', ')} from ${quoteIdentifier(schema)}.${quoteIdentifier(table)}`,
    schema: columns.map(({ type }, at) => `c${at} ${sparkType(type)}`).join(', '),
    columns: columns.map((column) => column.name),
  }));

type SparkOutcome = { readonly rows: readonly CaseRow[] } | { readonly raised: string };

const ranBySpark = async (jobs: readonly object[]): Promise<readonly SparkOutcome[]> => {
  const { python, java, jdbcJar, temporary } = await ensureSpark((line) => process.stderr.write(`${line}\n`));
  await mkdir(temporary, { recursive: true });
  const [given, results] = [path.join(temporary, 'cases.json'), path.join(temporary, 'results.json')];
  const env = sparkProcess({ python, java, temporary });
  try {
    await writeFile(given, JSON.stringify(jobs), { mode: 0o600 }); // it holds a password
    await promisify(execFile)(python, [path.join(import.meta.dirname, 'spark_cases.py'), given, results, jdbcJar], { env, maxBuffer: 1e8 });
    return JSON.parse(await readFile(results, 'utf8')) as readonly SparkOutcome[];
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};
