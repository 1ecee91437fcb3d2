// The TPC-H data: made by the generator, in an embedded PostgreSQL with types and keys as the standard says, or as files. Both are kept and used again.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { placeOf } from '../../infra/local/places.ts';
import { type DatabaseAddress, type Postgres, startPostgres } from '../../infra/local/postgres.ts';
import { withLock } from '../../infra/local/process-lock.mjs';
import { ensureVenv } from '../../infra/local/python.ts';
import { copyIn } from './copy-in.ts';

export const tables = ['region', 'nation', 'supplier', 'customer', 'part', 'partsupp', 'orders', 'lineitem'] as const;

export type Progress = (line: string) => void;
export type TpchDatabase = { readonly address: DatabaseAddress; readonly close: () => Promise<void> };

const homeOf = (scale: number): string => placeOf(`tpch/sf-${scale}`);

/** The tables in schema tpch of a database of their own, loaded the first time; scale factor 0.1 takes about 10 s then. */
export const openTpch = async (scale: number, onProgress: Progress = () => {}): Promise<TpchDatabase> => {
  const home = path.join(homeOf(scale), 'postgres');
  const stamp = path.join(home, '.loaded');
  if (!existsSync(stamp)) await rm(home, { recursive: true, force: true });
  const postgres = await startPostgres({ dataDir: home });
  try {
    if (!existsSync(stamp)) {
      await load(postgres, scale, onProgress);
      await writeFile(stamp, new Date().toISOString()); // last: a load that was cut off is begun again
    }
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return { address: postgres, close: () => postgres.stop() };
};

const load = async (address: Postgres, scale: number, onProgress: Progress): Promise<void> => {
  const began = Date.now();
  const folder = await generated(scale, 'csv', onProgress);
  const { host, port, database, user, password } = address;
  const client = new pg.Client({ host, port, database, user, password });
  await client.connect();
  try {
    await client.query('drop schema if exists tpch cascade');
    await client.query(await readFile(path.join(import.meta.dirname, 'tables.sql'), 'utf8'));
    for (const table of tables) {
      await copyIn(client, `copy tpch.${table} from stdin with (format csv, header)`, path.join(folder, `${table}.csv`));
    }
    await client.query(await readFile(path.join(import.meta.dirname, 'keys.sql'), 'utf8'));
  } finally {
    await client.end();
  }
  await rm(folder, { recursive: true, force: true });
  onProgress(`tpch: scale factor ${scale} loaded in ${((Date.now() - began) / 1000).toFixed(1)} s`);
};

/** Folder with one file per table. */
export const generated = async (scale: number, format: 'csv' | 'parquet', onProgress: Progress = () => {}): Promise<string> => {
  const folder = path.join(homeOf(scale), format);
  if (existsSync(folder)) return folder;
  await mkdir(path.dirname(folder), { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const { python } = await ensureVenv('tpch', path.join(import.meta.dirname, 'requirements.lock'), onProgress);
    const making = `${folder}-${process.pid}`;
    const args = [format, '--quiet', '--scale-factor', String(scale), '--output-dir', making];
    await promisify(execFile)(path.join(path.dirname(python), 'tpchgen-cli'), args);
    await rename(making, folder);
  });
  return folder;
};
