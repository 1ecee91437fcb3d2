// Measurements for the verdict: every query in one read-only snapshot, every value as PostgreSQL prints it.
import type { PoolClient } from 'pg';
import type { Query, QueryResult, WarehousePort } from '../../events/ports.ts';
import type { Database } from './pg-pool.ts';

export const pgWarehouse = (database: Database): WarehousePort => ({
  measure: (queries) =>
    database.use(async (client) => {
      const results: Record<string, QueryResult> = {};
      await client.query('begin isolation level repeatable read read only');
      for (const query of queries) results[query.name] = await answer(client, query);
      await client.query('rollback');
      return results;
    }),
});

/** Nothing is parsed: a number read as a double would hide the difference that is looked for. */
const asText = { getTypeParser: () => (value: string) => value };

const answer = async (client: PoolClient, { sql }: Query): Promise<QueryResult> => {
  await client.query('savepoint measured');
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
