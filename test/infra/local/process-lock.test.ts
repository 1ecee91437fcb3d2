import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holderOf, isAlive, startOf, thisProcess, tryLock, unlock, updateLock } from '../../../infra/local/process-lock.mjs';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'datamorph-lock-'));
  file = path.join(folder, 'deep/lock.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (code: string) => spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
const module = JSON.stringify(path.resolve(import.meta.dirname, '../../../infra/local/process-lock.mjs'));

describe('a lock', () => {
  it('is taken once, tells who holds it, and can be taken again after it was given up', () => {
    expect(tryLock(file, { why: 'test' })).toBe(true);
    expect(tryLock(file)).toBe(false);
    expect(holderOf(file)).toMatchObject({ pid: process.pid, why: 'test' });
    updateLock(file, { why: 'other' });
    expect(holderOf(file)).toMatchObject({ pid: process.pid, why: 'other' });
    unlock(file);
    expect(holderOf(file)).toBeUndefined();
    expect(tryLock(file)).toBe(true);
  });

  it('of a process that was killed is taken over', async () => {
    const child = run(`import { tryLock } from ${module}; console.log(tryLock(${JSON.stringify(file)})); setInterval(() => {}, 1000);`);
    expect(String((await once(child.stdout, 'data'))[0]).trim()).toBe('true');
    expect(tryLock(file)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(holderOf(file)).toBeUndefined();
    expect(tryLock(file)).toBe(true);
  });

  it('whose pid belongs to another process by now is taken over', async () => {
    tryLock(file);
    await writeFile(file, JSON.stringify({ ...thisProcess(), startedAt: 'long ago' }));
    expect(holderOf(file)).toBeUndefined();
    expect(tryLock(file)).toBe(true);
  });

  it('that is no JSON is taken over', async () => {
    tryLock(file);
    await writeFile(file, '{"pid": 1');
    expect(tryLock(file)).toBe(true);
  });

  it('lets one process at a time through, also when a dead one left it behind', async () => {
    tryLock(file);
    await writeFile(file, JSON.stringify({ pid: 1, startedAt: 'long ago' }));
    const counter = path.join(folder, 'counter');
    await writeFile(counter, '0');
    const add = `import { withLock } from ${module}; import { readFileSync, writeFileSync } from 'node:fs'; import { setTimeout as sleep } from 'node:timers/promises';
      for (let n = 0; n < 5; n++) await withLock(${JSON.stringify(file)}, async () => {
        const seen = Number(readFileSync(${JSON.stringify(counter)}, 'utf8')); await sleep(5); writeFileSync(${JSON.stringify(counter)}, String(seen + 1)); });`;
    const codes = await Promise.all(Array.from({ length: 6 }, () => once(run(add), 'exit').then(([code]) => code)));
    expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await readFile(counter, 'utf8')).toBe('30');
    expect(await readdir(path.dirname(file))).toEqual([]); // nothing is left aside
  }, 30_000);
});

it('knows a process by its start, and that a zombie is gone', async () => {
  expect(startOf(process.pid)).toBeDefined();
  expect(isAlive(thisProcess())).toBe(true);
  expect(startOf(2 ** 22 + 1)).toBeUndefined();
  if (process.platform !== 'linux') return;
  // The shell becomes a sleep, which never asks how its child ended.
  const shell = spawn('/bin/sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 5']);
  const zombie = Number(String((await once(shell.stdout, 'data'))[0]));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await readFile(`/proc/${zombie}/stat`, 'utf8')).toContain(' Z ');
  expect(startOf(zombie)).toBeUndefined();
  shell.kill();
});
