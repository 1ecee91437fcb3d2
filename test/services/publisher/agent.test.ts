import { describe, expect, it } from 'vitest';
import type { TransformSpec, VerdictReport } from '../../../contracts/generated/types.ts';
import type { EventData } from '../../../events/catalog.ts';
import type { PublicationResult, RunsPort } from '../../../events/ports.ts';
import { publisher } from '../../../services/publisher/agent.ts';
import { catalog, generated, later, passed, requested, run, runId, sealed, spec, started, verdictReport } from '../../support/builders.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { scriptedTargets } from '../../support/fakes/scripted-targets.ts';
import { unfaked } from '../../support/fakes/turn.ts';
import { given } from '../../support/given.ts';

const publish = given(publisher);
const fence = (answer: 'publishing' | 'ended'): RunsPort => ({
  fence: async () => answer,
  open: async () => unfaked('runs.open'),
  read: async () => unfaked('runs.read'),
  logsOf: async () => unfaked('runs.logsOf'),
});
const done: PublicationResult = { is: 'published', rows: 4, previous: 'datamorph_out.customer_totals_before', publishedAt: later(59) };

const world = async (
  given: { verdict?: Partial<VerdictReport>; spec?: TransformSpec; request?: EventData['RunRequested']; answer?: PublicationResult } = {},
) => {
  const artifacts = memoryArtifacts();
  const scope = { runId, attempt: 0 };
  const specRef = await artifacts.write('TransformSpec', given.spec ?? spec(), scope);
  const catalogRef = await artifacts.write('Catalog', catalog(), scope);
  const verdict = await artifacts.write('VerdictReport', verdictReport(given.verdict), { runId, attempt: 1 });
  const facts = [requested(given.request), generated({ spec: specRef, catalog: catalogRef }), started(1, { spec: specRef })];
  return {
    run: run(facts),
    event: passed(1, { verdict }),
    ports: { artifacts, runs: fence('publishing'), targets: scriptedTargets(given.answer ?? done) },
  };
};

describe('publishes the sealed table of the verdict', () => {
  it('into the schema for results, when the target names none', async () => {
    const { run, event, ports } = await world();
    await publish(run, ports)
      .when(event)
      .then([
        {
          name: 'TargetPublished',
          data: { table: 'datamorph_out.customer_totals', rows: 4, verdict: event.data.verdict, publishedAt: later(59) },
        },
      ]);
    expect(ports.targets.published).toEqual([
      {
        runId,
        attempt: 1,
        target: { schema: 'datamorph_out', name: 'customer_totals' },
        mode: 'replace',
        key: [],
        sealed: sealed('staging'),
        snapshot: '00000003-0000001B-1',
        named: false,
        mayFire: false,
        now: later(60),
      },
    ]);
  });
  it('with what the plan says of the target: interval, checks, comments, and the table that the run looked at', async () => {
    const written = spec();
    const target: TransformSpec['target'] = {
      ...written.target,
      mode: 'append',
      columns: written.target.columns.map((column) => ({ ...column, comment: `the ${column.name}` })),
      comment: 'what they bought',
      checks: [{ name: 'positive', expr: 'total_amount > 0' }],
      watermark: { column: 'customer_id', from: '1', to: '100' },
    };
    const { run, event, ports } = await world({
      spec: { ...written, target },
      request: { prompt: 'x', target: 'customer_totals', mayFire: true },
    });
    await publish(run, ports).when(event).says();
    expect(ports.targets.published).toMatchObject([
      {
        mode: 'append',
        interval: { column: 'customer_id', from: '1', to: '100', condition: '("customer_id" >= 1 and "customer_id" < 100)' },
        checks: [{ name: 'positive', sql: '("total_amount" > 0::numeric)' }],
        comment: 'what they bought',
        columnComments: [
          { column: 'customer_id', comment: 'the customer_id' },
          { column: 'total_amount', comment: 'the total_amount' },
        ],
        mayFire: true,
      },
    ]);
    expect(ports.targets.published[0]).not.toHaveProperty('seen');
  });
  it('over a table of others only when the user named it', async () => {
    for (const request of [{ prompt: 'x', target: 'a.b' }, { spec: spec() }]) {
      const { run, event, ports } = await world({ request });
      await publish(run, ports).when(event).says();
      expect(ports.targets.published[0]?.named).toBe(true);
    }
  });
});

describe('publishes nothing', () => {
  it('when the run has ended meanwhile', async () => {
    const { run, event, ports } = await world();
    await publish(run, { ...ports, runs: fence('ended'), targets: scriptedTargets() })
      .when(event)
      .then([]);
  });
  it('and ends the run when the target refuses', async () => {
    const { run, event, ports } = await world({ answer: { is: 'refused', code: 'superseded', message: 'A newer snapshot is published.' } });
    await publish(run, ports)
      .when(event)
      .then([{ name: 'RunFailed', data: { code: 'superseded', message: 'A newer snapshot is published.' } }]);
  });
  // Without a faked fence: it would throw when it is reached.
  for (const verdict of [{ outcome: 'FAIL' as const }, { attempt: 2 }, { sealed: null }, { snapshot: null }])
    it(`on a verdict that contradicts its fact, and ends the run before the fence: ${JSON.stringify(verdict)}`, async () => {
      const { run, event, ports } = await world({ verdict });
      await publish(run, { artifacts: ports.artifacts })
        .when(event)
        .then([{ name: 'RunFailed', data: { code: 'defect', message: expect.stringContaining('verdict'), evidence: event.data.verdict } }]);
    });
  it('from a document that is not the recorded one, and ends the run before the fence', async () => {
    const { run, event, ports } = await world();
    for (const key of ports.artifacts.objects.keys()) if (key.includes('Catalog')) ports.artifacts.objects.set(key, '{}');
    await publish(run, { artifacts: ports.artifacts })
      .when(event)
      .then([{ name: 'RunFailed', data: { code: 'defect', message: expect.stringContaining('bytes hash to') } }]);
  });
  it('while its documents cannot be read, and is tried again without the fence', async () => {
    const { run, event, ports } = await world();
    const read = async () => Promise.reject(new Error('SlowDown'));
    await expect(
      publish(run, { artifacts: { ...ports.artifacts, read } })
        .when(event)
        .says(),
    ).rejects.toThrow('SlowDown');
  });
});
