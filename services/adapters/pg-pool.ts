// One or two connections to PostgreSQL, made when first used, kept between invocations, and made anew when the configuration
// has changed, and once after a refused login.
import { isDeepStrictEqual } from 'node:util';
import { Pool, type PoolClient } from 'pg';
import type { DatabaseConfig, ReadConfig } from './config.ts';

export type Database = {
  /** Lends a connection; a failed statement outside the adapter's own handling gives it back for good. */
  readonly use: <Result>(work: (client: PoolClient, config: DatabaseConfig) => Promise<Result>) => Promise<Result>;
  readonly end: () => Promise<void>;
};

export type DatabaseOptions = {
  /** Shown in pg_stat_activity. */
  readonly application: string;
  readonly statementSeconds?: number;
  readonly connections?: number;
};

/**
 * First statement of a transaction that decides anything: with the path of a login, a function that anybody put into a schema on it would be taken
 * for the system's own.
 */
export const systemOnly = 'set local search_path = pg_catalog, pg_temp';

type Open = { readonly pool: Pool; readonly config: DatabaseConfig };

/** invalid_password and invalid_authorization_specification: what a rotated secret looks like. */
const refusedLogin: ReadonlySet<unknown> = new Set(['28P01', '28000']);

export const database = (read: ReadConfig, options: DatabaseOptions): Database => {
  let current: Open | undefined;
  const ending = new Set<Promise<void>>();
  /** What is lent goes on to be used, and ends when it is given back. */
  const close = (): void => {
    if (current === undefined) return;
    const end = current.pool.end().finally(() => ending.delete(end));
    ending.add(end);
    current = undefined;
  };
  /** Asked for each use, for the configuration may have been changed since the last: `read` keeps what it has read for a while. */
  const open = async (fresh: boolean): Promise<Open> => {
    const config = await read(fresh);
    if (current !== undefined && isDeepStrictEqual(current.config, config)) return current;
    close();
    current = { config, pool: poolOf(config, options) };
    return current;
  };
  const lend = async (): Promise<{ client: PoolClient; config: DatabaseConfig }> => {
    const { pool, config } = await open(false);
    try {
      return { client: await pool.connect(), config };
    } catch (error) {
      if (!refusedLogin.has((error as { code?: unknown }).code)) throw error;
      const again = await open(true);
      return { client: await again.pool.connect(), config: again.config };
    }
  };
  return {
    use: async (work) => {
      const { client, config } = await lend();
      try {
        const result = await work(client, config);
        client.release();
        return result;
      } catch (error) {
        // Whatever transaction it was in ends with it.
        client.release(true);
        throw error;
      }
    },
    end: async () => {
      close();
      await Promise.all(ending);
    },
  };
};

const poolOf = (config: DatabaseConfig, { application, statementSeconds = 60, connections = 2 }: DatabaseOptions): Pool => {
  const pool = new Pool({
    host: config.host,
    port: config.port,
    database: config.dbname,
    user: config.username,
    password: config.password,
    ssl: config.ssl === 'off' ? false : { rejectUnauthorized: config.ssl === 'verify' },
    max: connections,
    application_name: application,
    statement_timeout: statementSeconds * 1000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A frozen Lambda keeps its connections; nothing else may keep the process alive.
    allowExitOnIdle: true,
  });
  // An idle connection broke: the pool has dropped it already, and without a listener the process would end.
  pool.on('error', () => undefined);
  return pool;
};
