// Projects by what they need: unit and flows need nothing, stack needs the one-machine stack, spark needs Spark as well.
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.join(import.meta.dirname, '../..');
const slow = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 600_000 };

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.stack.test.ts', 'test/**/*.spark.test.ts', 'test/flows/**'],
        },
      },
      { root, test: { name: 'flows', include: ['test/flows/**/*.test.ts'], testTimeout: 60_000 } },
      { root, test: { name: 'stack', include: ['test/**/*.stack.test.ts'], ...slow } },
      { root, test: { name: 'spark', include: ['test/**/*.spark.test.ts'], ...slow } },
    ],
  },
});
