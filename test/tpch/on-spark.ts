// Plans on real Spark, all in one start of it, reading PostgreSQL as the job does.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Catalog } from '../../contracts/generated/types.ts';
import { ensureSpark, sparkProcess } from '../../infra/local/glue/setup.ts';
import type { DatabaseAddress } from '../../infra/local/postgres.ts';
import { secretOf } from '../../infra/local/stack/database.ts';
import { jobManifest } from '../../services/glue-executor/job-manifest.ts';
import type { Plan } from '../../services/transform/index.ts';

export type PlannedWork = { readonly name: string; readonly plan: Plan; readonly catalog: Catalog; readonly transform: string };
/** Rows as text, as Python writes the values; columns with Spark's names of their types. */
export type SparkOutcome =
  | {
      readonly columns: readonly (readonly [string, string])[];
      readonly rows: readonly (readonly (string | null)[])[];
      readonly seconds: number;
    }
  | { readonly error: string };

/** Outcomes by name. */
export const onSpark = async (work: readonly PlannedWork[], address: DatabaseAddress): Promise<ReadonlyMap<string, SparkOutcome>> => {
  const spark = await ensureSpark(console.log);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'on-spark-'));
  await mkdir(spark.temporary, { recursive: true });
  try {
    const [jobs, results] = [path.join(folder, 'jobs.json'), path.join(folder, 'results.json')];
    const described = work.map(({ name, plan, catalog, transform }) => ({ name, transform, sources: sourcesOf(plan, catalog) }));
    await writeFile(jobs, JSON.stringify({ secret: JSON.parse(secretOf(address)), work: described }));
    const script = path.join(import.meta.dirname, 'on-spark.py');
    await promisify(execFile)(spark.python, [script, jobs, results, spark.jdbcJar], { env: sparkProcess(spark), maxBuffer: 1e8 });
    const done = JSON.parse(await readFile(results, 'utf8')) as (SparkOutcome & { readonly name: string })[];
    return new Map(done.map((each) => [each.name, each]));
  } finally {
    await Promise.all([folder, spark.temporary].map((each) => rm(each, { recursive: true, force: true })));
  }
};

/** Out of the manifest that the job would get. Code and oracle travel otherwise here. */
const sourcesOf = (plan: Plan, catalog: Catalog) => {
  const elsewhere = { uri: 's3://elsewhere/not-read', sha256: '0'.repeat(64) };
  const runId = '0'.repeat(26);
  return jobManifest({ runId, attempt: 1, plan, catalog, code: elsewhere, oracle: elsewhere, deadlineAt: catalog.takenAt }).sources;
};
