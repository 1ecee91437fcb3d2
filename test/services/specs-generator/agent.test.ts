import { describe, expect, it } from 'vitest';
import type { Catalog, SpecAnswer, TransformSpec } from '../../../contracts/generated/types.ts';
import type { EventData } from '../../../events/catalog.ts';
import { ModelRefused } from '../../../events/ports.ts';
import { specsGenerator } from '../../../services/specs-generator/agent.ts';
import { catalog, profiled, requested, run, runId, spec } from '../../support/builders.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { type Answers, modelUsage, scriptedModel } from '../../support/fakes/scripted-model.ts';
import { given } from '../../support/given.ts';

const answer = (written: TransformSpec): SpecAnswer => ({ kind: 'spec', spec: written, questions: [] });
const unsound = spec({ steps: [{ name: 'totals', do: 'filter', input: 'orders', where: 'no_such_column > 1' }] });
const guess: TransformSpec['assumptions'][number] = {
  phrase: 'per customer',
  reading: 'one row per customer',
  alternatives: [{ reading: 'one row per order', patch: [{ op: 'remove', at: '/steps/totals' }] }],
};

const world = async (
  answers: Answers,
  request: EventData['RunRequested'] = { prompt: 'total amount per customer' },
  seen: Catalog = catalog(),
) => {
  const artifacts = memoryArtifacts();
  const model = scriptedModel(answers);
  const event = profiled(await artifacts.write('Catalog', seen, { runId, attempt: 0 }));
  const says = () =>
    given(specsGenerator)(run([requested(request), event]), { artifacts, model })
      .when(event)
      .says();
  return { artifacts, model, event, says };
};
const twice = { ...modelUsage, calls: 2, inputTokens: 200, outputTokens: 40, usd: 0.002 };

describe('writes a specification', () => {
  it('that the checker accepts, with its plan in sentences and its guesses', async () => {
    const { says, artifacts, event } = await world({ 'write-spec': answer(spec({ assumptions: [guess] })) });
    const [draft] = await says();
    if (draft?.name !== 'SpecsGenerated') throw new Error(JSON.stringify(draft));
    expect(draft.attempt).toBe(0);
    expect(draft.data).toMatchObject({
      author: modelUsage.model,
      target: 'customer_totals',
      usage: modelUsage,
      catalog: event.data.catalog,
    });
    expect(draft.data.plan.length).toBeGreaterThan(0);
    expect(draft.data.assumptions).toEqual([
      { phrase: 'per customer', reading: 'one row per customer', alternatives: ['one row per order'] },
    ]);
    expect((await artifacts.read('TransformSpec', draft.data.spec)).target.table).toBe('customer_totals');
  });
  it('whose target and write mode are those of the request', async () => {
    const { says, artifacts, model } = await world(
      { 'write-spec': answer(spec()) },
      { prompt: 'x', target: 'datamorph_out.mine', writeMode: 'replace' },
    );
    const [draft] = await says();
    if (draft?.name !== 'SpecsGenerated') throw new Error(JSON.stringify(draft));
    expect(draft.data.target).toBe('datamorph_out.mine');
    expect((await artifacts.read('TransformSpec', draft.data.spec)).target.table).toBe('datamorph_out.mine');
    expect(model.asked[0]?.input).toMatchObject({ target: 'datamorph_out.mine', writeMode: 'replace' });
  });
  it('in a second turn, with the problems of the first', async () => {
    const { says, model } = await world({ 'write-spec': (_, call) => answer(call === 1 ? unsound : spec()) });
    const [draft] = await says();
    expect(draft).toMatchObject({ name: 'SpecsGenerated', data: { usage: twice } });
    expect(model.asked[1]?.input).toMatchObject({
      previous: { answer: answer(unsound), problems: expect.arrayContaining([expect.objectContaining({ code: 'unknown-column' })]) },
    });
  });
  it('from the specification of the user, without asking a model', async () => {
    const { says, model } = await world({}, { spec: spec() });
    const [draft] = await says();
    expect(draft).toMatchObject({ name: 'SpecsGenerated', data: { author: 'user', usage: { calls: 0 } } });
    expect(model.asked).toEqual([]);
  });
});

