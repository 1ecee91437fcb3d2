import { describe, expect, it } from 'vitest';
import type { AnyEvent } from '../../events/catalog.ts';
import { answering } from '../../services/adapters/http-shell.ts';
import { api } from '../../services/api/agent.ts';
import { workKey } from '../../services/run/store.ts';
import { memoryRuns } from '../support/fakes/memory-runs.ts';

const post = (body: object, headers: Record<string, string> = {}) => ({
  rawPath: '/start',
  requestContext: { http: { method: 'POST', path: '/start' } },
  headers,
  body: JSON.stringify(body),
  isBase64Encoded: false,
});

const world = (trouble: { bus?: Error } = {}) => {
  const runs = memoryRuns();
  const published: AnyEvent[] = [];
  const publish = async (events: readonly AnyEvent[]) => {
    if (trouble.bus !== undefined) throw trouble.bus;
    published.push(...events);
  };
  let seconds = 0;
  const now = () => new Date(Date.parse('2026-11-01T10:00:00Z') + 1000 * seconds++).toISOString();
  const handle = answering(api, { runs, bus: { publish }, now, log: () => undefined }, '1');
  const call = async (event: ReturnType<typeof post>) => {
    const { statusCode, body } = await handle(event as never);
    return { status: statusCode, body: JSON.parse(body ?? '{}') as { run_id: string; message: string } };
  };
  return { runs, published, trouble, call };
};
const asked = { prompt: 'total per customer' };
const key = { 'idempotency-key': 'monday' };

describe('a request over HTTP', () => {
  it('is recorded, published and marked before it is answered', async () => {
    const { call, runs, published } = world();
    const { status, body } = await call(post(asked));
    expect(status).toBe(202);
    expect(published.map(({ name, meta }) => [name, meta.runId])).toEqual([['RunRequested', body.run_id]]);
    const recorded = await runs.load(body.run_id);
    expect(recorded?.works.get(workKey('api', `${body.run_id}.0.RunRequested`))).toMatchObject({ published: true });
  });

  it('that could not be published stays recorded as unpublished, and its answer names the run', async () => {
    const { call, runs } = world({ bus: new Error('the bus is away') });
    const { status, body } = await call(post(asked));
    expect(status).toBe(500);
    expect(body.message).not.toContain('bus is away');
    const recorded = await runs.load(body.run_id);
    expect(recorded?.works.get(workKey('api', `${body.run_id}.0.RunRequested`))).toMatchObject({ published: false });
  });

  it('asked again under its key is published when the first answer died before, and only then', async () => {
    const { call, published, trouble } = world({ bus: new Error('away') });
    const first = await call(post(asked, key));
    delete trouble.bus;
    const second = await call(post(asked, key));
    const third = await call(post(asked, key));
    expect([first.status, second.status, third.status]).toEqual([500, 202, 202]);
    expect(new Set([first, second, third].map(({ body }) => body.run_id)).size).toBe(1);
    expect(published).toHaveLength(1);
  });
});
