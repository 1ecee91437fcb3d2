// `npm run check`: everything that needs no stack, in under a minute. Steps run side by side; each prints what it found only when it fails.
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { generate } from '../../contracts/generate.ts';
import { stale, staticParts } from './readme.ts';

type Step = { readonly name: string; readonly run: () => Promise<string | undefined> };

const root = path.join(import.meta.dirname, '../..');
const bin = (name: string) => path.join(root, 'node_modules/.bin', name);

export const staticSteps: readonly Step[] = [
  { name: 'generated code is fresh', run: () => drift() },
  {
    name: 'README is fresh',
    run: async () => {
      const old = await stale(staticParts());
      return old.length === 0 ? undefined : `README.md differs from what npm run readme makes: ${old.join(', ')}`;
    },
  },
  { name: 'types', run: () => command(bin('tsc'), ['-p', '.']) },
  { name: 'lint and format', run: () => command(bin('biome'), ['ci', '--error-on-warnings', '.']) },
  {
    name: 'import rules',
    run: () => command(bin('depcruise'), ['--config', 'test/support/dependency-cruiser.cjs', 'contracts', 'events', 'services', 'infra']),
  },
  { name: 'dead code', run: () => command(bin('knip'), ['--config', 'test/support/knip.json', '--no-progress']) },
];

const tests: Step = {
  name: 'unit and flow tests',
  run: () =>
    command(bin('vitest'), [
      'run',
      '--config',
      'test/support/vitest.config.ts',
      '--project',
      'unit',
      '--project',
      'flows',
      '--reporter=dot',
    ]),
};

/** Runs the steps side by side and prints one line each; answers whether all passed. */
export const runSteps = async (steps: readonly Step[]): Promise<boolean> => {
  const results = await Promise.all(
    steps.map(async ({ name, run }) => {
      const began = performance.now();
      const problem = await run();
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${problem === undefined ? '✓' : '✗'} ${name.padEnd(26)} ${seconds.padStart(5)} s`);
      if (problem !== undefined) console.log(problem);
      return problem === undefined;
    }),
  );
  return results.every(Boolean);
};

const drift = async (): Promise<string | undefined> => {
  const folder = path.join(root, 'contracts/generated');
  const made = await generate();
  const present = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const stale = await Promise.all(
    [...made].map(async ([file, text]) =>
      present.includes(file) && (await readFile(path.join(folder, file), 'utf8')) === text ? [] : [file],
    ),
  );
  const wrong = [...stale.flat(), ...present.filter((file) => !made.has(file))];
  return wrong.length === 0 ? undefined : `contracts/generated differs from what npm run gen makes: ${wrong.join(', ')}`;
};

/** Output of a command that failed; undefined when it succeeded. */
const command = (file: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve(`${error}`));
    child.on('close', (code) => resolve(code === 0 ? undefined : output || `exit ${code}`));
  });

if (import.meta.main) {
  const began = performance.now();
  const passed = await runSteps([...staticSteps, tests]);
  console.log(`${passed ? 'all passed' : 'FAILED'} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  process.exit(passed ? 0 : 1);
}
