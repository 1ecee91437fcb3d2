// Joins and single values at their edges, on both engines.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectations, sparkType } from '../../../services/transform/index.ts';
import { type Engines, type Outcome, openEngines } from './engines.ts';
import { joinCases, joinRows } from './join-cases.ts';

const cases = joinCases();
let engines: Engines;
let spark: ReadonlyMap<string, Outcome>;
beforeAll(async () => {
  engines = await openEngines();
  await engines.query(joinRows);
  spark = await engines.onSpark(cases);
});
afterAll(() => engines?.close());

it.each(cases)('$name', async ({ name, plan }) => {
  const outcome = spark.get(name);
  if (outcome === undefined || 'error' in outcome) throw new Error(`${name}: ${outcome?.error ?? 'was not run'}`);
  expect(outcome.columns).toEqual(plan.target.columns.map((column) => [column.name, sparkType(column.type)]));
  expect(outcome.rows).toEqual(await engines.onPostgres(plan));
  expect(outcome.rows.length).toBeGreaterThan(0);
  for (const { sql } of expectations(plan)) await engines.query(sql);
});
