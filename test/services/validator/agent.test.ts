import { describe, expect, it } from 'vitest';
import type { JobReport, TestSet } from '../../../contracts/generated/types.ts';
import type { EventData } from '../../../events/catalog.ts';
import type { QueryResult } from '../../../events/ports.ts';
import { validator } from '../../../services/validator/agent.ts';
import {
  catalog,
  disproved,
  generated,
  jobReport,
  jobSucceeded,
  passed,
  requested,
  run,
  runId,
  sealed,
  spec,
  started,
  tested,
  testSet,
} from '../../support/builders.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { scriptedWarehouse } from '../../support/fakes/scripted-warehouse.ts';
import { given } from '../../support/given.ts';

const one = (row: Record<string, string>): QueryResult => ({ rows: [row] });
const scan = (hash: string, rows = '4') => one({ rows, hash, nulls0: '0', nulls1: '0' });
const columns: QueryResult = {
  rows: [
    { name: 'customer_id', type: 'integer', mandatory: 'false' },
    { name: 'total_amount', type: 'numeric(20,2)', mandatory: 'false' },
  ],
};
const relation = (side: 'staging' | 'oracle') =>
  one({ oid: `${sealed(side).oid}`, filenode: `${sealed(side).filenode}`, kind: 'r', persistence: 'p' });

/** What a warehouse with two equal tables answers. */
const equal: Record<string, QueryResult> = {
  'clock.start': one({ milliseconds: '1000' }),
  'staging.relation': relation('staging'),
  'oracle.relation': relation('oracle'),
  'staging.columns': columns,
  'oracle.columns': columns,
  'staging.scan': scan('77'),
  'oracle.scan': scan('77'),
  'staging.unique.0': one({ repeated: '0' }),
  'oracle.unique.0': one({ repeated: '0' }),
  'clock.end': one({ milliseconds: '1030' }),
};
const difference: Record<string, QueryResult> = {
  ...equal,
  'staging.scan': scan('78', '3'),
  difference: one({
    class: 'missing',
    copies: '1',
    o0: '3',
    o1: '9.00',
    missing: '1',
    extra: '0',
    duplicated: '0',
    modified: '0',
    d0: '0',
    d1: '0',
  }),
  'staging.hashes': one({ h0: '1', h1: '2' }),
  'oracle.hashes': one({ h0: '3', h1: '4' }),
};

type World = {
  readonly answers?: Record<string, QueryResult>;
  readonly report?: Partial<JobReport>;
  readonly tests?: TestSet;
  readonly request?: EventData['RunRequested'];
  readonly author?: string;
};

const world = async ({ answers = equal, report, tests = testSet(), request, author = 'planner' }: World = {}) => {
  const artifacts = memoryArtifacts();
  const run0 = { runId, attempt: 0 };
  const specRef = await artifacts.write('TransformSpec', spec(), run0);
  const facts = {
    requested: requested(request),
    generated: generated({ spec: specRef, catalog: await artifacts.write('Catalog', catalog(), run0), author }),
    tested: tested({ tests: await artifacts.write('TestSet', tests, run0) }),
    started: started(1, { spec: specRef }),
    ended: jobSucceeded(1, { report: await artifacts.write('JobReport', jobReport(report), { runId, attempt: 1 }) }),
  };
  const warehouse = scriptedWarehouse(answers);
  const all = [facts.requested, facts.generated, facts.tested, facts.started, facts.ended];
  return { artifacts, warehouse, facts, prove: given(validator)(run(all), { artifacts, warehouse }) };
};
const said = async (with_: World) => {
  const { prove, facts, artifacts } = await world(with_);
  const [draft, ...more] = await prove.when(facts.ended).says();
  expect(more).toEqual([]);
  if (draft === undefined) throw new Error('nothing was said');
  return { draft, report: await artifacts.read('VerdictReport', draft.data.verdict) };
};

