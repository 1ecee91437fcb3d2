// Runs, facts and documents as tests need them: whole and valid, with what the test is about set by hand.
import type {
  Catalog,
  EventData,
  JobReport,
  Meta,
  S3Ref,
  SealedRelation,
  TestSet,
  TransformSpec,
  Usage,
  VerdictReport,
} from '../../contracts/generated/types.ts';
import type { AnyEvent, EventName, EventOf } from '../../events/catalog.ts';
import { eventId } from '../../events/envelope.ts';
import type { Run, RunItem } from '../../events/run.ts';
import { relationNames, soundSettings } from '../../services/proof/index.ts';
import { evolve, opened } from '../../services/run/evolve.ts';

export const runId = '01JDAQ0000000000000000000A';
export const requestedAt = '2026-11-01T10:00:00.000Z';
export const later = (seconds: number): string => new Date(Date.parse(requestedAt) + seconds * 1000).toISOString();

/** A reference that no store knows; the n-th of its kind. */
export const ref = (kind: string, n = 1): S3Ref => ({
  uri: `s3://artifacts/${kind}/${n}.json`,
  sha256: `${n}`.repeat(64).slice(0, 64),
});

type Placed = { readonly attempt?: number; readonly seconds?: number; readonly by?: string; readonly causedBy?: string };

/** A recorded fact; `seconds` after the request. */
export const fact = <Name extends EventName>(name: Name, data: EventData[Name], placed: Placed = {}): EventOf<Name> => {
  const { attempt = 0, seconds = 1, by = 'test', causedBy = `${runId}.0.RunRequested` } = placed;
  const meta: Meta = {
    eventId: eventId(runId, attempt, name),
    runId,
    attempt,
    correlationId: runId,
    causationId: causedBy,
    hop: 1,
    occurredAt: later(seconds),
    producer: by,
  };
  return { name, meta, data } as EventOf<Name>;
};

export const usage: Usage = { model: 'planner', calls: 1, inputTokens: 10, outputTokens: 5, usd: 0 };

export const requested = (data: Partial<EventData['RunRequested']> = { prompt: 'total amount per customer' }) =>
  fact('RunRequested', data, { seconds: 0 });
export const profiled = (catalog = ref('Catalog')) => fact('SourcesProfiled', { catalog, tables: 2 });
export const generated = (data: Partial<EventData['SpecsGenerated']> = {}) =>
  fact('SpecsGenerated', {
    spec: ref('TransformSpec'),
    catalog: ref('Catalog'),
    author: 'planner',
    plan: ['Take orders.'],
    assumptions: [],
    target: 'customer_totals',
    usage,
    ...data,
  });
export const tested = (data: Partial<EventData['TestsWritten']> = {}) =>
  fact('TestsWritten', { tests: ref('TestSet'), count: 1, usage, ...data });
export const started = (attempt = 1, data: Partial<EventData['GlueStarted']> = {}) =>
  fact(
    'GlueStarted',
    {
      jobRunId: `jr_${attempt}`,
      manifest: ref('JobManifest'),
      code: ref('transform.py'),
      oracle: ref('oracle.sql'),
      spec: ref('TransformSpec'),
      ...data,
    },
    { attempt, seconds: 10 * attempt },
  );
export const jobSucceeded = (attempt = 1, data: Partial<EventData['GlueSucceeded']> = {}) =>
  fact(
    'GlueSucceeded',
    { jobRunId: `jr_${attempt}`, report: ref('JobReport'), seconds: 30, usd: 0.0147, ...data },
    { attempt, seconds: 10 * attempt + 4, causedBy: `jr_${attempt}.SUCCEEDED` },
  );
export const jobFailed = (attempt = 1, data: Partial<EventData['GlueFailed']> = {}) =>
  fact('GlueFailed', { jobRunId: `jr_${attempt}`, class: 'capacity', message: 'lost', seconds: 30, usd: 0.0147, ...data }, { attempt });
export const passed = (attempt = 1, data: Partial<EventData['ValidationPassed']> = {}) =>
  fact('ValidationPassed', { verdict: ref('VerdictReport'), headline: 'PASS (exact): 4 rows, 14 checks', rows: 4, ...data }, { attempt });
export const disproved = (attempt = 1, data: Partial<EventData['ValidationFailed']> = {}) =>
  fact(
    'ValidationFailed',
    {
      verdict: ref('VerdictReport'),
      outcome: 'FAIL',
      because: 'staging-differs',
      headline: 'FAIL: staging differs from the oracle: 1 missing',
      fingerprint: `${attempt}`.repeat(64).slice(0, 64),
      ...data,
    },
    { attempt },
  );

