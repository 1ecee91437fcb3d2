// The prompt and the catalog in, assertions out: what the words demand of the result, written without ever seeing the plan, the code or the target.
import type { TestSet, Usage } from '../../contracts/generated/types.ts';
import { defineAgent } from '../../events/agent.ts';
import { say } from '../../events/catalog.ts';
import { ModelRefused, type Ports } from '../../events/ports.ts';

/** Always says TestsWritten: the proof waits for it. An empty set says why. */
export const testWriter = defineAgent('test-writer', async (event, { run, ports }) => {
  const { prompt } = run.request;
  const catalog = event.data.catalog;
  const { tests, usage } =
    prompt === undefined ? withoutPrompt : await written(prompt, await ports.artifacts.read('Catalog', catalog), ports.model, run.runId);
  const ref = await ports.artifacts.write('TestSet', tests, { runId: run.runId, attempt: 0 });
  const { reason } = tests;
  return [say('TestsWritten', { tests: ref, count: tests.assertions.length, usage, ...(reason === undefined ? {} : { reason }) }, 0)];
});

type Written = { readonly tests: TestSet; readonly usage: Usage };

const noUsage: Usage = { model: 'none', calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };
const none = (reason: string): TestSet => ({ author: 'none', assertions: [], reason: reason.slice(0, 1000) });
const withoutPrompt: Written = { tests: none('the request has no prompt to read assertions from'), usage: noUsage };

const written = async (
  prompt: string,
  catalog: Parameters<Ports['model']['propose']>[1]['catalog'],
  model: Ports['model'],
  runId: string,
): Promise<Written> => {
  try {
    const { document, usage } = await model.propose('write-tests', { prompt, catalog }, runId);
    return { tests: quoting(prompt, document), usage };
  } catch (error) {
    if (!(error instanceof ModelRefused)) throw error;
    return { tests: none(`the model gave none (${error.stop}): ${error.message}`), usage: noUsage };
  }
};

/** An assertion that quotes words which the prompt does not have demands something that nobody asked for. */
const quoting = (prompt: string, tests: TestSet): TestSet => {
  const words = plain(prompt);
  const assertions = tests.assertions.filter(({ quote }) => words.includes(plain(quote)));
  if (assertions.length > 0) return { author: tests.author, assertions };
  return { author: tests.author, assertions, reason: tests.reason ?? 'no assertion quoted words of the prompt' };
};

const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
