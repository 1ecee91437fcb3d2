// Lock files that survive crashes: the holder is named by pid and start time, so a dead holder, or a stranger with its pid, gives the lock up. Plain JS: runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** When the process began, as its system tells it; undefined when it is gone (a zombie is gone). */
export const startOf = (pid) => {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' '); // the name may hold spaces and brackets
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
};

/** Identity to write into a lock, and to ask for later. */
export const thisProcess = () => ({ pid: process.pid, startedAt: startOf(process.pid) });
export const isAlive = (holder) => startOf(holder.pid) !== undefined && startOf(holder.pid) === holder.startedAt;

const content = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
const parsed = (text) => {
  try {
    const value = JSON.parse(text);
    return typeof value?.pid === 'number' ? value : undefined;
  } catch {
    return undefined; // half-written by a power cut: nobody holds it
  }
};
const unique = (file) => `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;

/** The living holder of a lock, with whatever it wrote beside its identity; undefined when nobody holds it. */
export const holderOf = (file) => {
  const text = content(file);
  const holder = text === undefined ? undefined : parsed(text);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
};

/** Takes the lock when nobody alive holds it. The file appears with its whole content at once. */
export const tryLock = (file, extra = {}) => {
  mkdirSync(path.dirname(file), { recursive: true });
  clearStale(file);
  const whole = unique(file);
  writeFileSync(whole, JSON.stringify({ ...thisProcess(), ...extra }), { mode: 0o600 }); // what stands beside the identity may be secret
  try {
    linkSync(whole, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
};

const clearStale = (file) => {
  const seen = content(file);
  if (seen === undefined || holderOf(file) !== undefined) return;
  const aside = unique(file);
  try {
    renameSync(file, aside);
  } catch {
    return; // somebody else cleared it
  }
  // Between reading and renaming somebody may have taken the lock over: give it back.
  if (content(aside) !== seen) {
    try {
      linkSync(aside, file);
    } catch {}
  }
  rmSync(aside, { force: true });
};

/** Replaces what stands beside the identity; only the holder may. */
export const updateLock = (file, extra) => {
  const whole = unique(file);
  writeFileSync(whole, JSON.stringify({ ...thisProcess(), ...extra }), { mode: 0o600 }); // what stands beside the identity may be secret
  renameSync(whole, file);
};

export const unlock = (file) => {
  if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true });
};

/** Does the work while holding the lock; `onWait` is told once who holds it. */
export const withLock = async (file, work, onWait = () => {}) => {
  for (let waited = false; !tryLock(file); waited = true) {
    const holder = holderOf(file);
    if (!waited && holder !== undefined) onWait(holder);
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    unlock(file);
  }
};
