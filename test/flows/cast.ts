// Agents that decide at once, in the places of the real ones: what is under test is the shell, the slots and the record, in every order.
import type { S3Ref } from '../../contracts/generated/types.ts';
import { type AnyAgent, defineAgent, defineAwsAgent } from '../../events/agent.ts';
import { type EventOf, say } from '../../events/catalog.ts';
import { requestMeta } from '../../events/envelope.ts';
import type { MemoryBus } from '../../events/memory-bus.ts';
import type { GluePort, JobRun } from '../../events/ports.ts';
import { factOf } from '../../events/run.ts';
import type { AgentName } from '../../events/topology.ts';

export const runId = '01JBK4Z0000000000000000000';
const sha256 = 'a'.repeat(64);
const ref = (name: string): S3Ref => ({ uri: `s3://artifacts/${name}`, sha256 });
const usage = { model: 'planner', calls: 1, inputTokens: 10, outputTokens: 10, usd: 0 };

export const requested = (data: EventOf<'RunRequested'>['data'] = { prompt: 'total per customer' }): EventOf<'RunRequested'> => ({
  name: 'RunRequested',
  meta: requestMeta(runId, '2026-11-01T10:00:00.000Z', 'api'),
  data,
});

export const profiler = defineAgent('source-profiler', async () => [say('SourcesProfiled', { catalog: ref('catalog'), tables: 1 })]);

export const asking = defineAgent('specs-generator', async () => [
  say('ClarificationNeeded', { questions: [{ phrase: '', question: 'Which table?', options: [] }], because: 'nothing-asked' }),
]);

export const specWriter = defineAgent('specs-generator', async () => [
  say('SpecsGenerated', {
    spec: ref('spec'),
    catalog: ref('catalog'),
    author: 'planner',
    plan: [],
    assumptions: [],
    target: 'out.totals',
    usage,
  }),
]);

export const testWriter = defineAgent('test-writer', async () => [
  say('TestsWritten', { tests: ref('tests'), count: 0, reason: 'none', usage }),
]);

export const executor = defineAgent('glue-executor', async (event, { run, ports }) => {
  const attempt = event.name === 'FixProposed' ? event.data.next : 1;
  const jobRunId = await ports.glue.start({ runId: run.runId, attempt, manifest: ref('manifest'), minutes: 30 });
  return [
    say('GlueStarted', { jobRunId, manifest: ref('manifest'), code: ref('code'), oracle: ref('oracle'), spec: ref('spec') }, attempt),
  ];
});

const ended = { seconds: 60, usd: 0.01 };

/** Believes that every job run of ours that ended well did its work. */
export const relay = defineAwsAgent('glue-relay', {
  identify: async (event, { glue }) => {
    const job = await glue.jobRun(event.data.jobRunId);
    return job?.runId === undefined ? undefined : { runId: job.runId, attempt: job.attempt ?? 0, key: `${job.jobRunId}.${job.state}` };
  },
  handle: async (event, { ports }) => {
    const job = await ports.glue.jobRun(event.data.jobRunId);
    return job?.state === 'SUCCEEDED'
      ? [say('GlueSucceeded', { jobRunId: job.jobRunId, report: ref('report'), ...ended })]
      : [say('GlueFailed', { jobRunId: event.data.jobRunId, class: 'capacity', message: 'worker lost', ...ended })];
  },
});

/** The other voice for a job's end: says the opposite of what Glue says. */
export const contradictingRelay: AnyAgent = {
  ...relay,
  handle: async (event) => [say('GlueFailed', { jobRunId: event.data.jobRunId, class: 'capacity', message: 'lost', ...ended })],
};

/** Passes or fails by attempt, once tests and job end are both recorded. */
export const validator = (verdicts: readonly ('pass' | 'fail')[]) =>
  defineAgent('validator', async (_, { run }) => {
    const job = factOf(run, 'GlueSucceeded');
    if (job === undefined || factOf(run, 'TestsWritten') === undefined) return [];
    const { attempt } = job.meta;
    return verdicts[Math.min(attempt, verdicts.length) - 1] === 'pass'
      ? [say('ValidationPassed', { verdict: ref('verdict'), headline: 'PASS', rows: 1 }, attempt)]
      : [
          say(
            'ValidationFailed',
            { verdict: ref('verdict'), headline: 'FAIL', outcome: 'FAIL', because: 'staging-differs', fingerprint: sha256 },
            attempt,
          ),
        ];
  });

export const publisher = defineAgent('publisher', async (event, { run, ports, now }) => {
  if ((await ports.runs.fence(run.runId, event.meta.attempt, now)) === 'ended') return [];
  return [say('TargetPublished', { table: 'out.totals', rows: 1, verdict: ref('verdict'), previous: null, publishedAt: now })];
});

export const remediator = defineAgent('remediator', async (event, { run }) => {
  if (run.restarts >= run.budget.restarts) return [say('RunFailed', { code: 'restarts-exhausted', message: 'it failed three times' })];
  const { attempt } = event.meta;
  return [say('FixProposed', { next: attempt + 1, kind: 'restart', spec: ref('spec'), catalog: ref('catalog'), because: event.name })];
});

export const logger = defineAgent('logger', async (event, { run, ports }) => {
  const { occurredAt, attempt, eventId } = event.meta;
  await ports.log.append(run.runId, { at: occurredAt, type: event.name, title: event.name, description: event.name, attempt, eventId });
  return [];
});

export const company = (verdicts: readonly ('pass' | 'fail')[] = ['pass']): Record<Exclude<AgentName, 'api'>, AnyAgent> => ({
  'source-profiler': profiler,
  'specs-generator': specWriter,
  'test-writer': testWriter,
  'glue-executor': executor,
  'glue-relay': relay,
  validator: validator(verdicts),
  publisher,
  remediator,
  logger,
});

/** Glue as it is: every start is a new job run, its end is said on the bus, perhaps more than once. */
export const fakeGlue = (
  { turn, bus }: { turn: () => Promise<void>; bus: MemoryBus },
  ends: readonly ('SUCCEEDED' | 'FAILED')[] = ['SUCCEEDED'],
): GluePort => {
  const jobs = new Map<string, JobRun>();
  return {
    start: async ({ runId: of, attempt }) => {
      await turn();
      const jobRunId = `jr_${jobs.size + 1}`;
      const state = ends[Math.min(attempt, ends.length) - 1] ?? 'SUCCEEDED';
      jobs.set(jobRunId, { jobRunId, state, runId: of, attempt, message: '', ...ended });
      bus.putAws('Glue Job State Change', { jobName: 'datamorph-runner', state, jobRunId });
      return jobRunId;
    },
    jobRun: async (jobRunId) => {
      await turn();
      return jobs.get(jobRunId);
    },
  };
};
