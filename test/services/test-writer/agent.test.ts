import { describe, expect, it } from 'vitest';
import { ModelRefused } from '../../../events/ports.ts';
import { testWriter } from '../../../services/test-writer/agent.ts';
import { catalog, profiled, requested, run, runId, spec, testSet } from '../../support/builders.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { type Answers, modelUsage, scriptedModel } from '../../support/fakes/scripted-model.ts';
import { given } from '../../support/given.ts';

const prompt = 'Total amount  per\ncustomer over 1000';
const world = async (answers: Answers) => {
  const artifacts = memoryArtifacts();
  const event = profiled(await artifacts.write('Catalog', catalog(), { runId, attempt: 0 }));
  return { artifacts, event, model: scriptedModel(answers) };
};
const writer = given(testWriter);

describe('writes assertions', () => {
  it('from prompt and catalog alone', async () => {
    const { artifacts, event, model } = await world({ 'write-tests': testSet() });
    const [draft] = await writer(run([requested({ prompt })]), { artifacts, model })
      .when(event)
      .says();
    expect(draft).toMatchObject({ name: 'TestsWritten', data: { count: 1, usage: modelUsage } });
    expect(model.asked).toEqual([{ task: 'write-tests', input: { prompt, catalog: catalog() } }]);
    if (draft === undefined) throw new Error('nothing was said');
    expect(await artifacts.read('TestSet', draft.data.tests)).toEqual(testSet());
  });
  it('without those that quote words which the prompt does not have', async () => {
    const invented = { rule: 'row-count', quote: 'at most ten', compare: '<=', to: { number: 10 } } as const;
    const { artifacts, event, model } = await world({ 'write-tests': testSet({ assertions: [...testSet().assertions, invented] }) });
    await writer(run([requested({ prompt })]), { artifacts, model })
      .when(event)
      .then([{ name: 'TestsWritten', data: { count: 1 } }]);
  });
});

describe('says that there are none, and why', () => {
  it('when there is no prompt', async () => {
    const { artifacts, event } = await world({});
    await writer(run([requested({ spec: spec() })]), { artifacts })
      .when(event)
      .then([{ name: 'TestsWritten', data: { count: 0, reason: expect.stringContaining('no prompt') } }]);
  });
  it('when the model refuses', async () => {
    const { artifacts, event, model } = await world({ 'write-tests': new ModelRefused('guardrail', 'No.') });
    await writer(run([requested({ prompt })]), { artifacts, model })
      .when(event)
      .then([{ name: 'TestsWritten', data: { count: 0, reason: expect.stringContaining('guardrail') } }]);
  });
  it('when all were invented', async () => {
    const { artifacts, event, model } = await world({ 'write-tests': testSet() });
    await writer(run([requested({ prompt: 'all orders' })]), { artifacts, model })
      .when(event)
      .then([{ name: 'TestsWritten', data: { count: 0, reason: expect.stringContaining('quoted') } }]);
  });
});

it('lets an outage of the model come again', async () => {
  const { artifacts, event, model } = await world({ 'write-tests': new Error('throttled') });
  await expect(
    writer(run([requested({ prompt })]), { artifacts, model })
      .when(event)
      .says(),
  ).rejects.toThrow('throttled');
});
