import { expect, it } from 'vitest';
import { SourceTrouble } from '../../../events/ports.ts';
import { sourceProfiler } from '../../../services/source-profiler/agent.ts';
import { catalog, later, requested, run, spec } from '../../support/builders.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { scriptedCatalog } from '../../support/fakes/scripted-catalog.ts';
import { given } from '../../support/given.ts';

const profile = given(sourceProfiler);

it('keeps the catalog as a document and counts its tables', async () => {
  const artifacts = memoryArtifacts();
  const [draft] = await profile(run(), { artifacts, catalog: scriptedCatalog(catalog()) })
    .when(requested())
    .says();
  if (draft?.name !== 'SourcesProfiled') throw new Error('no catalog was said');
  expect(draft.data.tables).toBe(2);
  expect(await artifacts.read('Catalog', draft.data.catalog)).toEqual(catalog());
});

it('asks for the sources and the target that the request names', async () => {
  const asked: unknown[] = [];
  const port = scriptedCatalog((request) => {
    asked.push(request);
    return catalog();
  });
  for (const data of [{ prompt: 'x', sources: ['orders'], target: 'a.b' }, { spec: spec() }, { prompt: 'x' }]) {
    const request = requested(data);
    await profile(run([request]), { artifacts: memoryArtifacts(), catalog: port })
      .when(request)
      .says();
  }
  expect(asked).toEqual([
    { sources: ['orders'], target: 'a.b', now: later(60) },
    { target: 'customer_totals', now: later(60) },
    { now: later(60) },
  ]);
});

it('ends the run when a source is not there', () =>
  profile(run(), { catalog: scriptedCatalog(new SourceTrouble('source-missing', 'There is no table shop.ordres.')) })
    .when(requested())
    .then([{ name: 'RunFailed', data: { code: 'source-missing', message: 'There is no table shop.ordres.' } }]));

it('lets an outage of the database come again', async () => {
  const port = scriptedCatalog(new Error('connection refused'));
  await expect(profile(run(), { catalog: port }).when(requested()).says()).rejects.toThrow('connection refused');
});
