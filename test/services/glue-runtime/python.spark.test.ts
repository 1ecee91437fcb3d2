import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../../../infra/local/places.ts';
import { ensureVenv } from '../../../infra/local/python.ts';

it('passes its own tests in Python', async () => {
  const { python } = await ensureVenv('spark', path.join(root, 'infra/local/glue/requirements.lock'), console.log);
  const env = { ...process.env, PYTHONPATH: path.join(root, 'services/glue-runtime'), PYTHONDONTWRITEBYTECODE: '1' };
  const { stderr } = await promisify(execFile)(python, ['-m', 'unittest', 'discover', '-v', '-s', import.meta.dirname], { env });
  console.log(stderr);
  expect(Number(/Ran (\d+) tests/.exec(stderr)?.[1])).toBeGreaterThan(10);
  expect(stderr).toMatch(/^OK$/m);
});
