// The schema files as they lie in contracts/, for tests that look at all of them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../../contracts');
const groups = ['events', 'documents', 'api', 'external'] as const;

export type Schema = { readonly [key: string]: unknown };
export type ContractName = { readonly name: string; readonly group: (typeof groups)[number] };

export const contractNames = (): readonly ContractName[] =>
  groups.flatMap((group) =>
    readdirSync(path.join(folder, group))
      .filter((file) => file.endsWith('.schema.json'))
      .map((file) => ({ name: file.replace('.schema.json', ''), group })),
  );

/** Every schema file by its path below contracts/, shared definitions and envelope included. */
export const schemas = (): ReadonlyMap<string, Schema> => {
  const files = [...contractNames().map(({ name, group }) => `${group}/${name}.schema.json`), 'defs.schema.json', 'envelope.schema.json'];
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(path.join(folder, file), 'utf8'))]));
};
