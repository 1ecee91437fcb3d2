// A PostgreSQL with the rows of all requests, each in a schema of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';
import { type DatabaseAddress, startPostgres } from '../../infra/local/postgres.ts';
import { catalogOf } from '../tpch/agreement.ts';
import type { Request } from './requests.ts';

export type EverydayDatabase = { readonly address: DatabaseAddress; readonly catalog: Catalog; readonly close: () => Promise<void> };

export const schemaOf = (name: string): string => name.replaceAll('-', '_');

export const openDatabase = async (requests: readonly Pick<Request, 'name' | 'tables'>[]): Promise<EverydayDatabase> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'everyday-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const close = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { host, port, database, user, password } = postgres;
    const client = new pg.Client({ host, port, database, user, password });
    await client.connect();
    for (const { name, tables } of requests) {
      const schema = `"${schemaOf(name)}"`;
      await client.query(`create schema ${schema}; set search_path = ${schema}`);
      for (const statement of tables) await client.query(statement);
    }
    await client.query('analyze');
    await client.end();
    return { address: postgres, catalog: await catalogOf(postgres, ...requests.map(({ name }) => schemaOf(name))), close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** As somebody sees it who works in the schema of that request. */
export const catalogFor = (catalog: Catalog, name: string): Catalog => {
  const schema = schemaOf(name);
  return { ...catalog, defaultSchema: schema, tables: catalog.tables.filter((table) => table.schema === schema) };
};
