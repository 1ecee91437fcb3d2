// Virtual environments of the local stack: made once from a lock file with hashes, made again when the lock changes or an installation was cut off.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findPython } from './find-python.mjs';
import { runOwned } from './owned-process.ts';
import { placeOf } from './places.ts';
import { withLock } from './process-lock.mjs';

export type Progress = (line: string) => void;

/**
 * A Python with exactly what the lock file names. Safe to call from several processes at once; calls after the first take about a millisecond.
 * Throws with what pip said when the installation fails, and with what to install when there is no fitting Python.
 */
export const ensureVenv = async (
  name: 'emulator' | 'spark' | 'tpch',
  lockFile: string,
  onProgress: Progress = () => {},
  state?: string,
): Promise<{ readonly python: string }> => {
  const lock = await readFile(lockFile);
  const home = placeOf(`venv/${name}`, state);
  // Named by its lock, so a new one never touches what is running; not moved after it is made, for scripts in it name their interpreter by path.
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const venv = path.join(home, hash);
  const made = { python: path.join(venv, 'bin/python') };
  if (isWhole(venv)) return made;
  await withLock(
    `${home}.lock`,
    async () => {
      if (!isWhole(venv)) await make(venv, lockFile, name, onProgress);
      await removeOthers(home, hash);
    },
    (holder) => onProgress(`python (${name}): waiting for the installation by process ${holder.pid}`),
  );
  return made;
};

const stampOf = (venv: string): string => path.join(venv, '.complete');
/** The link to the machine's Python breaks when that is upgraded: then the environment is made again. */
const isWhole = (venv: string): boolean => existsSync(stampOf(venv)) && existsSync(path.join(venv, 'bin/python'));

const make = async (venv: string, lockFile: string, name: string, onProgress: Progress): Promise<void> => {
  const { python, version, problem } = { version: '', ...findPython() };
  if (python === undefined) throw new Error(problem);
  const began = Date.now();
  onProgress(`python (${name}): installing into Python ${version} …`);
  await rm(venv, { recursive: true, force: true });
  await mkdir(path.dirname(venv), { recursive: true });
  await run(python, ['-m', 'venv', venv]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--require-hashes', '-r', lockFile];
  await run(path.join(venv, 'bin/python'), pip);
  await writeFile(stampOf(venv), new Date().toISOString()); // last: an environment without it is made again
  onProgress(`python (${name}): installed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
};

const removeOthers = async (home: string, keep: string): Promise<void> => {
  const others = (await readdir(home)).filter((folder) => folder !== keep);
  await Promise.all(others.map((folder) => rm(path.join(home, folder), { recursive: true, force: true })));
};

const run = (command: string, args: readonly string[]): Promise<string> => runOwned(command, args, { env: process.env });
