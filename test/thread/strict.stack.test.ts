// The thread as it is deployed: the bundles of the cloud assembly, a worker per function with an environment of its own, killed at its timeout. Spark is faked.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTerminal } from '../../events/catalog.ts';
import { ulid } from '../../events/envelope.ts';
import type { Run } from '../../events/run.ts';
import type { Answer } from '../../infra/local/bedrock/converse.ts';
import { planner } from '../../infra/local/bedrock/planner.ts';
import type { Template } from '../../infra/local/deploy/assembly.ts';
import type { Outcome } from '../../infra/local/host.ts';
import { type Synth, synthInChild } from '../../infra/local/stack/synthesize.ts';
import { openThread, type Thread } from '../support/thread.ts';

const prompt = 'Join customers and orders on customer_id, calculate total order amount per customer';
/** Seconds: the function that a slow model keeps busy, and its queue. Deployed so, for the real ones are minutes. */
const timeout = 2;
const visibility = 8;
const slow = {
  agent: 'specs-generator',
  tool: 'answer_spec',
  prompt: 'Join customers and orders on customer_id, calculate average order amount per customer',
  answersAfter: 2 * timeout * 1000,
};

let thread: Thread;
const outcomes: Outcome[] = [];
let slowCalls = 0;

beforeAll(async () => {
  thread = await openThread('strict', {
    mode: 'strict',
    harness: { spark: 'faked' },
    synth: withShortTimeout,
    answer: slowAtFirst,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  await thread.sql(`
    create schema shop;
    create table shop.customers (customer_id int primary key, customer_name text);
    create table shop.orders (order_id int primary key, customer_id int, order_amount numeric(12,2));
    insert into shop.customers values (1,'Ann'),(2,'Bob'),(3,'Cy');
    insert into shop.orders values (1,1,600),(2,1,500),(3,2,1000),(4,null,7)`);
});
afterAll(() => thread?.close());

/** The product's assembly; only the two durations of one agent differ. */
const withShortTimeout: Synth = async (outDir) => {
  await synthInChild(outDir);
  const file = path.join(outDir, 'DataMorph.template.json');
  const template: Template = JSON.parse(await readFile(file, 'utf8'));
  for (const { Properties = {} } of Object.values(template.Resources)) {
    if (Properties.FunctionName === `datamorph-${slow.agent}`) Object.assign(Properties, { Timeout: timeout });
    if (Properties.QueueName === `datamorph-${slow.agent}`) Object.assign(Properties, { VisibilityTimeout: visibility });
  }
  await writeFile(file, JSON.stringify(template));
};

/** Answers right, but too late, the first time that a specification for one prompt is asked for. */
const slowAtFirst: Answer = async (request) => {
  const isSlow = request.toolConfig?.toolChoice?.tool?.name === slow.tool && JSON.stringify(request.messages).includes(slow.prompt);
  if (isSlow && ++slowCalls === 1) await new Promise((resolve) => setTimeout(resolve, slow.answersAfter));
  return planner(request);
};

const put = async (data: object): Promise<string> => {
  const client = new EventBridgeClient({});
  const at = new Date(Math.floor(Date.now() / 1000) * 1000);
  const entry = {
    EventBusName: thread.session.bus,
    Source: 'a.stranger',
    DetailType: 'RunRequested',
    Detail: JSON.stringify({ data }),
    Time: at,
  };
  const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();
  return ulid(at.getTime(), Entries?.[0]?.EventId ?? '');
};

const until = async <Found>(what: string, look: () => Promise<Found | undefined>, within = 30_000): Promise<Found> => {
  for (const deadline = Date.now() + within; Date.now() < deadline; ) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within ${within} ms: ${what}`);
};
const ended = (runId: string): Promise<Run> =>
  until(`an end of run ${runId}`, async () => {
    const run = await thread.session.runs.read(runId);
    return run?.facts.some(({ name }) => isTerminal(name)) ? run : undefined;
  });
const names = (run: Run | undefined) => run?.facts.map(({ name }) => name) ?? [];
const published = (run: Run) => expect(names(run), JSON.stringify(run.facts.at(-1))).toContain('TargetPublished');

describe('the deployed bundles', () => {
  it('make a table for a stranger on the bus', async () => {
    published(await ended(await put({ prompt })));
  });

  it('make a table for a request over HTTP', async () => {
    const reply = await fetch(`${thread.stack.endpoints.api}/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt, target: 'datamorph_out.by_http' }),
    });
    expect(reply.status).toBe(202);
    const { run_id: runId } = (await reply.json()) as { run_id: string };
    published(await ended(runId));
    expect(await thread.sql('select customer_id, total_order_amount from datamorph_out.by_http order by 1')).toHaveLength(3);
  });

  it('are told what a deployment would configure: which model answers', async () => {
    const run = await ended(await put({ prompt, target: 'datamorph_out.by_model' }));
    expect(run.facts.find(({ name }) => name === 'SpecsGenerated')?.data).toMatchObject({ usage: { model: 'planner', calls: 1 } });
  });
});

describe('a function that is not done at its timeout', () => {
  it('is killed, its message comes again, and the run ends well', async () => {
    const before = outcomes.length;
    const runId = await put({ prompt: slow.prompt });
    const late = () => outcomes.slice(before).filter(({ delivery }) => delivery.agent === slow.agent);
    const [first] = await until('the timeout', async () => (late().length > 0 ? late() : undefined));
    expect(first?.error?.name).toBe('TimedOut');

    // The answer has come by now, and nobody is there to act on it.
    await new Promise((resolve) => setTimeout(resolve, slow.answersAfter - timeout * 1000 + 1000));
    expect(slowCalls).toBe(1);
    expect(names(await thread.session.runs.read(runId))).not.toContain('SpecsGenerated');

    const run = await ended(runId);
    published(run);
    expect(names(run).filter((name) => name === 'SpecsGenerated')).toHaveLength(1);
    const [, second] = late();
    expect(second?.error).toBeUndefined();
    expect(second?.delivery.messageIds).toEqual(first?.delivery.messageIds);
    expect(second?.delivery.event.Records[0]?.attributes.ApproximateReceiveCount).toBe('2');
  });
});
