import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { ensureVenv } from '../../../infra/local/python.ts';
import { temporary } from './support/places.ts';

const cleaning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});
const hash = '4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274';
const lock = async (folder: string, sha256 = hash, comment = ''): Promise<string> => {
  const file = path.join(folder, 'requirements.lock');
  await writeFile(file, `${comment}six==1.17.0 --hash=sha256:${sha256}\n`);
  return file;
};
const version = async (python: string): Promise<string> =>
  (await promisify(execFile)(python, ['-c', 'import six; print(six.__version__)'])).stdout.trim();

it('is made once, also when two ask at the same time, and again when it is broken or its lock changed', async () => {
  const folder = await temporary((clean) => cleaning.push(clean));
  const said: string[] = [];
  const ensure = async (file: string) => await ensureVenv('emulator', file, (line) => said.push(line), folder);
  const file = await lock(folder);
  const made = await Promise.all([ensure(file), ensure(file)]);
  expect(made[0]).toEqual(made[1]);
  expect(await version(made[0].python)).toBe('1.17.0');
  expect(said.filter((line) => line.includes('installing'))).toHaveLength(1);

  await ensure(await lock(folder));
  expect(said.filter((line) => line.includes('installing'))).toHaveLength(1);
  await rm(path.join(path.dirname(made[0].python), '../.complete')); // as an interrupted installation leaves it
  await mkdir(path.join(folder, 'venv/emulator/rest-of-something'));
  await ensure(await lock(folder));
  expect(said.filter((line) => line.includes('installing'))).toHaveLength(2);

  const other = await ensure(await lock(folder, hash, '# changed\n'));
  expect(other.python).not.toBe(made[0].python);
  expect(await readdir(path.join(folder, 'venv/emulator'))).toHaveLength(1);
});

it('is refused when a file is not the one that was locked, and leaves nothing that looks whole', async () => {
  const folder = await temporary((clean) => cleaning.push(clean));
  const file = await lock(folder, 'f'.repeat(64));
  await expect(ensureVenv('spark', file, () => {}, folder)).rejects.toThrow(/HASH|hash/);
  await expect(ensureVenv('spark', await lock(folder), () => {}, folder)).resolves.toHaveProperty('python');
});
