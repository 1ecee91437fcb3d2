// Everyday requests, as specs that a person wrote: both engines give the rows that the words ask for, and no spec is long.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../tpch/agreement.ts';
import { ask, wrongWith } from './ask.ts';
import { type EverydayDatabase, openDatabase } from './database.ts';
import { requests, stepCounts } from './requests.ts';

const all = requests();

let database: EverydayDatabase;
let given: Answers;
beforeAll(async () => {
  database = await openDatabase(all);
  given = await ask(all, database);
});
afterAll(() => database?.close());

describe('an everyday request gives the expected rows on Spark and on PostgreSQL', () => {
  it.each(all)('$name', (request) => {
    expect(request.expected.length).toBeGreaterThan(0);
    expect(wrongWith(request, given)).toEqual([]);
  });
});

it('30 everyday requests need at most eight steps each', () => {
  expect(all.length).toBeGreaterThanOrEqual(30);
  expect(stepCounts(all).filter(({ steps }) => steps > 8)).toEqual([]);
});
