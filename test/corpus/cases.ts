// The corpus: specs with the catalog they are written for and the code they compile to, one folder each.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalog, TransformSpec } from '../../contracts/generated/types.ts';
import { check, type Plan } from '../../services/transform/index.ts';

export type Case = { readonly name: string; readonly folder: string; readonly spec: TransformSpec; readonly catalog: Catalog };

export const corpus = (): readonly Case[] =>
  readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => caseNamed(name));

export const caseNamed = (name: string): Case => {
  const folder = path.join(import.meta.dirname, name);
  const read = (file: string): never => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as never;
  return { name, folder, spec: read('spec.json'), catalog: read('catalog.json') };
};

/** Text of an expected file; empty when it was never recorded. */
export const expected = ({ folder }: Case, file: 'expected.py' | 'expected.sql'): string => {
  const at = path.join(folder, file);
  return existsSync(at) ? readFileSync(at, 'utf8') : '';
};

export const planOf = ({ name, spec, catalog }: Case): Plan => {
  const result = check(spec, catalog);
  if (result.is === 'sound') return result.plan;
  throw new Error(`${name}: ${JSON.stringify(result.diagnostics, null, 2)}`);
};
