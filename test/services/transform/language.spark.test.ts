// The examples of the language page on Spark: what language.stack.test.ts shows of PostgreSQL, Spark computes as well.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sparkType } from '../../../services/transform/index.ts';
import { type Engines, type Outcome, openEngines } from './engines.ts';
import { oneRow, ruleCases, stepCases } from './language-cases.ts';

const rules = ruleCases();
const steps = stepCases();

let engines: Engines;
let spark: ReadonlyMap<string, Outcome>;
beforeAll(async () => {
  engines = await openEngines();
  await engines.query(oneRow);
  for (const statement of steps.flatMap(({ tables }) => tables)) await engines.query(statement);
  spark = await engines.onSpark([...rules, ...steps]);
});
afterAll(() => engines?.close());

const outcomeOf = (name: string) => {
  const outcome = spark.get(name);
  if (outcome === undefined || 'error' in outcome) throw new Error(`${name}: ${outcome?.error ?? 'was not run'}`);
  return outcome;
};

describe('every rule holds', () => {
  it.each(rules)('$name', ({ name }) => {
    const [values = []] = outcomeOf(name).rows;
    expect(values.filter((_, at) => at % 2 === 0)).toEqual(values.filter((_, at) => at % 2 === 1));
    expect(values.length).toBeGreaterThan(0);
  });
});

describe('every example of a step gives the rows that PostgreSQL gives, of the types that the plan says', () => {
  it.each(steps)('$name', async ({ name, plan }) => {
    const { columns, rows } = outcomeOf(name);
    expect(columns).toEqual(plan.target.columns.map((column) => [column.name, sparkType(column.type)]));
    expect(rows).toEqual(await engines.onPostgres(plan));
  });
});
