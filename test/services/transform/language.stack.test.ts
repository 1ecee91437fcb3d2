// The examples of the language page on PostgreSQL: rules give what they say, steps the rows beside them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCase } from '../../../services/cli/spec/run-cases.ts';
import { openScratchDatabase, type ScratchDatabase } from '../../../services/cli/spec/scratch-database.ts';
import { exampleCase, exampleCatalog, exampleSpec } from '../../../services/transform/language/example.ts';
import { stepExamples } from '../../../services/transform/language/step-examples.ts';
import { type Engines, openEngines } from './engines.ts';
import { planOf } from './fixture.ts';
import { oneRow, ruleCases } from './language-cases.ts';

let engines: Engines;
let scratch: ScratchDatabase;
beforeAll(async () => {
  [engines, scratch] = await Promise.all([openEngines(), openScratchDatabase()]);
  await engines.query(oneRow);
});
afterAll(() => Promise.all([engines?.close(), scratch?.close()]));

describe('every rule holds', () => {
  it.each(ruleCases())('$name', async ({ plan }) => {
    const [values = []] = await engines.onPostgres(plan);
    expect(values.filter((_, at) => at % 2 === 0)).toEqual(values.filter((_, at) => at % 2 === 1));
    expect(values.length).toBeGreaterThan(0);
  });
});

describe('every example of a step gives its rows', () => {
  it.each(stepExamples)('$name', async (example) => {
    const catalog = exampleCatalog(example);
    expect(await runCase(scratch.client, exampleCase(example), planOf(exampleSpec(example), catalog), catalog)).toEqual({ is: 'ok' });
  });
});
