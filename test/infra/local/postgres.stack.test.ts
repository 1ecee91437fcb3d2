// The disposable database: kept between starts, reachable from nowhere else, gone with its parent, and possible for root in a private folder.
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { type DatabaseAddress, startPostgres } from '../../../infra/local/postgres.ts';
import { temporary, until } from './support/places.ts';
import { aliveIn, hold } from './support/processes.ts';

const cleaning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});
/** As a checkout has it: the data folder below one of the checkout's. */
const folder = async (mode = 0o755): Promise<string> => {
  const outer = await temporary((clean) => cleaning.push(clean));
  await chmod(outer, mode);
  const dataDir = path.join(outer, 'postgres');
  await mkdir(dataDir);
  cleaning.push(async () => {
    const copy = await readFile(path.join(dataDir, 'elsewhere'), 'utf8').catch(() => undefined);
    if (copy !== undefined) await rm(copy, { recursive: true, force: true });
  });
  return dataDir;
};
const query = async ({ host, port, database, user, password }: DatabaseAddress, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ host, port, database, user, password });
  await client.connect();
  return await client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
};
const linux = process.platform === 'linux';
const asRoot = process.getuid?.() === 0;

it('starts, keeps data over a stop, and starts again in a moment', async () => {
  const dataDir = await folder();
  const first = await startPostgres({ dataDir });
  await query(first, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
  await first.stop();
  const began = performance.now();
  const second = await startPostgres({ dataDir });
  const took = performance.now() - began;
  cleaning.push(() => second.stop());
  expect(await query(second, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(second.port).toBe(first.port);
  expect(took).toBeLessThan(1500); // alone about 30 ms
});

it('sorts text by code point, in UTC, and asks for its password', async () => {
  const database = await startPostgres({ dataDir: await folder() });
  cleaning.push(() => database.stop());
  const [row] = await query(
    database,
    "SELECT current_setting('TimeZone') AS zone, array_agg(t ORDER BY t) AS sorted, upper('ä') AS upper FROM unnest(ARRAY['b', 'a', 'B', 'ä']) t",
  );
  expect(row).toEqual({ zone: 'UTC', sorted: ['B', 'a', 'b', 'ä'], upper: 'Ä' });
  await expect(query({ ...database, password: 'wrong' }, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  const [settings] = await query(
    database,
    "SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets",
  );
  expect(settings).toEqual({ addresses: '127.0.0.1', sockets: '' });
});

describe.runIf(linux)('when its parent is killed', () => {
  it('ends within 5 s, and the next start finds the data', async () => {
    const dataDir = await folder();
    const held = await hold<{ pid: number }>('postgres', dataDir);
    expect(aliveIn(dataDir)).toContain(held.value.pid);
    await held.kill();
    await until('the server has ended', () => aliveIn(dataDir).length === 0, 5000);
    const next = await startPostgres({ dataDir });
    cleaning.push(() => next.stop());
    expect(await query(next, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is waited for by a start that follows at once', async () => {
    const dataDir = await folder();
    const held = await hold('postgres', dataDir);
    await held.kill();
    const next = await startPostgres({ dataDir });
    cleaning.push(() => next.stop());
    expect(await query(next, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

it('starts although its last pid belongs to a stranger by now', async () => {
  const dataDir = await folder();
  const first = await startPostgres({ dataDir });
  await first.stop();
  const data = asRoot ? path.join(dataDir, 'cluster/data') : path.join(dataDir, 'data');
  await stat(path.join(data, 'PG_VERSION'));
  await writeFile(path.join(data, 'postmaster.pid'), `${process.pid}\n${data}\n`, { mode: 0o666 });
  const second = await startPostgres({ dataDir });
  cleaning.push(() => second.stop());
  expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('makes again what an interrupted start left half-made', async () => {
  const dataDir = await folder();
  const place = asRoot ? path.join(dataDir, 'cluster') : dataDir;
  await mkdir(path.join(place, 'data.new/base'), { recursive: true });
  await mkdir(path.join(place, 'data'), { recursive: true }); // no PG_VERSION in it
  const database = await startPostgres({ dataDir });
  cleaning.push(() => database.stop());
  expect(await query(database, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

describe.runIf(asRoot)('as root in a private folder', () => {
  it('runs from a copy that another user can reach, and uses it again', async () => {
    const dataDir = await folder(0o700);
    const first = await startPostgres({ dataDir });
    const copy = await readFile(path.join(dataDir, 'elsewhere'), 'utf8');
    expect((await stat(path.join(copy, 'data'))).uid).not.toBe(0);
    expect((await stat(copy)).mode & 0o077).toBe(0);
    await query(first, 'CREATE TABLE kept (n int)');
    await first.stop();
    const second = await startPostgres({ dataDir });
    cleaning.push(() => second.stop());
    expect(await query(second, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
    expect(await readFile(path.join(dataDir, 'elsewhere'), 'utf8')).toBe(copy);
  });

  it('removes the copy of a checkout that is gone', async () => {
    const gone = await folder(0o700);
    const first = await startPostgres({ dataDir: gone });
    await first.stop();
    const copy = await readFile(path.join(gone, 'elsewhere'), 'utf8');
    await rm(path.dirname(gone), { recursive: true });
    const other = await startPostgres({ dataDir: await folder(0o700) });
    cleaning.push(() => other.stop());
    await expect(stat(copy)).rejects.toThrow('ENOENT');
  });
});
