// Type tests: each line marked below must not compile. tsc checks this file with all others; an error that vanishes fails the check.
import { defineAgent, defineAwsAgent } from '../../events/agent.ts';
import { say } from '../../events/catalog.ts';
import { type AgentRow, topology } from '../../events/topology.ts';

const ref = { uri: 's3://a/b', sha256: 'a'.repeat(64) };

export const sound = defineAgent('source-profiler', async (event, { ports }) => {
  const catalog = await ports.catalog.profile({ sources: event.data.sources ?? [], now: event.meta.occurredAt });
  return [
    say('SourcesProfiled', {
      catalog: await ports.artifacts.write('Catalog', catalog, { runId: event.meta.runId, attempt: 0 }),
      tables: 1,
    }),
  ];
});

// @ts-expect-error: source-profiler may not say TargetPublished
export const undeclaredFact = defineAgent('source-profiler', async () => [
  say('TargetPublished', { table: 't', rows: 1, verdict: ref, previous: null, publishedAt: '' }),
]);

// @ts-expect-error: the payload lacks the number of tables
export const wrongPayload = defineAgent('source-profiler', async () => [say('SourcesProfiled', { catalog: ref })]);

export const undeclaredPort = defineAgent('source-profiler', async (_, { ports }) => {
  // @ts-expect-error: source-profiler may not touch Glue
  await ports.glue.jobRun('jr_1');
  return [];
});

export const unheardFact = defineAgent('publisher', async (event) => {
  // @ts-expect-error: publisher hears ValidationPassed only, which has no outcome
  return event.data.outcome === 'FAIL' ? [] : [];
});

// @ts-expect-error: no such agent in the table
export const unknownAgent = defineAgent('orchestrator', async () => []);

export const wrongAwsFact = defineAwsAgent('glue-relay', {
  identify: async () => undefined,
  // @ts-expect-error: glue-relay may not judge
  handle: async () => [say('ValidationPassed', { verdict: ref, headline: '', rows: 1 })],
});

// @ts-expect-error: a row without the text of its alarm is no row
export const rowWithoutImpact = { hears: [], says: [], uses: [], timeout: 1, memory: 128, receives: 5 } satisfies AgentRow;

// @ts-expect-error: rows are data and cannot be changed
topology.publisher.says = [];
