// Literals with their types.

import type { Type } from '../../../../contracts/generated/types.ts';
import { pgType } from '../../postgres.ts';
import { text } from './names.ts';

export const literal = (type: Type, value: string | null): string => {
  if (value === null) return `null::${travelling(type)}`;
  if (type === 'boolean') return value;
  if (type === 'int') return signed(value);
  if (type === 'bigint' || type === 'double' || type === 'float') return `${signed(value)}::${pgType(type)}`;
  if (type.startsWith('decimal')) return value.includes('.') ? signed(value) : `${signed(value)}::numeric`;
  if (type === 'date') return `date ${text(value)}`;
  if (type === 'timestamp' || type === 'timestamptz') return `timestamp ${text(value)}`;
  return `${text(value)}::text`;
};

/** Type in which values of the language's type travel between steps. */
export const travelling = (type: Type): string => {
  if (type === 'uuid' || type === 'json') return 'text';
  return type === 'timestamptz' ? 'timestamp' : pgType(type);
};

const signed = (number: string): string => (number.startsWith('-') ? `(${number})` : number);
