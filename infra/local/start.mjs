// Runs a script of this checkout from nothing: installs what package-lock.json names when that is missing or changed, then hands over to the checkout's own Node 24.
// Plain JS, needs nothing installed: node infra/local/start.mjs <script.ts> [args]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from './find-python.mjs';
import { withLock } from './process-lock.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.datamorph-stamp');

const start = async ([script, ...args]) => {
  if (script === undefined) throw new Error('say which script to run: node infra/local/start.mjs <script.ts> [args]');
  checkNode();
  if (!isInstalled())
    await withLock(path.join(root, '.datamorph/install.lock'), install, (holder) =>
      say(`waiting for the installation by process ${holder.pid}`),
    );
  process.exitCode = await run(path.resolve(root, script), args);
};

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `DataMorph needs Node 20.19 or newer to start (it brings its own Node 24); this is ${process.version} (${process.execPath})`,
  );
};

const lockfile = () => readFileSync(path.join(root, 'package-lock.json'), 'utf8');
const wanted = () => createHash('sha256').update(lockfile()).digest('hex');
const isInstalled = () => {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === wanted() && existsSync(ownNode());
  if (!isInstalledByHand()) return false;
  writeFileSync(stampFile, wanted());
  return true;
};

/** npm itself writes what it installed, last of all; when that agrees with the lock file, there is nothing to do again. */
const isInstalledByHand = () => {
  try {
    const found = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages;
    const missing = Object.entries(JSON.parse(lockfile()).packages).filter(
      ([at, entry]) => at !== '' && !entry.optional && found[at]?.integrity !== entry.integrity,
    );
    return missing.length === 0 && existsSync(ownNode());
  } catch {
    return false;
  }
};

const install = async () => {
  if (isInstalled()) return; // by the process that held the lock before
  const { problem } = findPython();
  if (problem !== undefined) say(problem);
  const began = Date.now();
  say('installing packages (npm ci) …');
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const ci = [...npm[1], 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await spawned('/bin/sh', ['-c', watched, npm[0], ...ci], { stdio: ['pipe', 2, 2] });
  if (code !== 0) throw new Error(`npm ci ended with ${code}; nothing was started. Run the same command again to retry.`);
  if (!existsSync(ownNode()))
    throw new Error('npm ci did not bring Node 24: are install scripts switched off (npm config get ignore-scripts)?');
  writeFileSync(stampFile, wanted()); // last: an installation without it is done again
  say(`packages installed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
};

/** npm ends when our end of its pipe closes without a word: two installations into one folder, of a dead start and of the next one, would spoil it. */
const watched = 'exec 3<&0; (read -r over <&3 || kill -TERM $$) >/dev/null 2>&1 & exec "$0" "$@" </dev/null 3<&-';

function ownNode() {
  return path.join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const run = (script, args) =>
  spawned(realpathSync(ownNode()), [script, ...args], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
      DATAMORPH_PARENT_PID: String(process.pid), // a child whose parent is another process was orphaned, and ends itself
    },
  });

/** Ends when the child has ended, never before: its exit code, or 128 + signal as shells have it. */
const spawned = (command, args, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options });
    const pass = (signal) => {
      // A terminal gives Ctrl-C to the whole process group, so the child has it already: twice would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.stdin?.on('error', () => {}); // its reader may be gone first
    child.on('exit', (code, signal) => {
      child.stdin?.end('over\n');
      for (const name of signals) process.off(name, pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });

const say = (line) => process.stderr.write(`${line}\n`);

start(process.argv.slice(2)).catch((error) => {
  say(error.message);
  process.exitCode = 1;
});
