// Both renderers on the engines they write for: equal values, and what the signatures promise.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sparkType } from '../../../services/transform/index.ts';
import { corpus, planOf as planOfCase } from '../../corpus/cases.ts';
import { createTables } from '../../corpus/rows.ts';
import { awkwardCases, awkwardRows, exampleCases } from './engine-cases.ts';
import { type Engines, type Outcome, openEngines, type PlannedCase } from './engines.ts';

const examples = exampleCases();
const awkward = awkwardCases();
const compiled: readonly PlannedCase[] = corpus().map((each) => ({ name: `corpus ${each.name}`, plan: planOfCase(each) }));

let engines: Engines;
let spark: ReadonlyMap<string, Outcome>;
beforeAll(async () => {
  engines = await openEngines();
  await engines.query(awkwardRows);
  for (const statement of corpus().flatMap(createTables)) await engines.query(statement);
  spark = await engines.onSpark([...examples, ...awkward, ...compiled]);
});
afterAll(() => engines?.close());

const sparkOutcome = (name: string) => {
  const outcome = spark.get(name);
  if (outcome === undefined || 'error' in outcome) throw new Error(`${name}: ${outcome?.error ?? 'was not run'}`);
  return outcome;
};

describe('both engines compute the same rows, of the types that the plan says', () => {
  it.each([...awkward, ...compiled])('$name', async ({ name, plan }) => {
    const { columns, rows } = sparkOutcome(name);
    expect(columns).toEqual(plan.target.columns.map((column) => [column.name, sparkType(column.type)]));
    expect(rows).toEqual(await engines.onPostgres(plan));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('every function gives what its examples say, on both engines', () => {
  it.each(examples)('$name', async ({ name, plan }) => {
    for (const [row] of [sparkOutcome(name).rows, await engines.onPostgres(plan)]) {
      const values = row ?? [];
      expect(values.filter((_, at) => at % 2 === 0)).toEqual(values.filter((_, at) => at % 2 === 1));
      expect(values.length).toBeGreaterThan(0);
    }
  });
});
