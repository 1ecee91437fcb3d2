// Which Python the local stack runs on: the first on the path that starts, is 3.10-3.12 and can make virtual environments. Plain JS: start.mjs asks before anything is installed.
import { spawnSync } from 'node:child_process';

const names = ['python3', 'python3.12', 'python3.11', 'python3.10', 'python'];
const question = 'import sys, venv, ensurepip; print(sys.executable); print(*sys.version_info[:2])';

/** `{ python }` is a path; `{ problem }` says what was found instead and what to install. */
export const findPython = (env = process.env) => {
  const seen = [];
  for (const name of names) {
    // Asking is the only way to know: version managers put shims on the path that refuse to start.
    const answer = spawnSync(name, ['-c', question], { encoding: 'utf8', env, timeout: 20_000 });
    if (answer.error !== undefined) continue;
    const [python, version = ''] = answer.stdout.trim().split('\n');
    const [major, minor] = version.split(' ').map(Number);
    if (answer.status === 0 && python && major === 3 && minor >= 10 && minor <= 12) return { python, version: `${major}.${minor}` };
    if (answer.status === 0) seen.push(`${name} is ${major}.${minor}`);
    else if (/ensurepip|venv/.test(answer.stderr))
      seen.push(`${name} cannot make virtual environments (on Debian: apt install python3-venv)`);
  }
  const found = seen.length > 0 ? `found: ${seen.join('; ')}` : 'found none';
  return { problem: `DataMorph needs Python 3.10, 3.11 or 3.12 on the path for its local stack; ${found}.` };
};
