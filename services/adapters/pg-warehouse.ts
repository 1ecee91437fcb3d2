// Measurements for the verdict: every query in one read-only snapshot, every value as PostgreSQL prints it, all within one span of time.
import type { PoolClient } from 'pg';
import type { Query, QueryResult, WarehousePort } from '../../events/ports.ts';
import { type Database, systemOnly } from './pg-pool.ts';

type Budget = {
  /** For all queries of one proof together. */
  readonly seconds?: number;
};
type Warehouse = {
  /** `spent`: milliseconds of the budget that an earlier look of the same proof has used. */
  readonly measure: (queries: readonly Query[], spent?: number) => ReturnType<WarehousePort['measure']>;
};

/** A query that the time is not enough for is an error like any other, so a proof always comes to a verdict. */
export const pgWarehouse = (database: Database, { seconds = 270 }: Budget = {}): Warehouse => ({
  measure: async (queries, spent = 0) => {
    const until = performance.now() + seconds * 1000 - spent;
    return database.use(async (client) => {
      const results: Record<string, QueryResult> = {};
      await client.query(`begin isolation level repeatable read read only; ${systemOnly}`);
      for (const query of queries) {
        const left = Math.floor(until - performance.now());
        results[query.name] = left > 0 ? await answer(client, query, left) : { error: `the ${seconds} s for measuring are over` };
      }
      await client.query('rollback');
      return results;
    });
  },
});

/** Nothing is parsed: a number read as a double would hide the difference that is looked for. */
const asText = { getTypeParser: () => (value: string) => value };

const answer = async (client: PoolClient, { sql }: Query, milliseconds: number): Promise<QueryResult> => {
  await client.query(`savepoint measured; set local statement_timeout = ${milliseconds}`);
  try {
    // The extended protocol takes one statement only, whatever the text says.
    const request = { text: sql, types: asText, queryMode: 'extended' };
    const { rows } = await client.query<Record<string, string | null>>(request);
    return { rows };
  } catch (error) {
    // Without a code the connection itself is lost, and so is the snapshot.
    const { code, message } = error as { code?: string; message: string };
    if (code === undefined || code.startsWith('08') || code.startsWith('57P')) throw error;
    await client.query('rollback to savepoint measured');
    return { error: `${code}: ${message}` };
  }
};
