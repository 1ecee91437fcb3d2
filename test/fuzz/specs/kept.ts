// Findings as files: a spec, the rows that show it, and what was wrong.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import type { Finding } from './fuzz.ts';
import { type Cells, emptyWorld, type World } from './world.ts';

export type Found = {
  readonly name: string;
  readonly message: string;
  readonly spec: TransformSpec;
  /** By table; tables that are not named have no rows. */
  readonly rows: Readonly<Record<string, readonly Cells[]>>;
};

export const kept = ({ spec, rows }: Found): { readonly spec: TransformSpec; readonly world: World } => {
  const world = emptyWorld();
  return { spec, world: { ...world, tables: world.tables.map((each) => ({ ...each, rows: rows[each.table.name] ?? [] })) } };
};

/** Writes the finding into a folder; the file's name says seed and number. */
export const keep = ({ name, message, spec, world }: Finding, folder: string): string => {
  const rows = Object.fromEntries(world.tables.filter((each) => each.rows.length > 0).map(({ table, rows: cells }) => [table.name, cells]));
  const file = path.join(folder, `${name.replace('/', '-')}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ name, message, spec, rows } satisfies Found, null, 2)}\n`);
  return file;
};
