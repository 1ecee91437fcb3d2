// Measurements for the verdict: every query in one read-only snapshot, every value as PostgreSQL prints it, all within one span of time.
import type { PoolClient } from 'pg';
import type { Query, QueryResult, WarehousePort } from '../../events/ports.ts';
import { type Database, systemOnly } from './pg-pool.ts';

type Budget = {
  /** For all queries of one proof together. */
  readonly seconds?: number;
};
/** A query that the time is not enough for is an error like any other, so a proof always comes to a verdict. */
export const pgWarehouse = (database: Database, { seconds = 270 }: Budget = {}): WarehousePort => ({
  measure: async (queries, spentMs = 0) => {
    const until = performance.now() + seconds * 1000 - spentMs;
    return database.use(async (client) => {
      const results: Record<string, QueryResult> = {};
      await client.query(`begin isolation level repeatable read read only; ${systemOnly}; ${roomToSort}`);
      for (const query of queries) {
        const left = Math.floor(until - performance.now());
        results[query.name] = left > 0 ? await answer(client, query, left) : { error: `the ${seconds} s for measuring are over` };
      }
      await client.query('rollback');
      return results;
    });
  },
});

/** The keys of a million rows, which would otherwise be sorted on disk. */
const roomToSort = "set local work_mem = '32MB'";

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
