// What every run table must do, whoever keeps it: the memory one of the flow tests and the one in DynamoDB are held to the same lines.
import { beforeEach, describe, expect, it } from 'vitest';
import { type AnyEvent, type Draft, type EventOf, say } from '../../events/catalog.ts';
import { cause, requestMeta, ulid } from '../../events/envelope.ts';
import type { LogLine } from '../../events/ports.ts';
import type { Run } from '../../events/run.ts';
import type { AgentName } from '../../events/topology.ts';
import { evolve, itemOf } from '../../services/run/evolve.ts';
import { record } from '../../services/run/record.ts';
import { type Commit, type RunStore, type Work, workKey } from '../../services/run/store.ts';

const now = '2026-11-01T10:00:00.000Z';
const later = '2026-11-01T10:00:01.000Z';
const usage = { model: 'planner', calls: 1, inputTokens: 10, outputTokens: 5, usd: 0.25 };
const ref = { uri: 's3://artifacts/runs/x/0/Catalog-x.json', sha256: 'a'.repeat(64) };

const sourcesProfiled = say('SourcesProfiled', { catalog: ref, tables: 2 });
const testsWritten = say('TestsWritten', { tests: ref, count: 0, reason: 'nothing countable', usage });
const passed = say('ValidationPassed', { verdict: ref, headline: 'PASS (exact)', rows: 3 }, 1);
const failed = say(
  'ValidationFailed',
  { verdict: ref, outcome: 'FAIL', because: 'staging-differs', headline: 'FAIL', fingerprint: 'b'.repeat(64) },
  1,
);
const runFailed = say('RunFailed', { code: 'defect', message: 'broken' });
const cancelled = say('RunCancelled', { stopped: [] });
const published = say('TargetPublished', { table: 'out.t', rows: 3, verdict: ref, previous: null, publishedAt: now }, 1);
const fix = (attempt: number, kind: 'restart' | 'patch'): Draft =>
  say('FixProposed', { next: attempt + 1, kind, spec: ref, catalog: ref, because: 'capacity' }, attempt);

let seed = 0;
const request = (data: EventOf<'RunRequested'>['data'] = { prompt: 'customers with their totals' }): EventOf<'RunRequested'> => {
  seed += 1;
  const runId = ulid(Date.now(), `${process.pid}-${seed}-${Math.random()}`);
  return { name: 'RunRequested', meta: requestMeta(runId, now, 'stranger'), data };
};

