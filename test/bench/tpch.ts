// npm run bench:tpch [-- --sf 1 --rounds 3 q05 …]: the compiled PySpark of each TPC-H query against the official SQL through spark.sql and against PySpark
// written by hand; same session and files, interleaved, medians. --plans prints the plans of Spark to the error output.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Catalog } from '../../contracts/generated/types.ts';
import { ensureSpark, sparkProcess } from '../../infra/local/glue/setup.ts';
import { spawnOwned } from '../../infra/local/owned-process.ts';
import { placeOf, root } from '../../infra/local/places.ts';
import { check, renderPyspark, sparkType } from '../../services/transform/index.ts';
import { catalogOf } from '../tpch/agreement.ts';
import { generated, openTpch, tables } from '../tpch/data.ts';
import { type TpchQuery, tpchQueries } from '../tpch/queries.ts';
import { ms, quantile, table } from './table.ts';

const ways = ['compiled', 'sql', 'hand'] as const;
type Way = (typeof ways)[number];
/** Seconds of each round. */
type Times = Readonly<Record<Way, readonly number[]>>;
type Measured = { readonly name: string; readonly rows: number; readonly differ: readonly string[]; readonly times: Times };

const { values, positionals } = parseArgs({
  options: { sf: { type: 'string', default: '1' }, rounds: { type: 'string', default: '3' }, plans: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const scale = Number(values.sf);
const queries = tpchQueries().filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const began = Date.now();
report(await measure(await catalogOfTpch()));

/** Plans do not depend on how much there is, so the smallest database will do. */
async function catalogOfTpch(): Promise<Catalog> {
  const database = await openTpch(0.01, console.error);
  try {
    return await catalogOf(database.address, 'tpch');
  } finally {
    await database.close();
  }
}

async function measure(catalog: Catalog): Promise<readonly Measured[]> {
  const spark = await ensureSpark(console.error);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-tpch-'));
  await mkdir(spark.temporary, { recursive: true });
  try {
    const work = {
      folder: placeOf(`tpch/sf-${scale}/job`),
      generated: await generated(scale, 'parquet', console.error),
      plans: values.plans,
      queries: queries.map((query) => described(query, catalog)),
      rounds: Number(values.rounds),
      tables: tables.map((name) => ({ name, columns: columnsOf(name, catalog) })),
      warehouse: path.join(folder, 'warehouse'),
    };
    const file = path.join(folder, 'work.json');
    await writeFile(file, JSON.stringify(work));
    const found: Measured[] = [];
    const onLine = (line: string): void => {
      const answer = line.startsWith('{"name"') ? (JSON.parse(line) as Measured | { name: string; error: string }) : undefined;
      if (answer === undefined) console.error(line);
      else if ('error' in answer) console.log(`${answer.name} failed: ${answer.error}`);
      else {
        found.push(answer);
        console.error(`${answer.name} ${ways.map((way) => `${way} ${ms(median(answer.times[way]) * 1000)}`).join(', ')}`); // a run that is cut off has said this much
      }
    };
    const child = spawnOwned(spark.python, [path.join(root, 'test/tpch/bench.py'), file], { env: sparkProcess(spark), onLine });
    const { code } = await child.ended;
    if (code !== 0) throw new Error(`Spark ended with ${code}`);
    return found;
  } finally {
    await Promise.all([folder, spark.temporary].map((each) => rm(each, { recursive: true, force: true })));
  }
}

function described({ name, spec, sql }: TpchQuery, catalog: Catalog) {
  const checked = check(spec, catalog);
  if (checked.is === 'unsound') throw new Error(`${name}: ${JSON.stringify(checked.diagnostics)}`);
  const sources = checked.plan.sources.map((source) => ({
    name: source.name,
    table: source.table,
    columns: source.columns.map((column) => column.name),
  }));
  const hand = path.join(root, `test/tpch/hand/${name}.py`);
  return { name, transform: renderPyspark(checked.plan), sources, hand, sql: unordered(sql) };
}

/** Rows of a table have no order: sorting all of them at the end would be work that nobody else does. */
function unordered(sql: string): string {
  return /\nlimit \d+\s*$/.test(sql) ? sql : sql.replace(/\norder by\n(?: {2}[^\n]*\n?)+$/, '\n');
}

function columnsOf(name: string, catalog: Catalog) {
  const columns = catalog.tables.find((each) => each.name === name)?.columns ?? [];
  return columns.map((column) => ({ name: column.name, type: sparkType(column.type ?? ''), spark: declared(column.sourceType) }));
}

/** PostgreSQL's type as Spark's SQL declares it. */
function declared(type: string): string {
  return type.replace('character varying', 'varchar').replace('character', 'char').replace('numeric', 'decimal');
}

function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

function report(measured: readonly Measured[]): void {
  const ratios = measured.map(({ times }) => ({
    sql: median(times.compiled) / median(times.sql),
    hand: median(times.compiled) / median(times.hand),
  }));
  const rows = measured.map(({ name, rows: count, differ, times }, at) => [
    name,
    String(count),
    ...ways.map((way) => ms(median(times[way]) * 1000)),
    ratios[at]?.sql.toFixed(2) ?? '',
    ratios[at]?.hand.toFixed(2) ?? '',
    differ.length === 0 ? 'equal' : `differs from ${differ.join(', ')}`,
  ]);
  const geometric = (samples: readonly number[]): string =>
    Math.exp(samples.reduce((sum, ratio) => sum + Math.log(ratio), 0) / samples.length).toFixed(3);
  const means = ['geometric mean', '', '', '', '', geometric(ratios.map(({ sql }) => sql)), geometric(ratios.map(({ hand }) => hand)), ''];
  console.log(table(['query', 'rows', 'compiled', 'official SQL', 'by hand', 'to SQL', 'to hand', 'rows of all'], [...rows, means]));
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  console.log(`\nscale factor ${scale}, median of ${values.rounds} rounds, ${minutes} min in all; goal: both means <= 1.05`);
}
