// The cases of a spec, each in a transaction of its own that is rolled back.
import type pg from 'pg';
import type { Catalog, SpecTests } from '../../../contracts/generated/types.ts';
import type { Plan } from '../../transform/index.ts';
import { type CaseOutcome, computedRows, expectedRows, type TextRow } from './case-outcome.ts';
import { makeTables } from './case-tables.ts';
import { type CaseRow, CaseTrouble } from './case-values.ts';
import { type RowDifference, rowDifference } from './row-difference.ts';

export type Case = SpecTests[number];
export type CaseResult =
  | { readonly is: 'ok' }
  | { readonly is: 'differs'; readonly difference: RowDifference }
  /** Rows although an end was expected, an end although rows were, or an end for another reason. */
  | { readonly is: 'ends-otherwise'; readonly message: string }
  /** The case is wrong by itself. */
  | { readonly is: 'broken'; readonly message: string };

export const runCase = async (client: pg.Client, each: Case, plan: Plan, catalog: Catalog): Promise<CaseResult> => {
  await client.query('begin');
  try {
    await makeTables(client, plan, catalog, each.tables);
    const expected = await expectationOf(client, each, plan);
    return judged(expected, await computedRows(client, plan), plan);
  } catch (error) {
    if (error instanceof CaseTrouble) return { is: 'broken', message: error.message };
    if (error instanceof Error && 'severity' in error)
      return { is: 'broken', message: `PostgreSQL does not take its values: ${error.message}` };
    throw error;
  } finally {
    await client.query('rollback');
  }
};

/** For another engine than the one of runCase, of a case that runCase took for sound. */
export const judgeCase = async (client: pg.Client, each: Case, got: CaseOutcome, plan: Plan): Promise<CaseResult> =>
  judged(await expectationOf(client, each, plan), got, plan);

type Expected = readonly TextRow[] | { readonly raises: string };

const expectationOf = async (client: pg.Client, { expect }: Case, plan: Plan): Promise<Expected> =>
  'raises' in expect ? expect : expectedRows(client, plan, expect as readonly CaseRow[]);

const judged = (expected: Expected, got: CaseOutcome, plan: Plan): CaseResult => {
  if ('raises' in expected) {
    if ('rows' in got) return { is: 'ends-otherwise', message: `expected an end with “${expected.raises}”, got ${got.rows.length} rows` };
    const isMeant = got.raised.toLowerCase().includes(expected.raises.toLowerCase());
    return isMeant
      ? { is: 'ok' }
      : { is: 'ends-otherwise', message: `expected an end with “${expected.raises}”, it ends with: ${got.raised}` };
  }
  if ('raised' in got) return { is: 'ends-otherwise', message: `expected rows, it ends with: ${got.raised}` };
  const difference = rowDifference(expected, got.rows, plan);
  return difference.missing.length + difference.unexpected.length === 0 ? { is: 'ok' } : { is: 'differs', difference };
};
