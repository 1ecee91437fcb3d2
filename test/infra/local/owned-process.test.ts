// Programs that know nothing of us, run to their end or ended with us.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runOwned } from '../../../infra/local/owned-process.ts';
import { startOf } from '../../../infra/local/process-lock.mjs';
import { until } from './support/places.ts';

const env = { PATH: process.env.PATH };
const sh = (script: string) => runOwned('/bin/sh', ['-c', script, 'quoted "name"'], { env });

it('answers what the program said, and gives it no input', async () => {
  expect(await sh('cat; echo "$0"; echo beside >&2')).toBe('quoted "name"\nbeside\n');
});

it('throws with its last words when it fails, and when there is no such program', async () => {
  await expect(sh('echo no such table; exit 3')).rejects.toThrow(/sh ended with 3:\nno such table/);
  await expect(sh('kill -9 $$')).rejects.toThrow(/SIGKILL/);
  await expect(runOwned('/nowhere/program', [], { env })).rejects.toThrow(/program ended with 127/);
});

it.each(['SIGKILL', 'SIGINT'] as const)('ends with all that it started when we are ended by %s', async (signal) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'datamorph-test-'));
  const file = path.join(folder, 'pids');
  const module = path.resolve(import.meta.dirname, '../../../infra/local/owned-process.ts');
  const program = `
    import { runOwned } from ${JSON.stringify(module)};
    await runOwned('/bin/sh', ['-c', 'sleep 61 & echo $$ $! > "$0"; sleep 62; true', ${JSON.stringify(file)}], { env: process.env });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  const pids = async () =>
    (await readFile(file, 'utf8').catch(() => ''))
      .trim()
      .split(' ')
      .map(Number)
      .filter((pid) => pid > 0);
  await until('it runs', async () => (await pids()).length === 2);
  const started = await pids();
  expect(started.every((pid) => startOf(pid) !== undefined)).toBe(true);
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  await until('all have ended', () => started.every((pid) => startOf(pid) === undefined), 2000);
  await rm(folder, { recursive: true });
});
