// Both renderers on the engines they write for: equal values, and what the signatures promise.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobReadExpression, sparkType } from '../../../services/transform/index.ts';
import { corpus, planOf as planOfCase } from '../../corpus/cases.ts';
import { createTables } from '../../corpus/rows.ts';
import { awkwardCases, awkwardRows, exampleCases } from './engine-cases.ts';
import { type Engines, type Outcome, openEngines, type PlannedCase, withinLastPlaces } from './engines.ts';

const examples = exampleCases();
const awkward = awkwardCases();
// cases have tables of the same names
const compiled: readonly PlannedCase[] = corpus().map((each) => ({
  name: `corpus ${each.name}`,
  plan: planOfCase(each),
  database: each.name,
}));

let engines: Engines;
let spark: ReadonlyMap<string, Outcome>;
beforeAll(async () => {
  engines = await openEngines();
  await engines.query(awkwardRows);
  for (const each of corpus()) for (const statement of createTables(each)) await engines.query(statement, each.name);
  spark = await engines.onSpark([...examples, ...awkward, ...compiled]);
});
afterAll(() => engines?.close());

const sparkOutcome = (name: string) => {
  const outcome = spark.get(name);
  if (outcome === undefined || 'error' in outcome) throw new Error(`${name}: ${outcome?.error ?? 'was not run'}`);
  return outcome;
};

describe('both engines compute the same rows, of the types that the plan says', () => {
  it.each([...awkward, ...compiled])('$name', async ({ name, plan, database }) => {
    const { columns, rows } = sparkOutcome(name);
    expect(columns).toEqual(plan.target.columns.map((column) => [column.name, sparkType(column.type)]));
    expect(rows).toEqual(withinLastPlaces(await engines.onPostgres(plan, database), rows, plan));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('times that Spark would read as others end the job', () => {
  it.each([
    [
      'timestamp without time zone',
      ['infinity', '-infinity', '0044-03-15 12:00:00 BC', '10000-01-01 00:00:00'],
      ['0001-01-01 00:00:00', '9999-12-31 23:59:59.999999'],
    ],
    ['timestamp with time zone', ['infinity', '0044-03-15 12:00:00+00 BC'], ['0001-01-01 00:00:00+00', '9999-12-31 23:59:59.999999+00']],
    ['date', ['infinity', '-infinity', '0044-03-15 BC', '10000-01-01'], ['0001-01-01', '9999-12-31']],
  ])('%s', async (sourceType, refused, read) => {
    const reading = (value: string): Promise<void> =>
      engines.query(`select ${jobReadExpression({ name: 'c', sourceType })} from (select '${value}'::${sourceType} as c offset 0) as t`);
    for (const value of refused) await expect(reading(value)).rejects.toThrow('is outside of the years 1 to 9999');
    await expect(reading('1582-10-05')).rejects.toThrow('leave out in October 1582');
    await expect(reading('1582-10-14')).rejects.toThrow('leave out in October 1582');
    for (const value of [...read, '1582-10-04', '1582-10-15']) await reading(value);
    await engines.query(`select ${jobReadExpression({ name: 'c', sourceType })} from (select null::${sourceType} as c offset 0) as t`);
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
