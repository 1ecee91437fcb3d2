// What Spark needs on this machine, made once and kept below .datamorph/: Python packages, a Java, the JDBC driver, the class archive.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { runOwned } from '../owned-process.ts';
import { placeOf, root } from '../places.ts';
import { withLock } from '../process-lock.mjs';
import { ensureVenv, type Progress } from '../python.ts';
import { ensureJava } from './java.ts';

export type SparkEnvironment = {
  readonly python: string;
  readonly java: string;
  readonly jdbcJar: string;
  /** Archive of loaded classes: halves the start of the JVM. */
  readonly archive: string;
  /** Folder for what a running Spark leaves: not there yet, for one driver at a time. */
  readonly temporary: string;
};

const run = promisify(execFile);

/** Everything ready to start a driver; a call after the first takes milliseconds. Safe from several processes at once. Throws with what to do. */
export const ensureSpark = async (onProgress: Progress = () => {}, state?: string): Promise<SparkEnvironment> => {
  const { python } = await ensureVenv('spark', path.join(import.meta.dirname, 'requirements.lock'), onProgress, state);
  const java = await ensureJava(python, onProgress, state);
  const jars = await jarsOf(python);
  const jdbcJar = await ensureJdbcDriver(java, jars, onProgress, state);
  const temporary = placeOf(`spark/tmp-${process.pid}-${randomBytes(3).toString('hex')}`, state);
  await removeLeftovers(path.dirname(temporary));
  const archive = await ensureArchive({ python, java, jdbcJar }, jars, onProgress, state);
  return { python, java, jdbcJar, archive, temporary };
};

/** Environment of a Python that starts Spark by itself and knows the job's own modules. */
export const sparkProcess = ({ python, java, temporary }: Pick<SparkEnvironment, 'python' | 'java' | 'temporary'>): NodeJS.ProcessEnv => ({
  ...process.env,
  JAVA_HOME: path.resolve(path.dirname(java), '..'),
  PYSPARK_PYTHON: python,
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONPATH: path.join(root, 'services/glue-runtime'),
  SPARK_HOME: undefined,
  SPARK_LOCAL_DIRS: temporary,
  SPARK_LOCAL_IP: '127.0.0.1',
  TZ: 'UTC',
});

const driver = {
  file: 'postgresql-42.7.7.jar',
  module: ['org.postgresql', 'postgresql', '42.7.7'],
  sha256: '157963d60ae66d607e09466e8c0cdf8087e9cb20d0159899ffca96bca2528460',
} as const;

/** The JDBC driver, fetched once by the Ivy that comes with Spark, from Maven Central. Throws when its bytes are not the ones we know. */
export const ensureJdbcDriver = async (java: string, jars: string, onProgress: Progress, state?: string): Promise<string> => {
  const folder = placeOf('spark', state);
  const jar = path.join(folder, driver.file);
  if (existsSync(jar)) return jar;
  await mkdir(folder, { recursive: true });
  await withLock(`${jar}.lock`, async () => {
    if (existsSync(jar)) return;
    onProgress('spark: fetching the PostgreSQL JDBC driver …');
    const ivy = (await readdir(jars)).find((file) => file.startsWith('ivy-'));
    const fetched = path.join(folder, 'ivy');
    const where = ['-cache', path.join(fetched, 'cache'), '-retrieve', path.join(fetched, '[artifact]-[revision].[ext]')];
    const what = ['-dependency', ...driver.module, '-notransitive', '-confs', 'default', '-types', 'jar'];
    const command = [`-Divy.default.ivy.user.dir=${fetched}`, '-jar', path.join(jars, ivy ?? 'ivy.jar'), ...what, ...where];
    await run(java, command).catch((error: { stdout?: string }) => {
      throw new Error(
        `the PostgreSQL JDBC driver could not be fetched from Maven Central:\n${(error.stdout ?? String(error)).slice(-1500)}`,
      );
    });
    const file = path.join(fetched, driver.file);
    const found = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    if (found !== driver.sha256) throw new Error(`the PostgreSQL JDBC driver that was fetched is not the one we know: sha256 ${found}`);
    await rename(file, jar); // last: a jar that is there is whole and verified
    await rm(fetched, { recursive: true, force: true });
  });
  return jar;
};

type Tools = Pick<SparkEnvironment, 'python' | 'java' | 'jdbcJar'>;

/** Keyed by what it is made of: Java ignores an archive that does not fit, without a word. */
const ensureArchive = async (tools: Tools, jars: string, onProgress: Progress, state?: string): Promise<string> => {
  const folder = placeOf('spark', state);
  const { stderr: version } = await run(tools.java, ['-version']);
  const names = (await readdir(jars)).sort().join('\n');
  const key = createHash('sha256').update([version, tools.java, tools.jdbcJar, jars, names].join('\n')).digest('hex').slice(0, 12);
  const archive = path.join(folder, `classes-${key}.jsa`);
  if (existsSync(archive)) return archive;
  await withLock(`${folder}/classes.lock`, async () => {
    if (existsSync(archive)) return;
    const began = Date.now();
    onProgress('spark: writing the class archive (once) …');
    const temporary = path.join(folder, `tmp-${process.pid}-train`);
    await mkdir(temporary, { recursive: true });
    const making = path.join(temporary, 'classes.jsa');
    const args = [path.join(import.meta.dirname, 'train.py'), tools.java, tools.jdbcJar, temporary, making];
    await runOwned(tools.python, args, {
      env: { ...process.env, PYSPARK_PYTHON: tools.python, PYTHONDONTWRITEBYTECODE: '1', SPARK_HOME: undefined },
    });
    for (const old of await readdir(folder)) if (/^classes-.*\.jsa$/.test(old)) await rm(path.join(folder, old), { force: true });
    await rename(making, archive);
    await rm(temporary, { recursive: true, force: true });
    onProgress(`spark: class archive written in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  });
  return archive;
};

const jarsOf = async (python: string): Promise<string> => {
  const lib = path.resolve(path.dirname(python), '../lib');
  const version = (await readdir(lib)).find((folder) => folder.startsWith('python3')) ?? 'python3';
  return path.join(lib, version, 'site-packages/pyspark/jars');
};

/** A driver that was killed leaves its temporary files; their name says whose they were. */
const removeLeftovers = async (folder: string): Promise<void> => {
  const left = (await readdir(folder)).filter((name) => /^tmp-\d+/.test(name) && !isAlive(Number(name.split('-')[1])));
  await Promise.all(left.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
