// Spark adds floats up in an order of its own: what it makes of them passes, for it lies within the bounds that the oracle keeps.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { factOf } from '../../../events/run.ts';
import { openThread, type Thread } from '../../support/thread.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await openThread('floats');
  await thread.sql(`
    create schema lab;
    create table lab.readings (id int primary key, sensor int not null, value double precision, weight double precision not null);
    insert into lab.readings select n, n % 50, case when n % 11 = 0 then null when n / 50 % 2 = 0 then n / 100 * 0.1 else n / 100 * -0.1 end,
      (n * 37 % 1000) / 100.0 + 0.01 from generate_series(1, 200000) n`);
  await thread.stack.sparkReady;
});
afterAll(() => thread.close());

const columns = [
  ['net', 'sum(value)', 'double'],
  ['total', 'sum(weight)', 'double'],
  ['mean', 'avg(weight)', 'double'],
  ['weighted', 'sum(value * weight) / sum(weight)', 'double'],
  ['rounded', 'round(avg(weight), 3)', 'double'],
  ['cents', 'cast(avg(weight) as decimal(12,4))', 'decimal(12,4)'],
  ['stored', 'avg(weight)', 'decimal(14,3)'],
  ['filled', 'coalesce(sum(value) filter (where weight > 5), 0) + sum(weight)', 'double'],
] as const;

it('sums, averages, ratios and roundings of floats pass, and some of them do differ', async () => {
  const spec = {
    sources: [{ name: 'readings', table: 'lab.readings' }],
    steps: [{ name: 'means', do: 'aggregate', by: ['sensor'], compute: columns.map(([name, expr]) => ({ name, expr })) }],
    target: {
      table: 'datamorph_out.means',
      mode: 'replace',
      key: ['sensor'],
      columns: [{ name: 'sensor', type: 'int', nullable: false }, ...columns.map(([name, , type]) => ({ name, type, nullable: true }))],
    },
    assumptions: [],
  };
  const outcome = await thread.ask({ spec });
  expect(outcome).toMatchObject({ terminalFact: 'TargetPublished', view: { attempts: 1 } });
  const run = await thread.session.runs.read(outcome.runId);
  const headline = run && factOf(run, 'ValidationPassed', 1)?.data.headline;
  expect(headline).toMatch(/^PASS \(exact but for 8 float columns within their bound\): 50 rows/);
  const [unlike] = await thread.sql(`select count(*) as n from datamorph_out.means m
    join (select sensor, sum(weight) as total, sum(value) as net from lab.readings group by sensor) o using (sensor) where m.total <> o.total or m.net <> o.net`);
  expect(Number(unlike?.n)).toBeGreaterThan(0);
});