describe('waits', () => {
  it('for the assertions', async () => {
    const { facts } = await world();
    await given(validator)(run([facts.generated, facts.started, facts.ended]))
      .when(facts.ended)
      .then([]);
  });
  it('for the end of the job', async () => {
    const { facts } = await world();
    await given(validator)(run([facts.generated, facts.tested, facts.started]))
      .when(facts.tested)
      .then([]);
  });
  it('for the record of the start, by coming again', async () => {
    const { facts } = await world();
    await expect(
      given(validator)(run([facts.generated, facts.tested, facts.ended]))
        .when(facts.ended)
        .says(),
    ).rejects.toThrow('not recorded');
  });
});

describe('passes', () => {
  it('equal tables, whichever of the two facts comes last', async () => {
    const { prove, facts } = await world();
    for (const event of [facts.ended, facts.tested])
      await prove.when(event).then([
        {
          name: 'ValidationPassed',
          attempt: 1,
          data: { rows: 4, headline: expect.stringMatching(/^PASS \(exact\): 4 rows, \d+ checks, 1 assertion /) },
        },
      ]);
  });
  it('with a second reading only when another wrote the assertions', async () => {
    expect((await said({ author: 'planner' })).report.secondReading).toBe(false);
    expect((await said({ author: 'a-model' })).report.secondReading).toBe(true);
  });
  it('and says what was not checked, and how long measuring took', async () => {
    const { report } = await said({ tests: { author: 'none', assertions: [], reason: 'the model refused' } });
    expect(report.notChecked).toContain('assertions: the model refused');
    expect(report.milliseconds).toBe(30);
  });
});

describe('fails', () => {
  it('tables that differ, after a closer look', async () => {
    const { draft, report } = await said({ answers: difference });
    expect(draft).toMatchObject({
      name: 'ValidationFailed',
      attempt: 1,
      data: { outcome: 'FAIL', because: 'staging-differs', fingerprint: report.fingerprint },
    });
    expect(report.difference).toMatchObject({
      missing: 1,
      examples: [{ class: 'missing', staging: null, oracle: { customer_id: '3', total_amount: '9.00' } }],
    });
  });
  it('what could not be measured', async () => {
    const { draft } = await said({ answers: { ...equal, 'oracle.scan': { error: '42883: function does not exist' } } });
    expect(draft).toMatchObject({ data: { outcome: 'ERROR', because: 'check-error' } });
  });
  it('sources that were rewritten while they were read', async () => {
    const sources = [{ name: 'orders', table: 'shop.orders', rows: 10, filenodeBefore: 7, filenodeAfter: 8 }];
    expect((await said({ report: { sources } })).draft).toMatchObject({ data: { outcome: 'INCONCLUSIVE', because: 'source-rewritten' } });
  });
  it('an assertion that both tables break, as a dispute', async () => {
    const answers = { ...equal, 'staging.unique.0': one({ repeated: '2' }), 'oracle.unique.0': one({ repeated: '2' }) };
    expect((await said({ answers })).draft).toMatchObject({ data: { outcome: 'DISPUTE', because: 'dispute' } });
  });
  it('an empty result, unless the request allows it', async () => {
    const answers = { ...equal, 'staging.scan': scan('0', '0'), 'oracle.scan': scan('0', '0') };
    expect((await said({ answers })).draft).toMatchObject({ data: { outcome: 'INCONCLUSIVE', because: 'empty-result' } });
    expect((await said({ answers, request: { prompt: 'x', allowEmpty: true } })).draft.name).toBe('ValidationPassed');
  });
  it('tables that another attempt made', async () => {
    const { draft } = await said({ report: { staging: sealed('staging', 2) } });
    expect(draft).toMatchObject({ data: { outcome: 'FAIL', because: 'law-broken' } });
  });
});

it('judges an attempt once', async () => {
  const { facts } = await world();
  for (const verdict of [passed(1), disproved(1)])
    await given(validator)(run([facts.generated, facts.tested, facts.started, facts.ended, verdict]))
      .when(facts.tested)
      .then([]);
});

it('takes a report without sealed tables for a defect', async () => {
  const { prove, facts } = await world({ report: { staging: null } });
  await expect(prove.when(facts.ended).says()).rejects.toThrow('names no staging table');
});
