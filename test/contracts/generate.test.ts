// What is generated is committed, and nobody edits it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { generate } from '../../contracts/generate.ts';

const folder = path.join(import.meta.dirname, '../../contracts/generated');

it('contracts/generated is what the schemas say (else: npm run gen)', { timeout: 30_000 }, async () => {
  const fresh = await generate();
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  expect(paths.sort()).toEqual([...fresh.keys()].sort());
  const stale = await Promise.all(
    [...fresh].map(async ([file, text]) => ((await readFile(path.join(folder, file), 'utf8')) === text ? [] : [file])),
  );
  expect(stale.flat()).toEqual([]);
});
