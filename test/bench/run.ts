// npm run bench:run: prompt → proved and published, with real Spark: cold (stack up, no JVM) and warm (a started session, nothing else kept), by size.
// The baseline of the ratio is PostgreSQL alone making the same table with CREATE TABLE AS, in the same run.
import { ask } from '../../services/cli/ask.ts';
import { publicView } from '../../services/run/public-view.ts';
import { openThread, type Thread } from '../support/thread.ts';
import { ms, quantile, table } from './table.ts';

type Case = { readonly name: string; readonly prompt: string; readonly goal: string; readonly times: number; readonly baseline: string };

const join = 'Join customers and orders on customer_id, calculate total order amount per customer';
const totals = (schema: string) =>
  `select c.customer_id, c.customer_name, sum(o.order_amount) total from ${schema}.customers c left join ${schema}.orders o using (customer_id) group by 1, 2`;

const cases: readonly (Case & { readonly schema: string })[] = [
  { schema: 'k1', name: '1 k rows → 100', prompt: join, goal: '< 1.2 s', times: 10, baseline: totals('k1') },
  { schema: 'm1', name: '1 M rows → 10 k', prompt: join, goal: '< 2.5 s', times: 5, baseline: totals('m1') },
  {
    schema: 'm1',
    name: '1 M rows → 1 M',
    prompt: 'Filter orders with quantity >= 0, include order_id, customer_id, order_amount, quantity, status, ordered_at, note and channel',
    goal: '< 5 s',
    times: 5,
    baseline: 'select order_id, customer_id, order_amount, quantity, status, ordered_at, note, channel from m1.orders where quantity >= 0',
  },
];

const load = async ({ sql }: Thread, schema: string, orders: number, customers: number) =>
  sql(`
    create schema ${schema};
    create table ${schema}.customers (customer_id int primary key, customer_name text not null, country text);
    create table ${schema}.orders (order_id int primary key, customer_id int, order_amount numeric(12,2), quantity int not null, status text, ordered_at timestamp, note text, channel text);
    insert into ${schema}.customers select n, 'Customer ' || n, 'country ' || n % 30 from generate_series(1, ${customers}) n;
    insert into ${schema}.orders select n, 1 + n % ${customers}, n % 1000 + 0.25, n % 9, 'status ' || n % 5, timestamp '2025-01-01' + n * interval '11 seconds', 'note ' || n, 'web'
      from generate_series(1, ${orders}) n;
    analyze ${schema}.customers; analyze ${schema}.orders`);

const measured = async (thread: Thread, { schema, prompt }: (typeof cases)[number]) => {
  const sources = prompt === join ? [`${schema}.customers`, `${schema}.orders`] : [`${schema}.orders`];
  const { runId, facts, end } = await ask(thread.session.bus, { prompt, sources, target: 'datamorph_out.bench' }, () => undefined);
  if (end?.name !== 'TargetPublished') throw new Error(`ended in ${end?.name}: ${JSON.stringify(end?.data)}`);
  const run = await thread.session.runs.read(runId);
  if (run === undefined) throw new Error('the run is gone');
  const steps = Object.fromEntries(publicView(run).steps.map(({ fact, milliseconds }) => [fact, milliseconds]));
  return { total: facts.at(-1)?.after ?? Number.NaN, steps };
};

const postgresAlone = async ({ sql }: Thread, query: string): Promise<number> => {
  const began = performance.now();
  await sql(`drop table if exists bench_baseline; create table bench_baseline as ${query}`);
  return performance.now() - began;
};

const thread = await openThread('bench-run');
try {
  await load(thread, 'k1', 1000, 100);
  await load(thread, 'm1', 1_000_000, 10_000);
  await thread.stack.sparkReady;
  const rows: string[][] = [];
  for (const one of cases) {
    await measured(thread, one);
    const samples: Awaited<ReturnType<typeof measured>>[] = [];
    const alone: number[] = [];
    for (let k = 0; k < one.times; k += 1) {
      samples.push(await measured(thread, one));
      alone.push(await postgresAlone(thread, one.baseline));
    }
    const total = samples.map((sample) => sample.total);
    const step = (...facts: string[]) =>
      ms(
        quantile(
          samples.map(({ steps }) => facts.reduce((sum, fact) => sum + (steps[fact] ?? 0), 0)),
          0.5,
        ),
      );
    const ratio = quantile(total, 0.5) / quantile(alone, 0.5);
    rows.push([
      `${one.name}, warm`,
      ms(quantile(total, 0.5)),
      ms(Math.max(...total)),
      one.goal,
      step('SourcesProfiled', 'SpecsGenerated', 'GlueStarted'),
      step('GlueSucceeded'),
      step('ValidationPassed'),
      step('TargetPublished'),
      `${ratio.toFixed(1)}×`,
    ]);
  }
  // Cold last: the driver is killed, and the next run waits for a new JVM.
  const [first] = cases;
  if (first !== undefined) {
    const cold: number[] = [];
    for (let k = 0; k < 3; k += 1) {
      thread.stack.glue.killSpark();
      cold.push((await measured(thread, first)).total);
    }
    rows.push([`${first.name}, cold`, ms(quantile(cold, 0.5)), ms(Math.max(...cold)), '< 12 s', '', '', '', '', '']);
  }
  console.log(
    table(['prompt → proved and published', 'p50', 'max', 'goal', 'plan', 'job', 'proof', 'publish', 'to PostgreSQL alone'], rows),
  );
} finally {
  await thread.close();
}
