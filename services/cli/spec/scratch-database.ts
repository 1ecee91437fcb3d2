// An empty PostgreSQL for as long as a command lasts.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type DatabaseAddress, startPostgres } from '../../../infra/local/postgres.ts';

/** Values come as PostgreSQL prints them. */
export type ScratchDatabase = { readonly client: pg.Client; readonly address: DatabaseAddress; readonly close: () => Promise<void> };

export const openScratchDatabase = async (): Promise<ScratchDatabase> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'datamorph-spec-'));
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const postgres = await startPostgres({ dataDir: folder });
    const { host, port, database, user, password } = postgres;
    const types = { getTypeParser: () => (value: string) => value };
    const client = new pg.Client({ host, port, database, user, password, types, statement_timeout: 60_000 });
    client.on('error', () => undefined); // the server is gone: the query that waits for it says so
    await client.connect();
    const close = async (): Promise<void> => {
      await client.end();
      await postgres.stop();
      await clean();
    };
    return { client, address: { host, port, database, user, password }, close };
  } catch (error) {
    await clean();
    throw error;
  }
};
