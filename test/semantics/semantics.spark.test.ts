// Every case on Spark once more: it gives what is written and what was recorded.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compared } from './agree.ts';
import type { Outcome } from './case.ts';
import { cases } from './corpus.ts';
import { type Engines, openEngines, planOf } from './engines.ts';
import { readRecorded } from './recorded.ts';

let engines: Engines;
let outcomes: ReadonlyMap<string, Outcome | Error>;
beforeAll(async () => {
  engines = await openEngines(cases, { spark: true });
  const failed = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
  outcomes = new Map(await Promise.all(cases.map(async (each) => [each.name, await engines.onSpark(each).catch(failed)] as const)));
});
afterAll(() => engines?.close());

const recorded = readRecorded();

describe('Spark gives what is written and what was recorded', () => {
  it.each(cases)('$name', (each) => {
    const outcome = outcomes.get(each.name);
    if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error('it was not run');
    const plan = planOf(each);
    const { given, wanted } = compared(each, outcome, plan);
    expect(given).toEqual(wanted);
    const before = recorded.get(each.name);
    expect(before === undefined ? undefined : compared(each, before.outcome, plan).given, 'npm run record:semantics').toEqual(given);
  });
});
