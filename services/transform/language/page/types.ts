// The section of types: what columns are read as, and what becomes of what by itself or by a cast.
import type { Type } from '../../../../contracts/generated/types.ts';
import { isCastable } from '../../check/casts.ts';
import { widens } from '../../check/types.ts';
import { pgType, typeOf } from '../../postgres.ts';
import { code, table } from './markdown.ts';
import { typeDescription, typeWords } from './schema.ts';

export const typeSection = (): string =>
  [
    '## Types',
    typeDescription,
    'A column of a source is read as:',
    table(
      ['PostgreSQL', 'type', 'to know'],
      sourceTypes.map((source) => {
        const { type, advice = '' } = typeOf(source);
        return [code(source), type === null ? 'not read' : code(type), advice];
      }),
    ),
    'A column of the target is stored as:',
    table(
      ['type', 'PostgreSQL'],
      types.map((type) => [code(type), code(pgType(type))]),
    ),
    'What becomes of what: ⇒ by itself, → by a cast.',
    table(
      ['from \\ to', ...types.map(code)],
      types.map((from) => [
        code(from),
        ...types.map((to) => (from === to ? '=' : widens(from, to) ? '⇒' : isCastable(from, to) ? '→' : '')),
      ]),
    ),
  ].join('\n\n');

const types: readonly Type[] = typeWords.map((word) => (word === 'decimal' ? 'decimal(12,2)' : word));

/** Types as PostgreSQL prints them, of every kind that is read in its own way. */
const sourceTypes = [
  'boolean',
  'smallint',
  'integer',
  'bigint',
  'numeric(12,2)',
  'numeric',
  'numeric(50,10)',
  'numeric(5,-2)',
  'real',
  'double precision',
  'money',
  'text',
  'character varying(20)',
  'character(5)',
  'citext',
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
  'time without time zone',
  'interval',
  'uuid',
  'json',
  'jsonb',
  'bytea',
  'inet',
  'int4range',
  'text[]',
  'integer[]',
];