export const runStoreContract = (name: string, make: () => Promise<RunStore>): void => {
  describe(name, () => {
    let store: RunStore;
    beforeEach(async () => {
      store = await make();
    });

    const openRun = async (data?: EventOf<'RunRequested'>['data']): Promise<Run> => (await store.open(request(data))).run;
    const read = async (runId: string): Promise<Run> => {
      const run = await store.read(runId);
      if (run === undefined) throw new Error(`run ${runId} is gone`);
      return run;
    };
    const factsOf = (run: Run, agent: string, ...drafts: readonly Draft[]): readonly AnyEvent[] => {
      const requested = run.facts[0];
      if (requested === undefined) throw new Error('a run without its request');
      return cause(requested.meta, agent, drafts, later);
    };
    const commitOf = (run: Run, agent: AgentName, eventKey: string, ...drafts: readonly Draft[]): Commit => {
      const facts = factsOf(run, agent, ...drafts);
      const work: Work = { agent, eventKey, facts, outcome: 'said', recordedAt: later, published: false };
      if (facts.length === 0) return { runId: run.runId, work, facts };
      return { runId: run.runId, work, facts, fold: { from: run.version, next: facts.reduce(evolve, itemOf(run)) } };
    };

    describe('a request', () => {
      it('opens a run that can be read back with its first fact', async () => {
        const requested = request();
        const { run, is } = await store.open(requested);
        expect(is).toBe('opened');
        expect(run).toMatchObject({ runId: requested.meta.runId, version: 1, state: { is: 'open' }, facts: [requested] });
        expect(await store.read(requested.meta.runId)).toEqual(run);
      });

      it('that comes twice is one run', async () => {
        const requested = request();
        const first = await store.open(requested);
        const second = await store.open({ ...requested, meta: { ...requested.meta, occurredAt: later } });
        expect(second).toEqual({ run: first.run, is: 'known' });
      });

      it('that comes many times at once is one run', async () => {
        const requested = request();
        const all = await Promise.all([1, 2, 3, 4].map(() => store.open(requested)));
        expect(all.map(({ is }) => is).sort()).toEqual(['known', 'known', 'known', 'opened']);
      });

      it('with the id of another request differs', async () => {
        const requested = request();
        await store.open(requested);
        const other = await store.open({ ...requested, data: { prompt: 'something else' } });
        expect(other.is).toBe('differs');
        expect(other.run.request).toEqual(requested.data);
      });

      it('with a used idempotency key is the run of that key, whatever the order of its properties', async () => {
        const key = `key-${Math.random()}`;
        const first = await store.open(request({ prompt: 'totals', idempotencyKey: key }));
        const again = await store.open(request({ idempotencyKey: key, prompt: 'totals' }));
        expect(again).toEqual({ run: first.run, is: 'known' });
      });

      it('with the idempotency key of another request differs, and opens nothing', async () => {
        const key = `key-${Math.random()}`;
        const first = await store.open(request({ prompt: 'totals', idempotencyKey: key }));
        const reused = request({ prompt: 'averages', idempotencyKey: key });
        expect(await store.open(reused)).toEqual({ run: first.run, is: 'differs' });
        expect(await store.read(reused.meta.runId)).toBeUndefined();
      });

      it('with one key many times at once opens one run', async () => {
        const key = `key-${Math.random()}`;
        const all = await Promise.all([1, 2, 3].map(() => store.open(request({ prompt: 'totals', idempotencyKey: key }))));
        expect(new Set(all.map(({ run }) => run.runId)).size).toBe(1);
        expect(all.filter(({ is }) => is === 'opened')).toHaveLength(1);
      });
    });

    describe('a commit', () => {
      it('records work, facts and the folded run, to be read back', async () => {
        const run = await openRun();
        const commit = commitOf(run, 'test-writer', 'e1', sourcesProfiled, testsWritten);
        expect(await store.commit(commit)).toEqual({ is: 'committed' });
        const recorded = await store.load(run.runId);
        expect(recorded?.run).toEqual({ ...commit.fold?.next, facts: [...run.facts, ...commit.facts] });
        expect(recorded?.run.spend.usd).toBe(0.25);
        expect(recorded?.works).toEqual(new Map([[workKey('test-writer', 'e1'), commit.work]]));
      });

      it('keeps facts in the order in which they were recorded, whatever their clocks say', async () => {
        const run = await openRun();
        await store.commit(commitOf(run, 'source-profiler', 'e1', sourcesProfiled));
        const [early] = factsOf(run, 'test-writer', testsWritten);
        const stale = { ...early, meta: { ...early?.meta, occurredAt: '2020-01-01T00:00:00.000Z' } } as AnyEvent;
        const between = await read(run.runId);
        const work: Work = { agent: 'test-writer', eventKey: 'e2', facts: [stale], outcome: 'said', recordedAt: now, published: false };
        await store.commit({
          runId: run.runId,
          work,
          facts: [stale],
          fold: { from: between.version, next: evolve(itemOf(between), stale) },
        });
        expect((await read(run.runId)).facts.map((fact) => fact.name)).toEqual(['RunRequested', 'SourcesProfiled', 'TestsWritten']);
      });

      it('of work that is done answers with that work and changes nothing', async () => {
        const run = await openRun();
        const first = commitOf(run, 'source-profiler', 'e1', sourcesProfiled);
        await store.commit(first);
        const after = await store.load(run.runId);
        const again = await store.commit(commitOf(await read(run.runId), 'source-profiler', 'e1', testsWritten));
        expect(again).toEqual({ is: 'worked', work: first.work });
        expect(await store.load(run.runId)).toEqual(after);
      });

      it('twice at once records one work', async () => {
        const run = await openRun();
        const commit = commitOf(run, 'source-profiler', 'e1', sourcesProfiled);
        const results = await Promise.all([1, 2, 3].map(() => store.commit(commit)));
        expect(results.map(({ is }) => is).sort()).toEqual(['committed', 'worked', 'worked']);
        expect((await read(run.runId)).facts).toHaveLength(2);
      });

      it('for a filled slot answers with the fact that stands', async () => {
        const run = await openRun();
        const first = commitOf(run, 'validator', 'e1', passed);
        await store.commit(first);
        const second = await store.commit(commitOf(await read(run.runId), 'validator', 'e2', failed));
        expect(second).toEqual({ is: 'taken', stored: first.facts[0] });
      });

      it('of opposite facts at once lets one of them stand, and both voices agree which', async () => {
        const run = await openRun();
        const pause = async () => undefined;
        const [a, b] = await Promise.all(
          (
            [
              [passed, 'e1'],
              [failed, 'e2'],
            ] as const
          ).map(([draft, eventKey]) =>
            record(store, { agent: 'validator', eventKey, facts: factsOf(run, 'validator', draft), now: later }, run, pause),
          ),
        );
        expect([a?.outcome, b?.outcome].sort()).toEqual(['said', 'taken']);
        expect(a?.facts).toEqual(b?.facts);
        const after = await store.load(run.runId);
        expect(after?.run.facts.slice(1)).toEqual(a?.facts);
        expect([...(after?.works.values() ?? [])].map(({ facts }) => facts)).toEqual([a?.facts, a?.facts]);
      });

      it('of a fact id that is taken answers with the fact that stands', async () => {
        const run = await openRun();
        const first = commitOf(run, 'source-profiler', 'e1', sourcesProfiled);
        await store.commit(first);
        const second = await store.commit(commitOf(await read(run.runId), 'source-profiler', 'e2', sourcesProfiled));
        expect(second).toEqual({ is: 'taken', stored: first.facts[0] });
      });

      it('from an old version is a conflict, and the fold is repeated until it fits', async () => {
        const run = await openRun();
        await store.commit(commitOf(run, 'source-profiler', 'e1', sourcesProfiled));
        expect(await store.commit(commitOf(run, 'test-writer', 'e2', testsWritten))).toEqual({ is: 'conflict' });
        const handling = { agent: 'test-writer', eventKey: 'e2', facts: factsOf(run, 'test-writer', testsWritten), now: later } as const;
        const work = await record(store, handling, run, async () => undefined);
        expect(work.outcome).toBe('said');
        expect((await read(run.runId)).version).toBe(3);
      });

      it('by many agents at once loses no fact and no cent', async () => {
        const run = await openRun();
        const drafts = [testsWritten, sourcesProfiled, passed, fix(1, 'restart'), say('SpecApproved', { spec: ref, by: 'me' })];
        const works = await Promise.all(
          drafts.map((draft, n) => {
            const handling = { agent: 'logger', eventKey: `e${n}`, facts: factsOf(run, 'logger', draft), now: later } as const;
            return record(store, handling, run, (round) => new Promise((go) => setTimeout(go, Math.random() * 5 * 2 ** round)));
          }),
        );
        expect(works.map(({ outcome }) => outcome)).toEqual(drafts.map(() => 'said'));
        expect(await read(run.runId)).toMatchObject({ version: 6, restarts: 1, spend: { usd: 0.25 } });
        expect((await read(run.runId)).facts).toHaveLength(6);
      });

      it('after the end is refused, and the work can still be recorded without facts', async () => {
        const run = await openRun();
        await store.commit(commitOf(run, 'remediator', 'e1', runFailed));
        const ended = await read(run.runId);
        expect(ended.state).toEqual({ is: 'ended', by: 'RunFailed', at: later });
        expect(await store.commit(commitOf(ended, 'test-writer', 'e2', testsWritten))).toEqual({ is: 'ended' });
        expect(await store.commit(commitOf(ended, 'test-writer', 'e2'))).toEqual({ is: 'committed' });
        expect((await read(run.runId)).facts).toHaveLength(2);
      });

      it('of two ends at once lets one end the run', async () => {
        const run = await openRun();
        const ends = await Promise.all(
          (
            [
              [runFailed, 'e1'],
              [cancelled, 'e2'],
            ] as const
          ).map(([draft, eventKey]) =>
            record(store, { agent: 'remediator', eventKey, facts: factsOf(run, 'x', draft), now: later }, run, async () => undefined),
          ),
        );
        expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['said', 'taken']);
        expect(ends[0]?.facts).toEqual(ends[1]?.facts);
      });

      it('refuses a third restart and a sixth repair', async () => {
        const { runId } = await openRun();
        const propose = async (attempt: number, kind: 'restart' | 'patch') =>
          store.commit(commitOf(await read(runId), 'remediator', `${kind}${attempt}`, fix(attempt, kind)));
        for (const attempt of [1, 2]) expect(await propose(attempt, 'restart')).toEqual({ is: 'committed' });
        await expect(propose(3, 'restart')).rejects.toThrow('no more than 2 restarts');
        for (const attempt of [3, 4, 5, 6, 7]) expect(await propose(attempt, 'patch')).toEqual({ is: 'committed' });
        await expect(propose(8, 'patch')).rejects.toThrow('no more than 5 remediations');
        expect(await read(runId)).toMatchObject({ restarts: 2, remediations: 5 });
      });

      it('is marked once its facts were published', async () => {
        const run = await openRun();
        await store.commit(commitOf(run, 'source-profiler', 'e1', sourcesProfiled));
        await store.markPublished(run.runId, 'source-profiler', 'e1');
        await store.markPublished(run.runId, 'source-profiler', 'e1');
        expect((await store.load(run.runId))?.works.get(workKey('source-profiler', 'e1'))?.published).toBe(true);
        await expect(store.markPublished(run.runId, 'source-profiler', 'never')).rejects.toThrow();
      });
    });

    describe('the fence', () => {
      it('is taken once, and again by the same attempt', async () => {
        const run = await openRun();
        expect(await store.fence(run.runId, 1, now)).toBe('publishing');
        expect(await store.fence(run.runId, 1, later)).toBe('publishing');
        expect(await store.fence(run.runId, 2, later)).toBe('ended');
        expect((await read(run.runId)).state).toEqual({ is: 'publishing', attempt: 1, since: now });
      });

      it('is closed after the end', async () => {
        const run = await openRun();
        await store.commit(commitOf(run, 'remediator', 'e1', runFailed));
        expect(await store.fence(run.runId, 1, later)).toBe('ended');
      });

      it('survives a fact that was folded from before it', async () => {
        const run = await openRun();
        await store.fence(run.runId, 1, now);
        expect(await store.commit(commitOf(run, 'test-writer', 'e1', testsWritten))).toEqual({ is: 'committed' });
        expect((await read(run.runId)).state).toMatchObject({ is: 'publishing', attempt: 1 });
      });

      it('lets the publisher end the run and comes too late for everybody else', async () => {
        const run = await openRun();
        await store.fence(run.runId, 1, now);
        expect(await store.commit(commitOf(run, 'remediator', 'e1', cancelled))).toEqual({ is: 'ended' });
        expect(await store.commit(commitOf(run, 'publisher', 'e2', published))).toEqual({ is: 'committed' });
        expect((await read(run.runId)).state).toMatchObject({ is: 'ended', by: 'TargetPublished' });
      });

      it('of a run that nobody knows throws', async () => {
        await expect(store.fence(request().meta.runId, 1, now)).rejects.toThrow('not recorded');
      });
    });

    it('knows nothing of a run that was never opened', async () => {
      const { runId } = request().meta;
      expect(await store.load(runId)).toBeUndefined();
      expect(await store.logsOf(runId)).toEqual([]);
    });

    it('keeps log lines in order of time, each once', async () => {
      const { runId } = request().meta;
      const line = (at: string, eventId: string): LogLine => ({
        at,
        eventId,
        type: 'run-requested',
        title: 't',
        description: 'd',
        attempt: 0,
      });
      for (const [at, id] of [
        [later, 'b'],
        [now, 'a'],
        [later, 'b'],
      ] as const)
        await store.append(runId, line(at, id));
      expect(await store.logsOf(runId)).toEqual([line(now, 'a'), line(later, 'b')]);
    });

    it('gives away copies: what a caller changes stays with the caller', async () => {
      const run = await openRun({ prompt: 'as asked' });
      Object.assign(run.request, { prompt: 'changed' });
      expect((await read(run.runId)).request.prompt).toBe('as asked');
    });
  });
};
