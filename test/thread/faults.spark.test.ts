// Faults between the job's write and the seal, put there by the local Glue endpoint: nothing wrong is ever published, one restart heals, the report shows the rows.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VerdictReport } from '../../contracts/generated/types.ts';
import { factOf } from '../../events/run.ts';
import type { JobFault } from '../../infra/local/glue/harness.ts';
import type { Outcome } from '../../services/cli/outcome.ts';
import { openThread, type Thread } from '../support/thread.ts';

let thread: Thread;
const customers = 200;
beforeAll(async () => {
  thread = await openThread('faults');
  await thread.sql(`
    create schema shop;
    create table shop.customers (customer_id int primary key, customer_name text not null, score double precision);
    create table shop.orders (order_id int primary key, customer_id int, order_amount numeric(12,2));
    insert into shop.customers select n, 'Customer ' || n, n / 3.0 from generate_series(1, ${customers}) n;
    insert into shop.orders select n, 1 + n % ${customers}, n + 0.25 from generate_series(1, 2000) n`);
  await thread.stack.sparkReady;
});
afterAll(() => thread.close());
afterEach(() => thread.faults(undefined));

const prompt = 'Join customers and orders on customer_id, calculate total order amount per customer';
const expected = `select c.customer_id, c.customer_name, sum(o.order_amount) from shop.customers c left join shop.orders o using (customer_id) group by 1, 2`;

/** Specification of customers with a float column as it is: a sum would be exact. */
const scores = {
  sources: [{ name: 'customers', table: 'shop.customers' }],
  steps: [{ name: 'scored', do: 'select', columns: [{ name: 'doubled', expr: 'score * 2' }], others: 'keep' }],
  target: {
    table: 'datamorph_out.scores',
    mode: 'replace',
    key: ['customer_id'],
    columns: [
      { name: 'customer_id', type: 'int', nullable: false },
      { name: 'customer_name', type: 'text', nullable: false },
      { name: 'doubled', type: 'double', nullable: true },
    ],
  },
  assumptions: [],
};

/** The verdict on the first attempt, whatever became of the run. */
const firstVerdict = async ({ runId }: Outcome): Promise<VerdictReport | undefined> => {
  const run = await thread.session.runs.read(runId);
  const failed = run && factOf(run, 'ValidationFailed', 1);
  return failed && thread.session.artifacts.read('VerdictReport', failed.data.verdict);
};

const onFirstAttempt = (fault: JobFault) => thread.faults(({ attempt }) => (attempt === 1 ? { job: [fault] } : undefined));

const faults: readonly (readonly [string, JobFault, (difference: NonNullable<VerdictReport['difference']>) => void])[] = [
  ['a lost row', { is: 'lost-row' }, (found) => expect(found).toMatchObject({ missing: 1, extra: 0 })],
  ['a doubled row', { is: 'doubled-row' }, (found) => expect(found).toMatchObject({ duplicated: 1, missing: 0 })],
  [
    'a changed cell',
    { is: 'changed-cell', column: 'total_order_amount' },
    (found) => expect(found).toMatchObject({ modified: 1, columns: [{ name: 'total_order_amount', rows: 1 }] }),
  ],
  [
    "one column's values swapped between two rows",
    { is: 'swapped-cells', column: 'total_order_amount' },
    (found) => expect(found).toMatchObject({ modified: 2, columns: [{ name: 'total_order_amount', rows: 2 }] }),
  ],
  ['a truncated result', { is: 'truncated' }, (found) => expect(found.missing).toBeGreaterThan(1)],
];

describe.each(faults)('%s', (name, fault, shows) => {
  it('is not published, is shown with its rows, and is healed by one restart', async () => {
    onFirstAttempt(fault);
    const target = `datamorph_out.${name.replaceAll(/\W+/g, '_')}`;
    const outcome = await thread.ask({ prompt, target });
    expect(outcome).toMatchObject({ terminalFact: 'TargetPublished', view: { attempts: 2, restarts: 1, remediations: 0 } });
    const verdict = await firstVerdict(outcome);
    expect(verdict?.outcome).toBe('FAIL');
    shows(verdict?.difference as NonNullable<VerdictReport['difference']>);
    expect(verdict?.difference?.examples.length).toBeGreaterThan(0);
    expect(await thread.sql(`(table ${target} except all (${expected})) union all ((${expected}) except all table ${target})`)).toEqual([]);
  });
});

describe('a float cell', () => {
  it('that differs beyond the order of additions is found, and healed', async () => {
    onFirstAttempt({ is: 'float-cell', column: 'doubled' });
    const outcome = await thread.ask({ spec: scores });
    expect(outcome).toMatchObject({ terminalFact: 'TargetPublished', view: { attempts: 2 } });
    expect((await firstVerdict(outcome))?.difference).toMatchObject({ modified: 1 });
  });
});

describe('a straggler whose transaction is open at the seal', () => {
  it('never adds a row to what was proved', async () => {
    onFirstAttempt({ is: 'straggler', milliseconds: 1500 });
    const target = 'datamorph_out.straggler';
    const outcome = await thread.ask({ prompt, target });
    expect(outcome.terminalFact).toBe('TargetPublished');
    expect(await thread.sql(`select count(*) n from ${target}`)).toEqual([{ n: `${customers}` }]);
    expect(await thread.sql(`(table ${target} except all (${expected}))`)).toEqual([]);
  });
});

describe('a killed Spark', () => {
  it('ends in a restart, and the run goes on', async () => {
    onFirstAttempt({ is: 'killed-spark', milliseconds: 0 });
    const outcome = await thread.ask({ prompt, target: 'datamorph_out.killed' });
    expect(outcome).toMatchObject({ terminalFact: 'TargetPublished', view: { attempts: 2, restarts: 1 } });
    const run = await thread.session.runs.read(outcome.runId);
    expect(run && factOf(run, 'GlueFailed', 1)?.data.class).toBe('capacity');
  });
});

describe('a fault that stays', () => {
  it('is given up after the restart, says that the engines disagree, and publishes nothing', async () => {
    thread.faults(() => ({ job: [{ is: 'lost-row' }] }));
    const target = 'datamorph_out.never';
    const outcome = await thread.ask({ prompt, target });
    expect(outcome).toMatchObject({ terminalFact: 'RunFailed', failure: { code: 'engines-disagree' } });
    expect(await thread.sql(`select to_regclass('${target}') t`)).toEqual([{ t: null }]);
  });
});
