// start.mjs in a checkout of its own, with an npm that only pretends to download.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startOf } from '../../../infra/local/process-lock.mjs';

const local = path.resolve(import.meta.dirname, '../../../infra/local');
let checkout: string;
beforeEach(async () => {
  checkout = await mkdtemp(path.join(tmpdir(), 'datamorph-start-'));
  await mkdir(path.join(checkout, 'infra/local'), { recursive: true });
  for (const file of ['start.mjs', 'process-lock.mjs', 'find-python.mjs'])
    await cp(path.join(local, file), path.join(checkout, 'infra/local', file));
  await writeFile(
    path.join(checkout, 'package-lock.json'),
    '{"packages":{"":{},"node_modules/node":{"version":"24.0.0","integrity":"sha512-a"}}}',
  );
  await writeFile(path.join(checkout, 'npm-cli.js'), npm);
});
afterEach(() => rm(checkout, { recursive: true, force: true }));

/** Writes down each call; makes what start.mjs looks for, unless told to fail or to hang. */
const npm = `
const fs = require('node:fs'), path = require('node:path');
fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
const bin = path.join('node_modules/node/bin');
fs.rmSync('node_modules', { recursive: true, force: true });
fs.mkdirSync(bin, { recursive: true });
if (fs.existsSync('hang')) {
  fs.writeFileSync('pid.part', String(process.pid));
  fs.renameSync('pid.part', 'pid');
  setInterval(() => {}, 1000);
}
else if (fs.existsSync('fail')) process.exit(7);
else setTimeout(() => fs.symlinkSync(process.execPath, path.join(bin, 'node')), 300);
`;

const script = async (code: string): Promise<string> => {
  await writeFile(path.join(checkout, 'script.mjs'), code);
  return 'script.mjs';
};
const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [path.join(checkout, 'infra/local/start.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_execpath: path.join(checkout, 'npm-cli.js') },
  });
const ended = async (child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> => {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
};
const calls = async (): Promise<number> => (await readFile(path.join(checkout, 'calls'), 'utf8').catch(() => '')).split('\n').length - 1;

it('installs what is missing, once, and runs the script with its arguments', async () => {
  const name = await script('console.log(process.argv.slice(2).join("+"))');
  const first = await ended(start(name, 'a', 'b c'));
  expect(first).toMatchObject({ code: 0, out: 'a+b c\n' });
  expect(first.err).toContain('installing packages');
  const second = await ended(start(name));
  expect(second.err).toBe('');
  expect(await readFile(path.join(checkout, 'calls'), 'utf8')).toMatch(/^ci --no-audit/);
  expect(await calls()).toBe(1);
});

it('installs again when package-lock.json changed', async () => {
  const name = await script('');
  await ended(start(name));
  await writeFile(
    path.join(checkout, 'package-lock.json'),
    '{"packages":{"":{},"node_modules/node":{"version":"24.1.0","integrity":"sha512-b"}}}',
  );
  await ended(start(name));
  expect(await calls()).toBe(2);
});

it('accepts what npm installed by hand', async () => {
  const name = await script('console.log("ran")');
  await ended(start(name));
  await rm(path.join(checkout, 'node_modules/.datamorph-stamp'));
  await cp(path.join(checkout, 'package-lock.json'), path.join(checkout, 'node_modules/.package-lock.json'));
  expect((await ended(start(name))).out).toBe('ran\n');
  expect(await calls()).toBe(1);
});

it('lets a second start wait for the installation of the first', async () => {
  const name = await script('console.log("ran")');
  const both = await Promise.all([ended(start(name)), ended(start(name))]);
  expect(both.map(({ out }) => out)).toEqual(['ran\n', 'ran\n']);
  expect(both.map(({ err }) => err).join()).toContain('waiting for the installation');
  expect(await calls()).toBe(1);
});

it.each(['SIGTERM', 'SIGKILL'] as const)('does an installation again that %s interrupted, and leaves no npm behind', async (signal) => {
  const name = await script('console.log("ran")');
  await writeFile(path.join(checkout, 'hang'), '');
  const killed = start(name);
  while (!existsSync(path.join(checkout, 'pid'))) await new Promise((resolve) => setTimeout(resolve, 20));
  const pid = Number(await readFile(path.join(checkout, 'pid'), 'utf8'));
  expect(startOf(pid)).toBeDefined();
  killed.kill(signal);
  expect((await ended(killed)).code).not.toBe(0);
  for (let n = 0; n < 100 && startOf(pid) !== undefined; n++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(startOf(pid)).toBeUndefined();
  await rm(path.join(checkout, 'hang'));
  expect((await ended(start(name))).out).toBe('ran\n');
  expect(await calls()).toBe(2);
});

it('says so when the installation fails, and starts nothing', async () => {
  await writeFile(path.join(checkout, 'fail'), '');
  const { code, out, err } = await ended(start(await script('console.log("ran")')));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('npm ci ended with 7');
});

it('passes exit codes and signals on, and ends after its child', async () => {
  expect((await ended(start(await script('process.exit(3)')))).code).toBe(3);
  const child = start(
    await script(
      'process.on("SIGTERM", () => setTimeout(() => { console.log("cleaned"); process.exit(4); }, 200)); console.log("up"); setInterval(() => {}, 1000);',
    ),
  );
  await once(child.stdout ?? child, 'data');
  child.kill('SIGTERM');
  const { code, out } = await ended(child);
  expect(code).toBe(4);
  expect(out).toContain('cleaned');
});

it('tells its child who the parent is, so that the child sees it die', async () => {
  const name = await script(`
    console.log(process.pid, process.env.DATAMORPH_PARENT_PID === String(process.ppid));
    setInterval(() => { if (process.env.DATAMORPH_PARENT_PID !== String(process.ppid)) { require_ended(); } }, 50);
    const require_ended = () => process.exit(0);`);
  const parent = start(name);
  const [pid, knows] = String((await once(parent.stdout ?? parent, 'data'))[0])
    .trim()
    .split(' ');
  expect(knows).toBe('true');
  parent.kill('SIGKILL');
  const isThere = (): boolean => {
    try {
      return process.kill(Number(pid), 0);
    } catch {
      return false;
    }
  };
  const alive = async (): Promise<boolean> => isThere() && !(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).includes(') Z ');
  for (let n = 0; n < 100 && (await alive()); n++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await alive()).toBe(false);
});
