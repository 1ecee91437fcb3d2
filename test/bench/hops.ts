// npm run bench:hops: what the choreography itself costs. Real bus, queues, run table and PostgreSQL; Spark is faked at the Glue endpoint, the model at the Bedrock
// endpoint (the built-in planner). The baseline is as many bare hops (PutEvents → rule → queue → receive) in the same process.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ulid } from '../../events/envelope.ts';
import { ask } from '../../services/cli/ask.ts';
import { listen } from '../../services/cli/follow.ts';
import { publicView } from '../../services/run/public-view.ts';
import { openThread, type Thread } from '../support/thread.ts';
import { ms, quantile, table } from './table.ts';

const runs = 30;
const warmUp = 5;

const thread = await openThread('bench-hops', { harness: { spark: 'faked' } });
try {
  await thread.sql(`
    create schema shop;
    create table shop.customers (customer_id int primary key, customer_name text not null);
    create table shop.orders (order_id int primary key, customer_id int, order_amount numeric(12,2));
    insert into shop.customers select n, 'Customer ' || n from generate_series(1, 100) n;
    insert into shop.orders select n, 1 + n % 100, n from generate_series(1, 1000) n;
    analyze shop.customers; analyze shop.orders`);
  const totals: number[] = [];
  const hops = new Map<string, number[]>();
  let longest = 0;
  for (let n = -warmUp; n < runs; n += 1) {
    const prompt = `Join customers and orders on customer_id, calculate total order amount per customer, filter customers with total > ${100 + n}`;
    const { runId, facts, end } = await ask(thread.session.bus, { prompt, target: `datamorph_out.hops_${n + warmUp}` }, () => undefined);
    if (end?.name !== 'TargetPublished') throw new Error(`run ${n} ended in ${end?.name}: ${JSON.stringify(end?.data)}`);
    if (n < 0) continue;
    totals.push(facts.at(-1)?.after ?? Number.NaN);
    const run = await thread.session.runs.read(runId);
    if (run === undefined) throw new Error('the run is gone');
    longest = Math.max(longest, ...run.facts.map(({ meta }) => meta.hop));
    for (const { fact, milliseconds } of publicView(run).steps) hops.set(fact, [...(hops.get(fact) ?? []), milliseconds]);
  }
  const bare = await bareHops(thread, longest + 1);
  const row = (name: string, samples: readonly number[]) => [
    name,
    ms(quantile(samples, 0.5)),
    ms(quantile(samples, 0.95)),
    ms(Math.max(...samples)),
  ];
  console.log(
    table(
      ['fact, since its cause', 'p50', 'p95', 'max'],
      [...hops].filter(([name]) => name !== 'RunRequested').map(([name, samples]) => row(name, samples)),
    ),
  );
  console.log(
    `\n${table(['whole run, request → TargetPublished', 'p50', 'p95', 'max'], [row(`${runs} runs, unique prompts`, totals), row(`baseline: ${longest + 1} bare hops`, bare)])}`,
  );
  console.log(`\nratio to the baseline: ${(quantile(totals, 0.5) / quantile(bare, 0.5)).toFixed(1)}   goal: p50 < 300 ms`);
} finally {
  await thread.close();
}

/** Milliseconds of as many events one after the other, each sent when the one before has arrived. */
async function bareHops({ session }: Thread, count: number): Promise<number[]> {
  const client = new EventBridgeClient({});
  const { receive, close } = await listen(session.bus, ulid(Date.now(), 'bare hops'), { source: ['datamorph.bench'] });
  const hop = async () => {
    await client.send(
      new PutEventsCommand({ Entries: [{ EventBusName: session.bus, Source: 'datamorph.bench', DetailType: 'BareHop', Detail: '{}' }] }),
    );
    while ((await receive(20)).length === 0);
  };
  const samples: number[] = [];
  for (let n = -warmUp; n < runs; n += 1) {
    const began = performance.now();
    for (let k = 0; k < count; k += 1) await hop();
    if (n >= 0) samples.push(performance.now() - began);
  }
  await close();
  client.destroy();
  return samples;
}
