// Aggregates, windows, levels and pivots on both engines: equal values, and what the signatures promise.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundedPlan, sparkType } from '../../../services/transform/index.ts';
import { aggregateCases, aggregateExamples, floatCases } from './aggregate-cases.ts';
import { aggregateRows } from './aggregate-rows.ts';
import { type Engines, type Outcome, openEngines } from './engines.ts';
import { groupingCases } from './level-cases.ts';
import { windowCases, windowExamples } from './window-cases.ts';

const examples = [...aggregateExamples(), ...windowExamples()];
const cases = [...aggregateCases(), ...windowCases(), ...groupingCases()];
const floats = floatCases();

let engines: Engines;
let spark: ReadonlyMap<string, Outcome>;
beforeAll(async () => {
  engines = await openEngines();
  await engines.query(aggregateRows);
  spark = await engines.onSpark([...examples, ...cases, ...floats]);
}, 300_000);
afterAll(() => engines?.close());

const sparkOutcome = (name: string) => {
  const outcome = spark.get(name);
  if (outcome === undefined || 'error' in outcome) throw new Error(`${name}: ${outcome?.error ?? 'was not run'}`);
  return outcome;
};

describe('both engines compute the same rows, of the types that the plan says', () => {
  it.each(cases)('$name', async ({ name, plan }) => {
    const { columns, rows } = sparkOutcome(name);
    expect(columns).toEqual(plan.target.columns.map((column) => [column.name, sparkType(column.type)]));
    expect(rows).toEqual(await engines.onPostgres(plan));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('every aggregate and window function gives what its examples say, on both engines', () => {
  it.each(examples)('$name', async ({ name, plan }) => {
    for (const rows of [sparkOutcome(name).rows, await engines.onPostgres(plan)]) {
      expect(rows.length).toBeGreaterThan(0);
      for (const values of rows) expect(values.filter((_, at) => at % 2 === 0)).toEqual(values.filter((_, at) => at % 2 === 1));
    }
  });
});

describe('floats differ by no more than their bound, which is small', () => {
  it.each(floats)('$name', async ({ name, plan }) => {
    const { plan: bounded, bounds } = boundedPlan(plan);
    const columns = bounded.target.columns.map((column) => column.name);
    const proved = new Map((await engines.onPostgres(bounded)).map((row) => [row[0], row]));
    const { rows } = sparkOutcome(name);
    expect(rows.length).toBe(proved.size);
    for (const row of rows) {
      const right = proved.get(row[0] ?? null) ?? [];
      for (const [at, { name: column, exactness }] of plan.target.columns.entries()) {
        const [own, other] = [row[at], right[at]];
        if (exactness === 'exact' || own === null || other === null) {
          expect([column, own]).toEqual([column, other]);
          continue;
        }
        const bound = Number(right[columns.indexOf(bounds[column] ?? '')]);
        expect(Math.abs(Number(own) - Number(other)), `${column} of ${row[0]}: ${own} and ${other}`).toBeLessThanOrEqual(bound);
        // of what was added up, a millionth of a millionth per value and place
        expect(bound, column).toBeLessThan(1e-3);
      }
    }
  });
});
