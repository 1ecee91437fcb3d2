// `npm test`: static checks, then every test, real PostgreSQL, emulator and Spark included. Leaves the runner's counts where the CI script reads them.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { runSteps, staticSteps } from './check.ts';

const root = path.join(import.meta.dirname, '../..');
const results = path.join(root, '.datamorph/test-results.json');

const vitest = (args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(
      path.join(root, 'node_modules/.bin/vitest'),
      [
        'run',
        '--config',
        'test/support/vitest.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${results}`,
        ...args,
      ],
      { cwd: root, stdio: 'inherit' },
    );
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });

await mkdir(path.dirname(results), { recursive: true });
await rm(results, { force: true });
const sound = await runSteps(staticSteps);
const code = await vitest(process.argv.slice(2));
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(await readFile(results, 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`);
process.exit(sound && code === 0 ? 0 : 1);
