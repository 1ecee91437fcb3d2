// Every door to a run, on the real bus and queues: the bus for strangers, HTTP, repetition, forgery. Spark is faked at its endpoint; PostgreSQL is real.
import { request } from 'node:http';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventName } from '../../events/catalog.ts';
import { ulid } from '../../events/envelope.ts';
import { deadLetters, deadLettersText } from '../../services/cli/dead-letters.ts';
import { followRun } from '../../services/cli/follow.ts';
import { exitCode } from '../../services/cli/outcome.ts';
import { openThread, type Thread } from '../support/thread.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await openThread('doors', { harness: { spark: 'faked' } });
  await thread.sql(`
    create schema shop;
    create table shop.customers (customer_id int primary key, customer_name text);
    create table shop.orders (order_id int primary key, customer_id int, order_amount numeric(12,2));
    insert into shop.customers values (1,'Ann'),(2,'Bob'),(3,'Cy');
    insert into shop.orders values (1,1,600),(2,1,500),(3,2,1000),(4,null,7)`);
});
afterAll(() => thread.close());

const prompt = 'Join customers and orders on customer_id, calculate total order amount per customer';
const bus = () => thread.session.bus;

const put = async (source: string, detailType: string, detail: unknown, at = new Date()): Promise<string> => {
  const client = new EventBridgeClient({});
  const entry = { EventBusName: bus(), Source: source, DetailType: detailType, Detail: JSON.stringify(detail), Time: at };
  const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();
  return Entries?.[0]?.EventId as string;
};

const http = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const base = new URL(thread.stack.endpoints.api as string);
  return new Promise<{
    status: number;
    body: { run_id: string; state: string; logs: { type: string }[]; problems?: { at: string }[]; [key: string]: unknown };
  }>((resolve, reject) => {
    const call = request(
      {
        hostname: base.hostname,
        port: base.port,
        method,
        path: base.pathname + path,
        headers: { 'content-type': 'application/json', ...headers },
      },
      (reply) => {
        let text = '';
        reply.on('data', (chunk) => (text += chunk));
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
};

/** Waits for a fact of the run to be recorded. */
const recorded = async (runId: string, names: readonly EventName[], within = 30_000) => {
  for (const deadline = Date.now() + within; Date.now() < deadline; ) {
    const run = await thread.session.runs.read(runId);
    const fact = run?.facts.find(({ name }) => names.includes(name));
    if (run !== undefined && fact !== undefined) return { run, fact };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`run ${runId}: none of ${names.join(', ')} within ${within} ms`);
};
const ends = ['TargetPublished', 'RunFailed', 'ClarificationNeeded', 'RunCancelled'] as const;
const runsAskedFor = async (runId: string) =>
  (await thread.sql(`select count(*) n from datamorph.publications where run_id = '${runId}'`))[0]?.n;

describe('a stranger on the bus', () => {
  it('gets a table for a bare prompt', async () => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000);
    const id = await put('a.stranger', 'RunRequested', { data: { prompt } }, at);
    const { fact } = await recorded(ulid(at.getTime(), id), ends);
    expect(JSON.stringify(fact)).toContain('TargetPublished');
  });

  it('may have its event delivered twice: one run, one publication', async () => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000);
    const id = await put('a.stranger', 'RunRequested', { data: { prompt, target: 'datamorph_out.twice' } }, at);
    const runId = ulid(at.getTime(), id);
    const body = JSON.stringify({
      id,
      source: 'a.stranger',
      time: at.toISOString(),
      'detail-type': 'RunRequested',
      detail: { data: { prompt, target: 'datamorph_out.twice' } },
    });
    const sqs = new SQSClient({});
    const queue = thread.stack.info.functions.find(({ agent }) => agent === 'source-profiler')?.env.QUEUE_URL;
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: body }));
    sqs.destroy();
    const { fact } = await recorded(runId, ends);
    expect(JSON.stringify(fact)).toContain('TargetPublished');
    expect(await runsAskedFor(runId)).toBe('1');
    const { run } = await recorded(runId, ['TargetPublished']);
    expect(run.facts.filter(({ name }) => name === 'RunRequested')).toHaveLength(1);
    expect(run.facts.filter(({ name }) => name === 'GlueStarted')).toHaveLength(1);
  });
});

