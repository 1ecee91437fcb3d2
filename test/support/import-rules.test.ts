// The import rules see what they must: each is shown an import that it forbids, in a small tree beside the real configuration.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
/** One module of every kind, as it should be. */
const healthy = {
  'contracts/generated/names.ts': 'export const names = [];',
  'events/catalog.ts':
    "import { createHash } from 'node:crypto';\nimport { names } from '../contracts/generated/names.ts';\nexport const catalog = [names, createHash];",
  'services/run/fold.ts': "import { catalog } from '../../events/catalog.ts';\nexport const fold = catalog;",
  'services/model/tasks.ts': 'export const tasks = [];',
  'services/proof/verdict.ts': 'export const verdict = 1;',
  'services/transform/plan.ts': 'export const plan = 1;',
  'services/transform/render/pyspark/module.ts': "import { plan } from '../../plan.ts';\nexport const pyspark = plan;",
  'services/transform/render/oracle/query.ts': "import { plan } from '../../plan.ts';\nexport const oracle = plan;",
  'services/adapters/store.ts': "import { S3Client } from '@aws-sdk/client-s3';\nexport const store = S3Client;",
  'services/publisher/agent.ts':
    "import { fold } from '../run/fold.ts';\nimport { tell } from './tell.ts';\nexport const publisher = [fold, tell];",
  'services/publisher/tell.ts': 'export const tell = 1;',
  'services/publisher/main.ts':
    "import { store } from '../adapters/store.ts';\nimport { publisher } from './agent.ts';\nexport const handler = [store, publisher];",
  'services/validator/agent.ts': "import { verdict } from '../proof/verdict.ts';\nexport const validator = verdict;",
  'infra/app.ts': "import { catalog } from '../events/catalog.ts';\nexport const app = catalog;",
  'test/fake.ts': 'export const fake = 1;',
};

/** Each breaks one rule, in a file of its own. */
const planted: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['contracts-import-nothing-of-ours', 'contracts/p1.ts', '../events/catalog.ts'],
  ['events-import-only-contracts', 'events/p2.ts', '../services/run/fold.ts'],
  ['events-import-only-contracts', 'events/p3.ts', '@aws-sdk/client-s3'],
  ['agents-are-pure', 'services/publisher/p4.ts', '@aws-sdk/client-s3'],
  ['agents-are-pure', 'services/publisher/p5.ts', 'node:fs'],
  ['agents-are-pure', 'services/logger/agent.ts', 'pg'],
  ['agents-never-import-agents', 'services/publisher/p6.ts', '../validator/agent.ts'],
  ['only-main-imports-adapters', 'services/publisher/p7.ts', '../adapters/store.ts'],
  ['only-main-imports-adapters', 'services/run/p8.ts', '../adapters/store.ts'],
  ['main-is-only-wiring', 'services/logger/main.ts', '../run/fold.ts'],
  ['pure-libraries-touch-nothing', 'services/transform/p9.ts', 'pg'],
  ['pure-libraries-touch-nothing', 'services/proof/p10.ts', 'node:fs/promises'],
  ['pure-libraries-know-no-agent', 'services/run/p11.ts', '../publisher/tell.ts'],
  ['renderers-are-independent', 'services/transform/render/pyspark/p12.ts', '../oracle/query.ts'],
  ['renderers-are-independent', 'services/transform/render/oracle/p13.ts', '../pyspark/module.ts'],
  ['no-model-near-a-verdict', 'services/proof/p14.ts', '../model/tasks.ts'],
  ['no-model-near-a-verdict', 'services/validator/p15.ts', '../model/tasks.ts'],
  ['product-knows-no-infrastructure', 'services/adapters/p16.ts', '../../infra/app.ts'],
  ['product-knows-no-tests', 'services/adapters/p17.ts', '../../test/fake.ts'],
  ['no-development-packages-in-lambda', 'services/adapters/p18.ts', 'esbuild'],
  ['resolvable', 'services/adapters/p19.ts', './nowhere.ts'],
];

type Violation = { readonly rule: { readonly name: string }; readonly from: string };

/** Cruises a fresh tree of these files with the real configuration. */
const violations = (files: Readonly<Record<string, string>>): readonly Violation[] => {
  const tree = mkdtempSync(path.join(tmpdir(), 'datamorph-imports-'));
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    for (const [file, text] of Object.entries({ 'package.json': manifest, ...files })) {
      mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
      writeFileSync(path.join(tree, file), text);
    }
    const cruise = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const config = path.join(root, 'test/support/dependency-cruiser.cjs');
    const folders = ['contracts', 'events', 'services', 'infra'];
    const { stdout, stderr } = spawnSync(process.execPath, [cruise, '--config', config, '--output-type', 'json', ...folders], {
      cwd: tree,
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    const { summary }: { summary: { violations: Violation[]; totalDependenciesCruised: number } } = JSON.parse(stdout);
    // With a parser that reads no TypeScript there are no imports, and so nothing to break.
    expect(summary.totalDependenciesCruised).toBeGreaterThan(8);
    return summary.violations;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
};
const manifest = '{ "dependencies": { "@aws-sdk/client-s3": "*", "pg": "*" }, "devDependencies": { "esbuild": "*" } }';

it('a tree as it should be breaks none', { timeout: 30_000 }, () => expect(violations(healthy)).toEqual([]));

describe('a planted import is found', () => {
  let found: readonly Violation[] = [];
  beforeAll(() => {
    const files = planted.map(
      ([, file, imported]) => [file, `import * as planted from '${imported}';\nexport const value = planted;`] as const,
    );
    const ofType = "import type { store } from '../adapters/store.ts';\nexport const tell = (): typeof store | undefined => undefined;";
    found = violations({ ...healthy, ...Object.fromEntries(files), 'services/publisher/of-type.ts': ofType });
  }, 30_000);
  const brokenBy = (file: string) => found.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it.each(planted)('%s: %s → %s', (rule, file) => expect(brokenBy(file)).toContain(rule));

  it('also when only a type is imported', () => expect(brokenBy('services/publisher/of-type.ts')).toContain('only-main-imports-adapters'));

  it('and those that are as they should be stay unblamed', () => {
    const blamed = found.map(({ from }) => from);
    expect(Object.keys(healthy).filter((file) => blamed.includes(file))).toEqual([]);
  });
});
