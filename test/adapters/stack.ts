// What the real adapters are tested against: the emulator and PostgreSQL of the one-machine stack, each in a fresh folder that is removed again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmulator } from '../../infra/local/emulator.ts';
import { startPostgres } from '../../infra/local/postgres.ts';
import { configIn, type DatabaseConfig } from '../../services/adapters/config.ts';

export type Emulated = {
  /** Configuration of any AWS SDK client. */
  readonly aws: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { accessKeyId: string; secretAccessKey: string };
  };
  readonly stop: () => Promise<void>;
};

export const emulated = async (): Promise<Emulated> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'datamorph-test-emulator-'));
  const emulator = await startEmulator({ stateDir: folder, onLog: () => undefined });
  return {
    aws: { endpoint: emulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
    stop: async () => {
      await emulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export type TestDatabase = {
  readonly config: DatabaseConfig;
  /** As the owner of the server; values come back as text. */
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, string | null>[]>;
  /** Another session of the owner, to be ended by the test. */
  readonly session: () => Promise<Client>;
  readonly stop: () => Promise<void>;
};

/** A fresh database server with an empty database. */
export const testDatabase = async (more: Partial<DatabaseConfig> = {}): Promise<TestDatabase> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'datamorph-test-database-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'data') });
  const { host, port, database: dbname, user: username, password } = postgres;
  const config = { ...configIn('test', { host, port, dbname, username, password }), ...more };
  const session = async (): Promise<Client> => {
    const client = new Client({ host, port, database: dbname, user: username, password });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const owner = await session();
  return {
    config,
    session,
    sql: async (text, values = []) => {
      const types = { getTypeParser: () => (value: string) => value };
      const result = await owner.query<Record<string, string | null>>({
        text,
        types,
        ...(values.length > 0 ? { values: [...values] } : {}),
      });
      return result.rows;
    },
    stop: async () => {
      await owner.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
