// A disposable PostgreSQL for this checkout: nothing to install, loopback only, gone when its parent is, data kept between starts.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type OwnedProcess, readyOrDead, rememberLines, spawnOwned } from './owned-process.ts';
import { type PostgresHome, postgresHome } from './postgres-home.ts';
import { startOf } from './process-lock.mjs';

export type DatabaseAddress = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
};
export type Postgres = DatabaseAddress & {
  readonly pid: number;
  /** Ended otherwise than by stop. */
  readonly ended: OwnedProcess['ended'];
  stop(): Promise<void>;
};
export type PostgresOptions = {
  /** Holds the data, or the note where they are when the server cannot reach this folder. */
  readonly dataDir: string;
  readonly onLog?: (line: string) => void;
};

const user = 'datamorph';
const database = 'datamorph';
const guard = path.join(import.meta.dirname, 'postgres-guard.sh');

/** Starts it with the data that are there; makes an empty database `datamorph` the first time (about 1 s). */
export const startPostgres = async ({ dataDir, onLog = () => {} }: PostgresOptions): Promise<Postgres> => {
  const home = await postgresHome(dataDir);
  const password = await passwordOf(dataDir, home);
  if (!existsSync(path.join(home.data, 'PG_VERSION'))) await initialize(home, password, onLog);
  await clearStalePid(home.data);
  for (let tries = 1; ; tries++) {
    try {
      return await startOn(await freePort(path.join(dataDir, 'port')), home, dataDir, password, onLog);
    } catch (error) {
      // Between finding a free port and listening on it, somebody else may take it.
      if (tries === 3 || !(error instanceof Error) || !/could not (bind|create any TCP)/.test(error.message)) throw error;
    }
  }
};

const startOn = async (
  port: number,
  home: PostgresHome,
  dataDir: string,
  password: string,
  onLog: (line: string) => void,
): Promise<Postgres> => {
  const lines = rememberLines(onLog);
  let ready = (): void => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const onLine = (line: string): void => {
    if (line.includes('database system is ready to accept connections')) ready();
    lines.onLine(line);
  };
  const script = await readFile(guard, 'utf8'); // by text: the server's user may not be able to read the checkout
  const args = ['-c', script, 'postgres-guard', path.join(home.native, 'bin/postgres'), '-D', home.data, ...(await settings(port))];
  const options = {
    cwd: path.dirname(home.data),
    env: environment(),
    onLine,
    ...(home.account === undefined ? {} : { user: home.account }),
  };
  const child = spawnOwned('/bin/sh', args, options);
  try {
    await readyOrDead('PostgreSQL', child, isReady, lines.last, 30_000);
  } catch (error) {
    await child.stop();
    throw error;
  }
  await writeFile(path.join(dataDir, 'port'), String(port));
  return { host: '127.0.0.1', port, database, user, password, pid: child.pid, ended: child.ended, stop: () => child.stop() };
};

/** The data may be made again from their sources, so durability is given up for speed; only a crash of the machine can hurt them. */
const settings = async (port: number): Promise<string[]> => {
  const shared = await statfs('/dev/shm').then(
    (found) => found.bsize * found.blocks,
    () => undefined,
  );
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    work_mem: '16MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    lc_messages: 'C', // readiness is read from the log
    // Containers often have 64 MB there, too little for parallel plans.
    ...(shared !== undefined && shared < 512 * 1024 * 1024 ? { dynamic_shared_memory_type: 'mmap' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

const environment = (): Record<string, string | undefined> => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

/** Made beside and renamed, so that an interrupted start leaves nothing that looks whole. Text sorts by code point. */
const initialize = async (home: PostgresHome, password: string, onLog: (line: string) => void): Promise<void> => {
  const aside = `${home.data}.new`;
  const passwordFile = `${home.data}.password`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.account !== undefined) {
    for (const place of [aside, passwordFile]) await chown(place, home.account.uid, home.account.gid);
  }
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await run(
    home,
    'initdb',
    ['-D', aside, '-U', user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync', ...locale],
    '',
    onLog,
  );
  await rm(passwordFile);
  await run(home, 'postgres', ['--single', '-D', aside, '-c', 'fsync=off', 'postgres'], `CREATE DATABASE ${database};\n`, onLog);
  await rm(home.data, { recursive: true, force: true });
  await rename(aside, home.data);
};

const run = (home: PostgresHome, program: string, args: readonly string[], input: string, onLog: (line: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { cwd: path.dirname(home.data), env: environment() as NodeJS.ProcessEnv, ...home.account };
    const child = spawn(path.join(home.native, 'bin', program), args, options);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
    }
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => {
      for (const line of said.split('\n')) onLog(line);
      if (code === 0 && !/ERROR:|FATAL:/.test(said)) resolve();
      else reject(new Error(`${program} failed (exit ${code}):\n${said.slice(-2000)}`));
    });
  });

/** Made once per database. Beside the data, so that a database that vanished with a temp folder takes its password along. */
const passwordOf = async (dataDir: string, home: PostgresHome): Promise<string> => {
  const file = path.join(dataDir, 'password');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known !== '' && existsSync(home.data)) return known;
  const password = randomBytes(16).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
};

/** PostgreSQL refuses to start while a process with the pid of its last start lives, even when that pid is a stranger's by now. */
const clearStalePid = async (data: string): Promise<void> => {
  const file = path.join(data, 'postmaster.pid');
  for (let waited = 0; existsSync(file); waited += 50) {
    const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
    if (!(await isServerOf(pid, data))) return rm(file, { force: true });
    // Its parent was killed a moment ago, and it is about to end.
    if (waited >= 6000) throw new Error(`PostgreSQL already runs on ${data} as process ${pid}: stop that first`);
    await sleep(50);
  }
};

const isServerOf = async (pid: number, data: string): Promise<boolean> => {
  if (!Number.isInteger(pid) || startOf(pid) === undefined) return false;
  if (process.platform !== 'linux') return true;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(data);
};
