// Projects by what they need: unit and flows need nothing, stack needs the one-machine stack, spark needs Spark as well.
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.join(import.meta.dirname, '../..');
// Not below node_modules, which an install replaces while tests may run.
const place = { root, cacheDir: path.join(root, '.datamorph/vite') };
const slow = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 600_000 };

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  ...place,
  test: {
    projects: [
      {
        ...place,
        test: {
          name: 'unit',
          // hundreds of files, none of which leaves anything behind: a process for each would cost more than the tests
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.stack.test.ts', 'test/**/*.spark.test.ts', 'test/flows/**'],
        },
      },
      { ...place, test: { name: 'flows', include: ['test/flows/**/*.test.ts'], testTimeout: 60_000 } },
      { ...place, test: { name: 'stack', include: ['test/**/*.stack.test.ts'], ...slow, sequence: { groupOrder: 1 } } },
      { ...place, test: { name: 'spark', include: ['test/**/*.spark.test.ts'], ...slow, sequence: { groupOrder: 2 } } },
    ],
  },
});
