// The oracle's query on a real PostgreSQL beside the interpreter on the same rows, read back as text.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Catalog, TransformSpec } from '../../contracts/generated/types.ts';
import { startPostgres } from '../../infra/local/postgres.ts';
import { check, renderOracle } from '../../services/transform/index.ts';
import { interpretTexts } from './interpret.ts';
import { readText, spelled } from './texts.ts';

export type Case = { readonly name: string; readonly spec: TransformSpec; readonly catalog: Catalog };
type Rows = readonly (readonly (string | null)[])[];
export type Both = {
  readonly query: (sql: string) => Promise<void>;
  /** Rows in one order and spelling, or what ended the computation. */
  readonly oracle: (each: Case) => Promise<readonly string[]>;
  readonly interpreter: (each: Case) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export const openBoth = async (): Promise<Both> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interpreter-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const { host, port, database, user, password } = postgres;
  const client = new pg.Client({ host, port, database, user, password, types: { getTypeParser: () => (value: string) => value } });
  await client.connect();
  const rowsOf = async (text: string): Promise<Rows> => (await client.query<(string | null)[]>({ text, rowMode: 'array' })).rows;
  return {
    query: async (sql) => void (await client.query(sql)),
    oracle: async ({ spec, catalog, name }) => {
      const result = check(spec, catalog);
      if (result.is === 'unsound') throw new Error(`${name}: ${JSON.stringify(result.diagnostics.slice(0, 3), null, 2)}`);
      const types = spec.target.columns.map(({ type }) => type);
      const rows = await rowsOf(renderOracle(result.plan));
      return inOrder(rows.map((row) => row.map((value, at) => spelled(readText(value, types[at] ?? 'text'), types[at] ?? 'text'))));
    },
    interpreter: async ({ spec, catalog }) => {
      const tables: Record<string, Rows> = {};
      for (const { schema, name, columns } of catalog.tables) {
        tables[`${schema}.${name}`] = await rowsOf(
          `select ${columns.map((column) => `${quoted(column.name)}::text`).join(', ')} from ${quoted(schema)}.${quoted(name)}`,
        );
      }
      return inOrder(interpretTexts(spec, tables, catalog).rows);
    },
    close: async () => {
      await client.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const inOrder = (rows: Rows): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();
