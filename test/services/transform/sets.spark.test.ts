// Steps on the engines they are compiled for: the rows that the language promises.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sparkType } from '../../../services/transform/index.ts';
import { type Engines, type Outcome, openEngines } from './engines.ts';
import { planOf, specOf, targetOf } from './fixture.ts';
import { sequenceCases, walkCases } from './made-cases.ts';
import { setCases, topCases } from './set-cases.ts';
import type { StepCase } from './step-case.ts';
import { stepCatalog, stepRows } from './step-tables.ts';
import { fillCases, unnestCases, unpivotCases } from './unfolding-cases.ts';

const cases = [...setCases, ...topCases, ...unpivotCases, ...unnestCases, ...fillCases, ...sequenceCases, ...walkCases];
const planned = cases.map((each) => ({ ...each, plan: planOfStep(each) }));

function planOfStep({ steps, gives, sources }: StepCase) {
  const tables = sources.map((name) => ({ name, table: `steps.${name}` }));
  return planOf(specOf([...steps], targetOf(gives), tables), stepCatalog);
}

let engines: Engines;
let spark: ReadonlyMap<string, Outcome>;
beforeAll(async () => {
  engines = await openEngines();
  await engines.query(stepRows);
  spark = await engines.onSpark(planned);
});
afterAll(() => engines?.close());

it.each(planned)('$name', async ({ name, plan, rows }) => {
  const wanted = [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  expect(await engines.onPostgres(plan)).toEqual(wanted);
  const outcome = spark.get(name);
  if (outcome === undefined || 'error' in outcome) throw new Error(`${name}: ${outcome?.error ?? 'was not run'}`);
  expect(outcome.rows).toEqual(wanted);
  expect(outcome.columns).toEqual(plan.target.columns.map((column) => [column.name, sparkType(column.type)]));
});
