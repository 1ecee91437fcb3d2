// THE table: who hears what, who may say what, with which ports. Rules, queues, permissions, handler types, flow tests, the local stack and the
// diagram in README derive from it. Rows are data: no functions, no per-row escape hatch.
import type { AwsEventName, EventName } from './catalog.ts';
import type { PortName } from './ports.ts';

export type AgentRow = {
  /** Facts that reach the agent's queue; '*' is every fact, and such a listener does not count as one. */
  readonly hears: readonly EventName[] | '*';
  /** Events of AWS services, from the default bus. */
  readonly hearsAws?: readonly AwsEventName[];
  /** Answers the HTTP API instead of a queue. */
  readonly http?: true;
  readonly says: readonly EventName[];
  readonly uses: readonly PortName[];
  /** Seconds one handling may take. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
  /** Deliveries of one message before it goes to the dead-letter queue. Twelve, spaced by the shell, are over twenty minutes of trouble elsewhere. */
  readonly receives: number;
  /** Who is hurt when this agent's dead-letter queue fills: the text of its alarm. */
  readonly impact: string;
};

export const topology = {
  api: {
    hears: [],
    http: true,
    says: ['RunRequested'],
    uses: ['runs'],
    timeout: 29,
    memory: 512,
    receives: 12,
    impact: 'nobody can ask for a table over HTTP, or see how a run stands',
  },
  'source-profiler': {
    hears: ['RunRequested'],
    says: ['SourcesProfiled', 'RunFailed'],
    uses: ['catalog', 'artifacts'],
    timeout: 60,
    memory: 512,
    receives: 12,
    impact: 'requests are accepted and nothing follows',
  },
  'specs-generator': {
    hears: ['SourcesProfiled'],
    says: ['SpecsGenerated', 'ClarificationNeeded', 'RunFailed'],
    uses: ['model', 'artifacts'],
    timeout: 180,
    memory: 512,
    receives: 12,
    impact: 'runs stop before a specification is written',
  },
  'test-writer': {
    hears: ['SourcesProfiled'],
    says: ['TestsWritten'],
    uses: ['model', 'artifacts'],
    timeout: 180,
    memory: 512,
    receives: 12,
    impact: 'finished jobs wait for their proof without end',
  },
  'glue-executor': {
    hears: ['SpecsGenerated', 'FixProposed'],
    says: ['GlueStarted', 'RunFailed'],
    uses: ['artifacts', 'glue'],
    timeout: 60,
    memory: 512,
    receives: 12,
    impact: 'specifications are written and no job starts',
  },
  'glue-relay': {
    hears: [],
    hearsAws: ['Glue Job State Change'],
    says: ['GlueSucceeded', 'GlueFailed'],
    uses: ['glue', 'artifacts'],
    timeout: 30,
    memory: 256,
    receives: 12,
    impact: 'jobs end and nobody notices',
  },
  validator: {
    hears: ['GlueSucceeded', 'TestsWritten'],
    says: ['ValidationPassed', 'ValidationFailed'],
    uses: ['artifacts', 'warehouse'],
    timeout: 300,
    memory: 1024,
    receives: 12,
    impact: 'finished jobs are not proved, so nothing is published',
  },
  publisher: {
    hears: ['ValidationPassed'],
    says: ['TargetPublished', 'RunFailed'],
    uses: ['artifacts', 'targets', 'runs'],
    timeout: 300,
    memory: 512,
    receives: 12,
    impact: 'proved tables are not published',
  },
  remediator: {
    hears: ['ValidationFailed', 'GlueFailed'],
    says: ['FixProposed', 'ClarificationNeeded', 'RunFailed'],
    uses: ['artifacts'],
    timeout: 120,
    memory: 512,
    receives: 12,
    impact: 'failed runs are not repaired and do not end',
  },
  logger: {
    hears: '*',
    says: [],
    uses: ['log'],
    timeout: 30,
    memory: 256,
    receives: 12,
    impact: 'the log of runs has gaps; runs themselves go on',
  },
} as const satisfies Record<string, AgentRow>;

export type Topology = typeof topology;
export type AgentName = keyof Topology;
export const agentNames = Object.keys(topology) as AgentName[];

/** The row of an agent, widened to what every row has. */
export const rowOf = (name: AgentName): AgentRow => topology[name];
