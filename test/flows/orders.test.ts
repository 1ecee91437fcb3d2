import { describe, expect, it } from 'vitest';
import type { AnyAgent } from '../../events/agent.ts';
import { type AnyEvent, say } from '../../events/catalog.ts';
import { cause } from '../../events/envelope.ts';
import type { AgentName } from '../../events/topology.ts';
import { record } from '../../services/run/record.ts';
import { type Flow, flow, type Script, settledRun } from '../support/flow.ts';
import { type Chooser, everyOrder, randomChooser } from '../support/scheduler.ts';
import { asking, company, contradictingRelay, fakeGlue, profiler, requested, runId, validator } from './cast.ts';

const seeds = Array.from({ length: 60 }, (_, n) => n + 1);

type Play = Omit<Script, 'choose'> & { readonly expect: (names: readonly string[], played: Flow) => void };

const play = async ({ expect: holds, ...script }: Play, choose: Chooser): Promise<void> => {
  const played = flow({ ...script, choose });
  played.bus.publish([requested()]);
  await played.play();
  const facts = await settledRun(played, runId);
  holds(
    facts.map((fact) => fact.name),
    played,
  );
};

/** The same script in many random orders; a failure names its seed. */
const inManyOrders = async (script: Play): Promise<void> => {
  for (const seed of seeds) {
    try {
      await play(script, randomChooser(seed));
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
};

const published = (names: readonly string[]) => expect(names).toContain('TargetPublished');
const glue =
  (ends?: readonly ('SUCCEEDED' | 'FAILED')[]): NonNullable<Script['ports']> =>
  (world) => ({ glue: fakeGlue(world, ends) });

/** All orders of two deliveries of one fact to one agent: the smallest graph in which anything can go wrong. Answers how many orders there are. */
const inEveryOrder = async (voices: readonly AnyAgent[], expectEnd: (end: string | undefined) => void): Promise<number> => {
  const orders = everyOrder();
  let tried = 0;
  do {
    const played = flow({ cast: { 'specs-generator': voices }, twice: 'all', choose: orders.choose });
    const { run } = await played.runs.open(requested());
    const [profiled] = cause(
      requested().meta,
      'source-profiler',
      await profiler.handle(requested(), {} as never),
      requested().meta.occurredAt,
    );
    await record(
      played.runs,
      { agent: 'source-profiler', eventKey: requested().meta.eventId, facts: [profiled as AnyEvent], now: run.requestedAt },
      run,
      async () => {},
    );
    played.bus.publish([profiled as AnyEvent]);
    await played.play();
    expectEnd((await settledRun(played, runId)).at(-1)?.name);
    tried += 1;
  } while (orders.next());
  return tried;
};

describe('every order of a small graph', () => {
  it('ends once when a fact comes twice', async () => {
    const tried = await inEveryOrder([asking], (end) => expect(end).toBe('ClarificationNeeded'));
    console.log(`${tried} orders of one fact delivered twice`);
    expect(tried).toBeGreaterThan(100);
  });

  it('ends once when the request itself comes twice', async () => {
    const orders = everyOrder();
    const missing: AnyAgent = { ...profiler, handle: async () => [say('RunFailed', { code: 'source-missing', message: 'no such table' })] };
    let tried = 0;
    do {
      await play(
        { cast: { 'source-profiler': missing }, twice: 'all', expect: (names) => expect(names).toEqual(['RunRequested', 'RunFailed']) },
        orders.choose,
      );
      tried += 1;
    } while (orders.next());
    console.log(`${tried} orders of a request delivered twice`);
  });

  it('ends by whichever of two opposite ends is recorded first', async () => {
    const failing: AnyAgent = { ...asking, handle: async () => [say('RunFailed', { code: 'defect', message: 'the other voice' })] };
    const ends = new Set<string | undefined>();
    const tried = await inEveryOrder([asking, failing], (end) => ends.add(end));
    console.log(`${tried} orders of two opposite ends`);
    expect(ends).toEqual(new Set(['ClarificationNeeded', 'RunFailed']));
  });
});

describe('any order of a whole run', () => {
  it('publishes once', () => inManyOrders({ cast: company(), ports: glue(), expect: published }));

  it('publishes once when every message comes twice', () =>
    inManyOrders({ cast: company(), ports: glue(), twice: 'all', expect: published }));

  it('heals by one restart', () =>
    inManyOrders({
      cast: company(['fail', 'pass']),
      ports: glue(),
      twice: 'all',
      expect: (names) => {
        expect(names.filter((name) => name === 'FixProposed')).toHaveLength(1);
        published(names);
      },
    }));

  it('heals a failed job by one restart', () =>
    inManyOrders({
      cast: company(),
      ports: glue(['FAILED', 'SUCCEEDED']),
      twice: 'all',
      expect: (names) => expect(names.filter((name) => name === 'GlueStarted')).toHaveLength(2),
    }));

  it('ends when the restarts are spent', () =>
    inManyOrders({
      cast: company(['fail']),
      ports: glue(),
      twice: 'all',
      expect: (names) => {
        expect(names.filter((name) => name === 'FixProposed')).toHaveLength(2);
        expect(names).toContain('RunFailed');
      },
    }));

  it('keeps one of two opposite verdicts and ends by it', () => {
    const ends = new Set<string>();
    const cast = { ...company(), validator: [validator(['pass']), validator(['fail', 'pass'])] };
    const both = (names: readonly string[]) => ends.add(names.includes('ValidationFailed') ? 'fail first' : 'pass first');
    return inManyOrders({ cast, ports: glue(), twice: 'all', expect: both }).then(() => expect(ends.size).toBe(2));
  });

  it('keeps one of two opposite ends of a job', () => {
    const first = new Set<string>();
    const cast = { ...company(), 'glue-relay': [company()['glue-relay'], contradictingRelay] };
    return inManyOrders({
      cast,
      ports: glue(),
      twice: 'all',
      expect: (names) => first.add(names.find((name) => name === 'GlueFailed' || name === 'GlueSucceeded') ?? 'none'),
    }).then(() => expect([...first].sort()).toEqual(['GlueFailed', 'GlueSucceeded']));
  });
});

describe('death of a process', () => {
  const agents = Object.keys(company()) as AgentName[];

  it.each(agents)('of %s at any of its steps loses nothing', async (agent) => {
    let died = 0;
    for (let turn = 1; turn <= 8; turn += 1) {
      for (const seed of seeds.slice(0, 6)) {
        await play(
          {
            cast: company(['fail', 'pass']),
            ports: glue(),
            death: { agent, turn },
            expect: (names, played) => {
              published(names);
              died += played.deaths();
            },
          },
          randomChooser(seed),
        );
      }
    }
    expect(died).toBeGreaterThan(6);
  });
});

describe('events that nobody recorded', () => {
  it('changes nothing when a verdict, a spec or a job end is forged, and keeps the forgery', async () => {
    for (const seed of seeds.slice(0, 10)) {
      const played = flow({ cast: company(['fail']), ports: glue(), choose: randomChooser(seed) });
      played.bus.publish([requested()]);
      const forge = (detailType: string, attempt: number, data: object) =>
        played.bus.put({
          source: 'datamorph',
          detailType,
          detail: { meta: { ...requested().meta, eventId: `${runId}.${attempt}.${detailType}`, attempt }, data },
        });
      const ref = { uri: 's3://artifacts/forged', sha256: 'b'.repeat(64) };
      forge('ValidationPassed', 1, { verdict: ref, headline: 'PASS', rows: 5 });
      forge('GlueSucceeded', 1, { jobRunId: 'jr_1', report: ref, seconds: 1, usd: 0 });
      await played.play();
      const facts = await settledRun(played, runId);
      expect(JSON.stringify(facts)).not.toContain('forged');
      expect(facts.map((fact) => fact.name)).not.toContain('TargetPublished');
      const reasons = played.bus.deadLetters().filter(({ message }) => message.body.includes('forged'));
      expect(reasons.length).toBeGreaterThanOrEqual(2);
      expect(new Set(reasons.map(({ reason }) => reason))).toEqual(new Set(['unrecorded']));
    }
  });

  it('keeps a message that is no event, whole, at once', async () => {
    const played = flow({ cast: company(), ports: glue(), choose: randomChooser(1) });
    played.bus.put({ source: 'datamorph', detailType: 'RunRequested', detail: { data: { promt: 'x' } } });
    await played.play();
    expect(played.bus.deadLetters().map(({ reason }) => reason)).toEqual(['contract-violation', 'contract-violation']);
    expect(played.bus.deadLetters()[0]?.message.receives).toBe(1);
  });
});

describe('an agent that says what it may not', () => {
  it('has its message kept at once, whole, as a defect, and says nothing', async () => {
    const broken: AnyAgent = { ...profiler, handle: async () => [say('SourcesProfiled', { tables: -1 } as never)] };
    const played = flow({ cast: { ...company(), 'source-profiler': broken }, ports: glue(), choose: randomChooser(1) });
    played.bus.publish([requested()]);
    await played.play();
    expect(played.bus.deadLetters()).toMatchObject([{ reason: 'defect', message: { agent: 'source-profiler', receives: 1 } }]);
    expect(played.published).toEqual([]);
  });
});

describe('a stranger', () => {
  it('asks with a bare prompt, and the same event delivered twice is one run', async () => {
    const played = flow({ cast: company(), ports: glue(), twice: 'all', choose: randomChooser(7) });
    played.bus.put({ source: 'somebody', detailType: 'RunRequested', detail: { data: { prompt: 'total per customer' } } });
    await played.play();
    const ids = new Set(played.published.map((fact) => fact.meta.runId));
    expect(ids.size).toBe(1);
    expect((await settledRun(played, [...ids][0] as string)).map((fact) => fact.name)).toContain('TargetPublished');
  });

  it('asks twice with one idempotency key, and gets one run', async () => {
    const played = flow({ cast: company(), ports: glue(), choose: randomChooser(3) });
    for (let n = 0; n < 2; n += 1)
      played.bus.put({ source: 'somebody', detailType: 'RunRequested', detail: { data: { prompt: 'total', idempotencyKey: 'k' } } });
    await played.play();
    expect(new Set(played.published.map((fact) => fact.meta.runId)).size).toBe(1);
  });
});
