// The interpreter against the oracle on PostgreSQL: equal rows for every case of the corpus and for every function and step over awkward rows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpus } from '../corpus/cases.ts';
import { createTables } from '../corpus/rows.ts';
import { awkwardRows } from '../services/transform/engine-cases.ts';
import { interpreterCases } from './cases/all.ts';
import { type Both, openBoth } from './postgres.ts';

let both: Both;
beforeAll(async () => {
  both = await openBoth();
  await both.query(awkwardRows);
});
afterAll(() => both?.close());

describe('the interpreter computes what the oracle computes', () => {
  it.each(interpreterCases)('$name', async (each) => {
    expect(await both.interpreter(each)).toEqual(await both.oracle(each));
  });

  it.each(corpus())('the corpus: $name', async (each) => {
    for (const statement of createTables(each)) await both.query(statement);
    const rows = await both.interpreter(each);
    expect(rows).toEqual(await both.oracle(each));
    expect(rows.length).toBeGreaterThan(0);
  });
});
