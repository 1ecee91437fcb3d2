// Append and merge through the whole thread: specification in, real job and proof, rows added to a table that stands, and taken back again.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunRequested, TransformSpec } from '../../contracts/generated/types.ts';
import { ulid } from '../../events/envelope.ts';
import { secretConfig } from '../../services/adapters/config.ts';
import { database } from '../../services/adapters/pg-pool.ts';
import { restore } from '../../services/adapters/pg-restore.ts';
import { openThread, type Thread } from '../support/thread.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await openThread('write-modes');
  await thread.sql(`create schema shop; create table shop.orders (order_id int primary key, placed date not null, amount numeric(12,2), status text);
    insert into shop.orders select n, date '2025-01-01' + n, n + 0.5, case when n % 2 = 0 then 'paid' else 'open' end from generate_series(0, 99) n`);
  await thread.stack.sparkReady;
});
afterAll(() => thread.close());

const specOf = (target: Partial<TransformSpec['target']>, where = 'true'): TransformSpec => ({
  sources: [{ name: 'orders', table: 'shop.orders' }],
  steps: [{ name: 'chosen', do: 'filter', where }],
  target: {
    table: 'facts',
    mode: 'append',
    key: ['order_id'],
    columns: [
      { name: 'order_id', type: 'int', nullable: false, comment: 'number of the order' },
      { name: 'placed', type: 'date', nullable: false },
      { name: 'amount', type: 'decimal(12,2)', nullable: true },
      { name: 'status', type: 'text', nullable: true },
    ],
    ...target,
  },
  assumptions: [],
});
const month = (from: string, to: string, where = `placed >= '${from}' and placed < '${to}'`) =>
  specOf(
    { key: [], watermark: { column: 'placed', from, to }, checks: [{ name: 'amount_positive', expr: 'amount > 0' }], comment: 'orders' },
    where,
  );
const run = async (spec: TransformSpec, more: Partial<RunRequested> = {}) => {
  const { terminalFact, failure, questions, verdict, runId } = await thread.ask({ spec: { ...spec }, ...more });
  return { end: terminalFact, said: [failure?.message, ...questions.map(({ question }) => question), verdict?.headline].join(' '), runId };
};
const one = async (sql: string) => Object.values((await thread.sql(sql))[0] ?? {})[0];
const published = async (spec: TransformSpec) => {
  const { end, said } = await run(spec);
  expect(`${end}: ${said}`).toMatch(/^TargetPublished: .*PASS/);
};

it('months are appended, each once; what breaks a promise is asked about, and what was brought is refused before any job', async () => {
  await published(month('2025-01-01', '2025-02-01'));
  await published(month('2025-02-01', '2025-03-01'));
  expect(await one('select count(*) from datamorph_out.facts')).toBe('59');
  expect(await one("select obj_description('datamorph_out.facts'::regclass)")).toBe('orders');
  expect(
    await one("select string_agg(conname, ' ') from pg_constraint where conrelid = 'datamorph_out.facts'::regclass and contype = 'c'"),
  ).toBe('amount_positive');

  const again = await run(month('2025-02-15', '2025-03-15'));
  expect(again).toMatchObject({
    end: 'RunFailed',
    said: expect.stringContaining('has been given placed from 2025-02-01 up to, and without, 2025-03-01'),
  });
  expect(await one(`select count(*) from pg_class where relname like '%${again.runId.toLowerCase()}%'`)).toBe('0');

  const outside = await run(month('2025-03-01', '2025-04-01', "placed >= '2025-02-27'"));
  expect(outside).toMatchObject({
    end: 'ClarificationNeeded',
    said: expect.stringContaining('placed from 2025-03-01 up to, and without, 2025-04-01'),
  });
  await thread.sql('update shop.orders set amount = -1 where order_id = 70');
  const negative = await run(month('2025-03-01', '2025-04-01'));
  expect(negative).toMatchObject({ end: 'ClarificationNeeded', said: expect.stringContaining('check amount_positive: 1 rows break it') });
  await thread.sql('update shop.orders set amount = 70.5 where order_id = 70');
  expect(await one('select count(*) from datamorph_out.facts')).toBe('59');
});

it('changes are merged, vanished rows deleted, and the version before is brought back', async () => {
  const target = { table: 'paid', mode: 'merge', vanished: 'delete' } as const;
  await published(specOf(target, "status = 'paid'"));
  const first = await thread.sql('select * from datamorph_out.paid order by order_id');
  await thread.sql(
    "create view shop.report as select sum(amount) as total from datamorph_out.paid; update shop.orders set status = 'open' where order_id = 4",
  );
  await thread.sql(
    "update shop.orders set status = 'paid', amount = 1 where order_id in (1, 3); update shop.orders set amount = 9 where order_id = 6",
  );
  await published(specOf(target, "status = 'paid'"));
  expect(await one('select count(*) from datamorph_out.paid')).toBe('51');
  expect(await one('select total from shop.report')).toBe(await one("select sum(amount) from shop.orders where status = 'paid'"));

  const pool = database(secretConfig(thread.session.access.info.outputs.ConfigSecret ?? 'datamorph/config'), { application: 'test' });
  const back = await restore(pool, { id: ulid(Date.now(), 'back'), target: { schema: 'datamorph_out', name: 'paid' } });
  await pool.end();
  expect(back).toMatchObject({ is: 'restored', rows: 50 });
  expect(await thread.sql('select * from datamorph_out.paid order by order_id')).toEqual(first);
});

it('a table of others whose trigger would fire is refused before any job, unless the request lets it', async () => {
  await thread.sql(`create table datamorph_out.theirs (order_id int primary key, placed date not null, amount numeric(12,2), status text, seen boolean default true);
    create function shop.noop() returns trigger language plpgsql as 'begin return new; end';
    create trigger audit after insert on datamorph_out.theirs for each row execute function shop.noop()`);
  const spec = specOf({ table: 'datamorph_out.theirs' }, 'order_id < 10');
  expect(await run(spec)).toMatchObject({ end: 'RunFailed', said: expect.stringContaining('trigger audit would fire on insert') });
  expect(await run(spec, { mayFire: true })).toMatchObject({ end: 'TargetPublished' });
  expect(await one('select count(*) from datamorph_out.theirs where seen')).toBe('10');
});
