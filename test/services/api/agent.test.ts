import { describe, expect, it } from 'vitest';
import { validate as errorReply } from '../../../contracts/generated/validators/ErrorReply.js';
import { validate as healthReply } from '../../../contracts/generated/validators/HealthReply.js';
import { validate as logsReply } from '../../../contracts/generated/validators/LogsReply.js';
import { validate as startReply } from '../../../contracts/generated/validators/StartReply.js';
import type { Validator } from '../../../contracts/validator.ts';
import { assertSayable, ulid } from '../../../events/envelope.ts';
import { api } from '../../../services/api/agent.ts';
import { logLine } from '../../../services/run/log-line.ts';
import { memoryRuns } from '../../support/fakes/memory-runs.ts';

const now = '2026-11-01T10:00:00.000Z';
const service = () => {
  const runs = memoryRuns();
  let asked = 0;
  return {
    runs,
    call: (method: string, path: string, { body = '', headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}) => {
      asked += 1;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return api.handle(
        { method, path, headers, body: text },
        { ports: { runs }, now, id: ulid(Date.parse(now), `${asked}`), version: '0.1.0' },
      );
    },
  };
};
const isValid = (validate: Validator, value: unknown) => expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
const prompt = 'total amount per customer';

describe('POST /start and /runs', () => {
  for (const path of ['/start', '/runs', '/runs/'])
    it(`${path} opens a run and says the recorded request`, async () => {
      const { call, runs } = service();
      const reply = await call('POST', path, { body: { prompt } });
      expect(reply.status).toBe(202);
      isValid(startReply, reply.body);
      if (reply.say === undefined) throw new Error('nothing was said');
      assertSayable(reply.say);
      expect((await runs.read(reply.say.meta.runId))?.facts).toEqual([reply.say]);
      expect(reply.headers?.location).toBe(`/runs/${reply.say.meta.runId}`);
    });
  it('is one run for one idempotency key, and says its request again', async () => {
    const { call } = service();
    const headers = { 'Idempotency-Key': 'k1' };
    const first = await call('POST', '/start', { body: { prompt }, headers });
    const second = await call('POST', '/start', { body: { prompt }, headers });
    expect(second.status).toBe(202);
    expect(second.say).toEqual(first.say);
  });
  it('refuses a key that was used for another request', async () => {
    const { call } = service();
    const headers = { 'idempotency-key': 'k1' };
    const first = await call('POST', '/start', { body: { prompt }, headers });
    const second = await call('POST', '/start', { body: { prompt: 'other' }, headers });
    expect(second).toMatchObject({ status: 409, body: { status: 'error', run_id: first.say?.meta.runId } });
    expect(second.say).toBeUndefined();
  });
  it('names all problems at once', async () => {
    const { call } = service();
    const reply = await call('POST', '/start', { body: { prompt: '', sources: [], wat: 1 }, headers: { 'idempotency-key': '' } });
    expect(reply.status).toBe(400);
    isValid(errorReply, reply.body);
    const problems = (reply.body as { problems: { at: string }[] }).problems.map(({ at }) => at);
    expect(problems).toEqual(expect.arrayContaining(['/prompt', '/sources', '/', 'header Idempotency-Key']));
  });
  for (const body of ['', 'no json', '[]', 'null', '{}'])
    it(`refuses ${body === '' ? 'nothing' : body}`, async () => {
      const reply = await service().call('POST', '/runs', { body });
      expect(reply).toMatchObject({ status: 400, body: { status: 'error' } });
      expect(reply.say).toBeUndefined();
    });
  it('refuses what no event could carry', async () => {
    const reply = await service().call('POST', '/runs', { body: { prompt, wat: 'x'.repeat(200_000) } });
    expect(reply).toMatchObject({ status: 413, body: { status: 'error' } });
  });
  it('carries a continuation back to the run it continues', async () => {
    const continues = ulid(0, 'before');
    const reply = await service().call('POST', '/runs', { body: { prompt, continues } });
    expect(reply.say?.meta.correlationId).toBe(continues);
  });
});

describe('GET', () => {
  it('/runs/{id} shows the run', async () => {
    const { call } = service();
    const started = await call('POST', '/runs', { body: { prompt } });
    const reply = await call('GET', `/runs/${started.say?.meta.runId}`);
    expect(reply).toMatchObject({ status: 200, body: { runId: started.say?.meta.runId, state: 'open', prompt } });
  });
  it('/get/logs/{run_id} shows its lines', async () => {
    const { call, runs } = service();
    const { say } = await call('POST', '/runs', { body: { prompt } });
    if (say === undefined) throw new Error('nothing was said');
    await runs.append(say.meta.runId, logLine(say));
    const reply = await call('GET', `/get/logs/${say.meta.runId}`);
    isValid(logsReply, reply.body);
    expect(reply).toMatchObject({ status: 200, body: { log_count: 1, created_at: now, logs: [{ type: 'run-requested' }] } });
  });
  it('/health answers', async () => {
    const reply = await service().call('GET', '/health');
    expect(reply.status).toBe(200);
    isValid(healthReply, reply.body);
  });
  for (const path of ['/runs/none', `/runs/${ulid(0, 'x')}`, `/get/logs/${ulid(0, 'x')}`, '/get/logs/..%2f', '/', '/nothing', '/runs/a/b'])
    it(`${path} is not there`, async () => {
      const reply = await service().call('GET', path);
      expect(reply.status).toBe(404);
      isValid(errorReply, reply.body);
    });
});

it('answers a wrong method with the right ones', async () => {
  const reply = await service().call('DELETE', '/runs');
  expect(reply).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  isValid(errorReply, reply.body);
});
