// A writer moves rows between partitions while they are read. Job and oracle share one snapshot, so every run passes; without it nearly none does.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { factOf } from '../../events/run.ts';
import type { JobFault } from '../../infra/local/glue/harness.ts';
import { openThread, type Thread } from '../support/thread.ts';

let thread: Thread;
const rows = 60_000;
const runs = 20;
beforeAll(async () => {
  thread = await openThread('snapshot');
  await thread.sql(`
    create schema bank;
    create table bank.entries (entry_id int primary key, account text not null, amount numeric(12,2) not null);
    insert into bank.entries select n, 'account ' || n % 50, n % 97 from generate_series(1, ${rows}) n;
    analyze bank.entries`);
  await thread.stack.sparkReady;
});
afterAll(() => thread.close());
afterEach(() => thread.faults(undefined));

const prompt = 'total amount and number of entries per account';

/** Moves rows from the low half of the key to above the high half and back, without pause, until stopped. Answers how many it moved. */
const writer = () => {
  const { host, port, database, user, password } = thread.stack.database;
  const client = new pg.Client({ host, port, database, user, password });
  let stopped = false;
  let moved = 0;
  const going = (async () => {
    await client.connect();
    for (let round = 0; !stopped; round += 1) {
      const low = 1 + (round % 200) * 50;
      const [from, by] = Math.floor(round / 200) % 2 === 0 ? [low, 100_000] : [low + 100_000, -100_000];
      const { rowCount } = await client.query(
        `update bank.entries set entry_id = entry_id + $2, amount = amount + 1 where entry_id between $1 and $1 + 49`,
        [from, by],
      );
      moved += rowCount ?? 0;
    }
    await client.end();
  })();
  return {
    moved: () => moved,
    stop: async () => {
      stopped = true;
      await going;
    },
  };
};

/** Runs with these faults in every job, the writer going on; answers outcomes of the first verdicts and the rows moved meanwhile. */
const underWriter = async (times: number, faults: readonly JobFault[]): Promise<{ verdicts: string[]; moved: number }> => {
  thread.faults(() => ({ job: faults }));
  const writing = writer();
  const verdicts: string[] = [];
  try {
    for (let n = 0; n < times; n += 1) {
      const { runId } = await thread.ask({
        prompt,
        sources: ['bank.entries'],
        target: 'datamorph_out.accounts',
        budget: { restarts: 0, deadlineSeconds: 60 },
      });
      const run = await thread.session.runs.read(runId);
      verdicts.push(
        run && factOf(run, 'ValidationPassed', 1) ? 'PASS' : ((run && factOf(run, 'ValidationFailed', 1)?.data.outcome) ?? 'none'),
      );
    }
  } finally {
    await writing.stop();
  }
  return { verdicts, moved: writing.moved() };
};

const pause: JobFault = { is: 'paused-reads', milliseconds: 150 };

describe('a source that changes while it is read', () => {
  it(`passes ${runs} of ${runs} runs, for job and oracle share a snapshot`, async () => {
    const { verdicts, moved } = await underWriter(runs, [pause]);
    const passed = verdicts.filter((verdict) => verdict === 'PASS').length;
    console.log(`with the shared snapshot: ${passed} of ${runs} passed while ${moved} rows were moved between partitions`);
    expect(moved).toBeGreaterThan(runs * 50);
    expect(passed).toBe(runs);
  });

  it(`fails at least ${runs - 1} of ${runs} runs when the readers do not join the snapshot`, async () => {
    const { verdicts, moved } = await underWriter(runs, [pause, { is: 'no-snapshot' }]);
    const failed = verdicts.filter((verdict) => verdict === 'FAIL').length;
    console.log(`without it: ${failed} of ${runs} failed while ${moved} rows were moved`);
    expect(failed).toBeGreaterThanOrEqual(runs - 1);
  });
});

describe('a source that is truncated and loaded anew in mid-run', () => {
  it('is inconclusive, and healed by a restart', async () => {
    let rewritten: Promise<unknown> | undefined;
    thread.faults(({ attempt }) => {
      if (attempt !== 1) return undefined;
      // After the snapshot, before the last read: TRUNCATE waits for readers, so it comes through between their transactions.
      rewritten ??= new Promise((resolve) => setTimeout(resolve, 700)).then(() =>
        thread.sql(
          `begin; truncate bank.entries; insert into bank.entries select n, 'account ' || n % 50, 1 from generate_series(1, ${rows}) n; commit`,
        ),
      );
      return { job: [{ is: 'slow-write', milliseconds: 3000 }] };
    });
    const { runId, terminalFact } = await thread.ask({ prompt, sources: ['bank.entries'], target: 'datamorph_out.rewritten' });
    await rewritten;
    const run = await thread.session.runs.read(runId);
    expect(run && factOf(run, 'ValidationFailed', 1)?.data).toMatchObject({ outcome: 'INCONCLUSIVE', because: 'source-rewritten' });
    expect(terminalFact).toBe('TargetPublished');
    expect(await thread.sql('select sum(total_amount)::text t from datamorph_out.rewritten')).toEqual([{ t: `${rows}.00` }]);
  });
});