describe('the HTTP API', () => {
  it('takes a prompt, answers 202 at once, and shows the run to its end', async () => {
    const { status, body } = await http('POST', '/start', { prompt, target: 'datamorph_out.by_http' });
    expect(status).toBe(202);
    await recorded(body.run_id, ends);
    const view = await http('GET', `/runs/${body.run_id}`);
    expect(view.body).toMatchObject({ state: 'published', target: 'datamorph_out.by_http', rows: 3, attempts: 1 });
    const { body: log } = await http('GET', `/get/logs/${body.run_id}`);
    expect(log.logs.map(({ type }) => type)).toContain('run-requested');
  });

  it('answers one run for one idempotency key, and refuses another request under it', async () => {
    const key = { 'idempotency-key': 'monday' };
    const first = await http('POST', '/runs', { prompt, target: 'datamorph_out.by_key' }, key);
    const second = await http('POST', '/runs', { prompt, target: 'datamorph_out.by_key' }, key);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.run_id).toBe(first.body.run_id);
    expect((await http('POST', '/runs', { prompt, target: 'datamorph_out.other' }, key)).status).toBe(409);
    await recorded(first.body.run_id, ends);
    expect(await runsAskedFor(first.body.run_id)).toBe('1');
  });

  it('names all problems of a wrong request at once', async () => {
    const { status, body } = await http('POST', '/start', { prompt: '', ask: 'sometimes', sources: [] });
    expect(status).toBe(400);
    expect(body.problems?.map(({ at }) => at)).toEqual(expect.arrayContaining(['/prompt', '/ask', '/sources']));
  });

  it('is healthy, and knows what it does not know', async () => {
    expect((await http('GET', '/health')).body).toMatchObject({ status: 'healthy' });
    expect((await http('GET', '/runs/01JBK4Z0000000000000000000')).status).toBe(404);
    expect((await http('GET', '/nowhere')).status).toBe(404);
  });
});

describe('a forged fact for a live run', () => {
  it('changes nothing and lies in a dead-letter queue as unrecorded', async () => {
    thread.faults(() => ({ event: [{ is: 'silence' }] }));
    const { body } = await http('POST', '/start', { prompt, target: 'datamorph_out.forged' });
    const { run, fact } = await recorded(body.run_id, ['GlueStarted']);
    thread.faults(undefined);
    const ref = { uri: 's3://somewhere/forged.json', sha256: 'f'.repeat(64) };
    const usage = { model: 'nobody', calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };
    const forge = (name: EventName, attempt: number, data: object) =>
      put('datamorph', name, {
        meta: { ...fact.meta, eventId: `${body.run_id}.${attempt}.${name}`, attempt, producer: 'validator' },
        data,
      });
    await forge('ValidationPassed', 1, { verdict: ref, headline: 'PASS (exact)', rows: 3 });
    await forge('SpecsGenerated', 0, {
      spec: ref,
      catalog: ref,
      author: 'nobody',
      plan: [],
      assumptions: [],
      target: 'datamorph_out.forged',
      usage,
    });
    await forge('GlueSucceeded', 1, { jobRunId: 'jr_forged', report: ref, seconds: 1, usd: 0 });

    const heldBy = async () =>
      (await deadLetters(thread.session))
        .filter(({ body: text, reason }) => text.includes('forged') && reason === 'unrecorded')
        .map(({ agent }) => agent);
    const expected = ['publisher', 'glue-executor', 'validator'];
    let held: string[] = [];
    for (const deadline = Date.now() + 15_000; Date.now() < deadline && !expected.every((agent) => held.includes(agent)); ) {
      held = await heldBy();
    }
    expect(held).toEqual(expect.arrayContaining(expected));
    const after = await thread.session.runs.read(body.run_id);
    expect(after?.version).toBe(Math.max(run.version, after?.facts.length ?? 0));
    expect(JSON.stringify(after?.facts)).not.toContain('forged.json');
    expect(await thread.sql(`select to_regclass('datamorph_out.forged') t`)).toEqual([{ t: null }]);
  });
});

describe('a run that does not end', () => {
  it('keeps nobody waiting beyond its deadline, and what could not be handled can be looked at', async () => {
    thread.faults(() => ({ event: [{ is: 'silence' }] }));
    await put('datamorph', 'ValidationPassed', { nonsense: true });
    const outcome = await thread.ask({ prompt, target: 'datamorph_out.silent', budget: { deadlineSeconds: 10 } });
    thread.faults(undefined);
    expect(outcome.terminalFact).toBeNull();
    expect(exitCode(outcome)).toBe(1);
    expect(deadLettersText(await deadLetters(thread.session))).toContain('publisher: contract-violation');
  });
});

describe('a follower', () => {
  it('leaves no rule and no queue behind', async () => {
    const runId = ulid(Date.now(), 'follower');
    const following = await followRun(bus(), runId);
    await following.close();
    const { Rules } = await new EventBridgeClient({}).send(new ListRulesCommand({ EventBusName: bus(), NamePrefix: 'datamorph-follow-' }));
    expect(Rules).toEqual([]);
  });
});
