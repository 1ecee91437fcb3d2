import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findPython } from '../../../infra/local/find-python.mjs';

let bin: string;
beforeEach(async () => {
  bin = await mkdtemp(path.join(tmpdir(), 'datamorph-bin-'));
});
afterEach(() => rm(bin, { recursive: true, force: true }));
const program = async (name: string, script: string): Promise<void> => {
  await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(bin, name), 0o755);
};
const answers = (version: string): string => `printf '/usr/bin/python\\n${version}\\n'`;

it('takes the first on the path that fits', async () => {
  await program('python3', answers('3 13'));
  await program('python3.12', answers('3 12'));
  expect(findPython({ PATH: bin })).toEqual({ python: '/usr/bin/python', version: '3.12' });
});

it('passes over a shim that refuses to start', async () => {
  await program('python3', 'echo "command not found" >&2; exit 127');
  await program('python3.10', answers('3 10'));
  expect(findPython({ PATH: bin }).python).toBe('/usr/bin/python');
});

it('says what it found when nothing fits', async () => {
  await program('python3', answers('3 9'));
  await program('python', 'echo "ModuleNotFoundError: No module named \'ensurepip\'" >&2; exit 1');
  const { problem = '' } = findPython({ PATH: bin });
  expect(problem).toContain('3.10, 3.11 or 3.12');
  expect(problem).toContain('python3 is 3.9');
  expect(problem).toContain('python3-venv');
  expect(findPython({ PATH: path.join(bin, 'empty') }).problem).toContain('found none');
});
