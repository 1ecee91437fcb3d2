// One question to all engines: a spec over small tables, and the rows that the language says.
import type { Catalog, TransformSpec } from '../../contracts/generated/types.ts';
import { readText, spelled } from '../interpreter/texts.ts';
import type { Value } from '../interpreter/values.ts';

export type Rows = readonly (readonly (string | null)[])[];
export type Table = { readonly table: Catalog['tables'][number]; readonly rows: Rows };
export type Case = {
  readonly name: string;
  readonly spec: TransformSpec;
  readonly catalog: Catalog;
  readonly tables: readonly Table[];
  /** In the spelling of the interpreter; in any order. */
  readonly gives: { readonly is: 'rows'; readonly rows: Rows } | { readonly is: 'raised' };
};
/** raised: the engine ended the job, as it must when a value does not fit. */
export type Outcome = { readonly is: 'rows'; readonly rows: Rows } | { readonly is: 'raised'; readonly message: string };

export const catalogOf = (tables: readonly Table[]): Catalog => ({
  takenAt: '2026-01-01T00:00:00Z',
  server: '18.4',
  defaultSchema: 'semantics',
  targetSchema: 'out',
  tables: tables.map(({ table }) => table),
  target: null,
});

/** A value in one spelling per type, from that of any engine. */
export const oneSpelling = (text: string | null, type: string): string | null => spelled(read(text, type), type);

const read = (text: string | null, type: string): Value => {
  if (text === null || (type !== 'double' && type !== 'float')) return readText(text, type);
  return readText(text.replace(/^(-?)inf(inity)?$/i, '$1Infinity').replace(/^nan$/i, 'NaN'), type);
};