/** The run that these facts make, folded as the shell folds it; `item` overrides what the fold gave. */
export const run = (facts: readonly AnyEvent[] = [requested()], item: Partial<RunItem> = {}): Run => {
  const [first, ...more] = facts[0]?.name === 'RunRequested' ? facts : [requested(), ...facts];
  if (first?.name !== 'RunRequested') throw new Error('a run begins with its request');
  return { ...more.reduce(evolve, opened(first)), ...item, facts: [first, ...more] };
};

export const catalog = (more: Partial<Catalog> = {}): Catalog => ({
  takenAt: requestedAt,
  server: '18.4',
  defaultSchema: 'shop',
  targetSchema: 'datamorph_out',
  tables: [
    table('customers', [
      ['customer_id', 'int', 'integer', false],
      ['customer_name', 'text', 'text', true],
    ]),
    table('orders', [
      ['order_id', 'int', 'integer', false],
      ['customer_id', 'int', 'integer', true],
      ['order_amount', 'decimal(10,2)', 'numeric(10,2)', true],
    ]),
  ],
  target: null,
  ...more,
});

type ColumnRow = readonly [name: string, type: string, sourceType: string, nullable: boolean];

export const table = (
  name: string,
  columns: readonly ColumnRow[],
  more: Partial<Catalog['tables'][number]> = {},
): Catalog['tables'][number] => ({
  schema: 'shop',
  name,
  kind: 'table',
  rows: 100,
  bytes: 8192,
  columns: columns.map(([column, type, sourceType, nullable]) => ({ name: column, type, sourceType, nullable })),
  primaryKey: [columns[0]?.[0] ?? ''],
  uniqueKeys: [],
  foreignKeys: [],
  ...more,
});

export const target = (more: Partial<NonNullable<Catalog['target']>> = {}): NonNullable<Catalog['target']> => ({
  schema: 'datamorph_out',
  name: 'customer_totals',
  exists: true,
  published: true,
  isTable: true,
  writable: true,
  dependents: [],
  grants: [],
  ...more,
});

/** Total amount per customer that has orders. */
export const spec = (more: Partial<TransformSpec> = {}): TransformSpec => ({
  sources: [{ name: 'orders', table: 'shop.orders' }],
  steps: [
    {
      name: 'totals',
      do: 'aggregate',
      input: 'orders',
      by: ['customer_id'],
      compute: [{ name: 'total_amount', expr: 'sum(order_amount)' }],
    },
  ],
  target: {
    table: 'customer_totals',
    mode: 'replace',
    key: [],
    columns: [
      { name: 'customer_id', type: 'int', nullable: true },
      { name: 'total_amount', type: 'decimal(20,2)', nullable: true },
    ],
  },
  assumptions: [],
  ...more,
});

export const testSet = (more: Partial<TestSet> = {}): TestSet => ({
  author: 'planner',
  assertions: [{ rule: 'unique', quote: 'per customer', columns: [{ words: 'customer', name: 'customer_id' }] }],
  ...more,
});

export const sealed = (side: 'staging' | 'oracle', attempt = 1): SealedRelation => {
  const names = relationNames(runId, attempt);
  const name = side === 'staging' ? names.sealed : names.oracleSealed;
  return {
    schema: names.schema,
    name,
    oid: side === 'staging' ? 100 : 200,
    filenode: side === 'staging' ? 101 : 201,
    rows: 4,
    bytes: 8192,
  };
};

export const jobReport = (more: Partial<JobReport> = {}): JobReport => ({
  runId,
  attempt: 1,
  jobRunId: 'jr_1',
  outcome: 'succeeded',
  failure: null,
  snapshot: '00000003-0000001B-1',
  sources: [{ name: 'orders', table: 'shop.orders', rows: 10, filenodeBefore: 7, filenodeAfter: 7 }],
  staging: sealed('staging'),
  oracle: sealed('oracle'),
  checks: [],
  settings: { ...soundSettings },
  versions: { spark: '3.5.6' },
  milliseconds: { total: 900 },
  ...more,
});

export const verdictReport = (more: Partial<VerdictReport> = {}): VerdictReport => ({
  runId,
  attempt: 1,
  outcome: 'PASS',
  because: null,
  level: 'exact',
  headline: 'PASS (exact): 4 rows, 14 checks',
  checks: [],
  difference: null,
  assertions: [],
  notChecked: [],
  rows: { staging: 4, oracle: 4 },
  sealed: sealed('staging'),
  snapshot: '00000003-0000001B-1',
  fingerprint: '0'.repeat(64),
  secondReading: false,
  milliseconds: 12,
  ...more,
});
