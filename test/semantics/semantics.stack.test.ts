// Every case on PostgreSQL, by the oracle's query.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compared } from './agree.ts';
import { cases } from './corpus.ts';
import { type Engines, openEngines, planOf } from './engines.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await openEngines(cases, { spark: false });
});
afterAll(() => engines?.close());

describe('PostgreSQL gives what is written', () => {
  it.each(cases)('$name', async (each) => {
    const { given, wanted } = compared(each, await engines.onPostgres(each), planOf(each));
    expect(given).toEqual(wanted);
  });
});