describe('asks', () => {
  it('what the model asks', async () => {
    const questions = [{ phrase: 'active', question: 'What is an active customer?', options: [] }];
    const { says } = await world({ 'write-spec': { kind: 'questions', spec: null, questions } });
    expect(await says()).toMatchObject([{ name: 'ClarificationNeeded', data: { questions, because: 'no-reading', usage: modelUsage } }]);
  });
  it('which of several readings is meant', async () => {
    const questions = [{ phrase: 'name', question: 'Which name?', options: ['customer', 'product'] }];
    const { says } = await world({ 'write-spec': { kind: 'questions', spec: null, questions } });
    expect(await says()).toMatchObject([{ data: { because: 'ambiguous' } }]);
  });
  it('in the words of the checker when the second turn is unsound too', async () => {
    const { says } = await world({ 'write-spec': answer(unsound) });
    const [draft] = await says();
    expect(draft).toMatchObject({ name: 'ClarificationNeeded', data: { because: 'no-reading', usage: twice } });
    expect(JSON.stringify(draft)).toContain('no_such_column');
  });
  it('what is wanted when the prompt is blank', async () => {
    const { says, model } = await world({}, { prompt: '  ' });
    expect(await says()).toMatchObject([{ name: 'ClarificationNeeded', data: { because: 'nothing-asked' } }]);
    expect(model.asked).toEqual([]);
  });
  it('about every guess when the request wants to be asked', async () => {
    const { says } = await world({ 'write-spec': answer(spec({ assumptions: [guess] })) }, { prompt: 'x', ask: 'always' });
    expect(await says()).toMatchObject([
      { data: { because: 'ambiguous', questions: [{ phrase: 'per customer', options: ['one row per customer', 'one row per order'] }] } },
    ]);
  });
  it('whether the plan may run when the request wants a review', async () => {
    const { says } = await world({ 'write-spec': answer(spec()) }, { prompt: 'x', review: true });
    expect(await says()).toMatchObject([{ name: 'ClarificationNeeded', data: { because: 'ambiguous' } }]);
  });
});

describe('ends the run', () => {
  it('when the user’s specification has the wrong shape, with all problems', async () => {
    const { says } = await world({}, { spec: { sources: [], wat: 1 } });
    const [draft] = await says();
    if (draft?.name !== 'RunFailed') throw new Error(JSON.stringify(draft));
    expect(draft.data.code).toBe('spec-invalid');
    expect(draft.data.diagnostics?.length).toBeGreaterThan(2);
  });
  it('when the user’s specification is unsound, with all problems', async () => {
    const { says } = await world({}, { spec: unsound });
    expect(await says()).toMatchObject([
      {
        name: 'RunFailed',
        data: { code: 'spec-invalid', diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'unknown-column' })]) },
      },
    ]);
  });
  it('when the target that the request fixed cannot be, without a second turn', async () => {
    const { says, model } = await world({ 'write-spec': answer(spec()) }, { prompt: 'x', target: 'shop.orders' });
    expect(await says()).toMatchObject([{ name: 'RunFailed', data: { code: 'target-refused', usage: modelUsage } }]);
    expect(model.asked).toHaveLength(1);
  });
  it('when the model refuses, with what the first turn cost', async () => {
    const { says } = await world({ 'write-spec': (_, call) => (call === 1 ? answer(unsound) : new ModelRefused('max_tokens', 'cut off')) });
    expect(await says()).toMatchObject([{ name: 'RunFailed', data: { code: 'model-unavailable', usage: modelUsage } }]);
  });
});

it('lets an outage of the model come again', async () => {
  const { says } = await world({ 'write-spec': new Error('throttled') });
  await expect(says()).rejects.toThrow('throttled');
});
