// The model port against a real Converse endpoint on loopback: rungs, repair, refusals, usage.
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, expect, it } from 'vitest';
import { ModelRefused } from '../../events/ports.ts';
import type { Answer, ConverseRequest } from '../../infra/local/bedrock/converse.ts';
import { type Fault, withFaults } from '../../infra/local/bedrock/faults.ts';
import { planner } from '../../infra/local/bedrock/planner.ts';
import { type Bedrock, startBedrock } from '../../infra/local/bedrock/server.ts';
import { bedrockModel } from '../../services/adapters/bedrock-model.ts';
import { type ServedTasks, tasks } from '../../services/model/tasks.ts';
import { writeTests } from '../../services/model/write-tests.ts';
import { catalogOf } from '../services/model/catalogs.ts';

const runId = '01JGZ0000000000000000000AB';
const catalog = catalogOf({ orders: { columns: ['id int primary key', 'status text', 'amount numeric(10,2)'] } });
const input = { prompt: 'number of orders per status', catalog };

const open: { server: Bedrock; client: BedrockRuntimeClient }[] = [];
afterEach(async () => {
  for (const { server, client } of open.splice(0)) {
    client.destroy();
    await server.close();
  }
});

/** A port on an endpoint of its own, the requests it got, and the faults that its calls meet. */
const given = async ({ modelId = 'planner', answer = planner, faults = [] as readonly Fault[], served = tasks as ServedTasks } = {}) => {
  const requests: ConverseRequest[] = [];
  const spoiled = withFaults(answer);
  spoiled.next(...faults);
  const recorded: Answer = (request) => {
    requests.push(request);
    return spoiled.answer(request);
  };
  const server = await startBedrock(recorded);
  const client = new BedrockRuntimeClient({
    endpoint: server.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  open.push({ server, client });
  return { model: bedrockModel({ modelId, tasks: served }, client), requests };
};

it('gives a document and what it cost, and says in every call for which run', async () => {
  const { model, requests } = await given();
  const { document, usage } = await model.propose('write-spec', input, runId);
  expect(document.spec?.target.table).toBe('status_counts');
  expect(usage).toMatchObject({ model: 'planner', calls: 1, usd: 0 });
  expect(usage.inputTokens).toBeGreaterThan(100);
  expect(requests[0]).toMatchObject({
    requestMetadata: { runId, task: 'write-spec' },
    toolConfig: { toolChoice: { tool: { name: 'answer_spec' } } },
    inferenceConfig: { maxTokens: 12_000 },
  });
});

it('asks nothing that it was not made for', async () => {
  const { model, requests } = await given({ served: { 'write-tests': writeTests } });
  await expect(model.propose('write-spec', input, runId)).rejects.toThrow('does not serve write-spec');
  expect(requests).toEqual([]);
});

it('signs assertions with the model that wrote them', async () => {
  const { model } = await given({ modelId: 'anthropic.claude-haiku-4-5-20251001-v1:0' });
  const { document, usage } = await model.propose('write-tests', input, runId);
  expect(document.author).toBe('anthropic.claude-haiku-4-5-20251001-v1:0');
  expect(document.assertions.length).toBeGreaterThan(0);
  expect(usage.usd).toBeCloseTo((usage.inputTokens + 5 * usage.outputTokens) / 1e6, 9);
});

it('has a broken answer repaired once, telling what was wrong', async () => {
  const { model, requests } = await given({ faults: ['malformed'] });
  const { document, usage } = await model.propose('write-spec', input, runId);
  expect(document.kind).toBe('spec');
  expect(usage.calls).toBe(2);
  const correction = requests[1]?.messages.at(-1)?.content[0]?.toolResult;
  expect(correction).toMatchObject({ status: 'error' });
  expect(correction?.content?.[0]?.text).toContain('at /spec: expected');
});

it('refuses after a second broken answer', async () => {
  const { model, requests } = await given({ faults: ['malformed', 'malformed'] });
  await expect(model.propose('write-spec', input, runId)).rejects.toMatchObject({ name: 'ModelRefused', stop: 'schema' });
  expect(requests).toHaveLength(2);
});

it.each(['max_tokens', 'content_filtered', 'guardrail_intervened', 'model_context_window_exceeded'])(
  'refuses what stopped with %s, and never reads it',
  async (stopReason) => {
    const { model, requests } = await given({ faults: [{ stopReason }] });
    await expect(model.propose('write-spec', input, runId)).rejects.toMatchObject({ name: 'ModelRefused', stop: stopReason });
    expect(requests).toHaveLength(1);
  },
);

it.each(['throttle', 'outage'] as const)('lets a %s through for the queue to retry', async (fault) => {
  const { model } = await given({ faults: [fault] });
  const error: unknown = await model.propose('write-spec', input, runId).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(ModelRefused);
});

it('goes down a rung when the model does not know it, and stays there', async () => {
  const { model, requests } = await given({ faults: [{ refuses: 'This model does not support toolChoice.tool' }] });
  await model.propose('write-spec', input, runId);
  await model.propose('write-spec', input, runId);
  expect(requests.map(({ toolConfig }) => toolConfig?.toolChoice !== undefined)).toEqual([true, false, false]);
});

it('asks for JSON in text where tools are not known at all', async () => {
  const { model, requests } = await given({
    faults: [{ refuses: 'tool_choice is not supported' }, { refuses: 'tools are not supported by this model' }, 'malformed'],
  });
  const { document } = await model.propose('write-spec', input, runId);
  expect(document.kind).toBe('spec');
  expect(requests.at(-1)?.toolConfig).toBeUndefined();
});

it('leaves the temperature out once it was refused', async () => {
  const { model, requests } = await given({ faults: [{ refuses: 'temperature is not supported by this model' }] });
  await model.propose('write-spec', input, runId);
  const temperatures = requests.map((request) => (request as { inferenceConfig?: { temperature?: number } }).inferenceConfig?.temperature);
  expect(temperatures).toEqual([0, undefined]);
});

it('refuses at once what asking again would not mend', async () => {
  const { model } = await given({ faults: [{ refuses: 'Input is too long for requested model.' }] });
  await expect(model.propose('write-spec', input, runId)).rejects.toMatchObject({ name: 'ModelRefused', stop: 'ValidationException' });
});

it('finds the tool call behind other blocks', async () => {
  const chatty: Answer = async (request) => {
    const { content, stopReason } = await planner(request);
    return { content: [{ text: 'Let me think.' }, ...content], stopReason };
  };
  const { model } = await given({ answer: chatty });
  expect((await model.propose('write-spec', input, runId)).usage.calls).toBe(1);
});
