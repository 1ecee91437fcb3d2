// How columns and literals are written in PySpark.
import type { Type } from '../../../../contracts/generated/types.ts';
import { sparkType } from '../../spark.ts';
import { atom, call, method, type Python, string } from './python.ts';

/** Name by which Spark finds a column; dots and backticks would mean something inside it otherwise. */
export const columnName = (name: string, side?: 'left' | 'right'): string => {
  const quoted = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
  return side === undefined ? quoted : `${side}.${quoted}`;
};

/** Column in which a step has the value of another step's single row: named as the language writes it. */
export const scalarName = ({ frame, column }: { readonly frame: string; readonly column: string }): string => `value(${frame}, ${column})`;

/** A value beside a column, where Python's own literals do. */
export const bareLiteral = (type: Type, value: string | null): Python => {
  if (value === null) return standingLiteral(type, value);
  if (type === 'text' || type === 'uuid') return string(value);
  if (type === 'double') return atom(/[.]/.test(value) ? value : `${value}.0`);
  if (type === 'boolean') return atom(value === 'true' ? 'True' : 'False');
  if ((type === 'int' || type === 'bigint' || type.startsWith('decimal')) && isLong(value)) return atom(value);
  return standingLiteral(type, value);
};

/** A value as a column of exactly its type. */
export const standingLiteral = (type: Type, value: string | null): Python => {
  if (value === null) return method(call('F.lit', atom('None')), 'cast', string(sparkType(type)));
  if (type === 'int') return call('F.lit', atom(value));
  if (type === 'text' || type === 'uuid' || type === 'boolean' || type === 'double') return call('F.lit', bareLiteral(type, value));
  if (type === 'bigint') return method(call('F.lit', atom(value)), 'cast', string('bigint'));
  return method(call('F.lit', string(value)), 'cast', string(sparkType(type)));
};

const isLong = (value: string): boolean => /^-?\d{1,18}$/.test(value);
