// What an expression is wanted to be, and what it may read.
import type { Type } from '../../../../contracts/generated/types.ts';

/** `written`: what is no column, but is read like one: param(name), value(step, column). */
export type Known = { readonly name: string; readonly type: Type; readonly written?: string };

/** What is wanted: a type without its digits. */
export type Want =
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'double'
  | 'text'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'uuid'
  | 'json'
  | 'text[]';

export const wants: readonly Want[] = [
  'int',
  'bigint',
  'decimal',
  'double',
  'text',
  'boolean',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
  'json',
  'text[]',
];

/** An expression of that type, less deep. */
export type Make = (want: Want, less?: number) => string;

export const wantOf = (type: Type): Want | undefined => {
  if (type.startsWith('decimal')) return 'decimal';
  if (type === 'float') return 'double';
  return wants.find((want) => want === type);
};

export const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
