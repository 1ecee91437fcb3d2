// PostgreSQL's types and the language's: what a source column is read as, and in which type a target column is stored.
import type { Type } from '../../contracts/generated/types.ts';
import { arrayOf, elementOf } from './check/types.ts';

type Reading = { readonly type: Type | null; readonly advice?: string };

/** The language's type for a type as PostgreSQL prints it (format_type); null when such a column cannot be read, then `advice` says what to do. */
export const typeOf = (sourceType: string): Reading => {
  const { base, args } = parts(sourceType);
  if (base.endsWith('[]')) return arrayType(sourceType);
  if (base === 'numeric') return numericType(args);
  const known = types.get(base);
  if (known !== undefined) return known;
  return { type: 'text', advice: `${sourceType} is read as its text` };
};

/** SQL by which a source column is read, by the job and by the oracle alike: both then see the same value of the language's type. */
export const readExpression = (column: { readonly name: string; readonly sourceType: string }): string => {
  const name = quoteIdentifier(column.name);
  const element = elementOf(typeOf(column.sourceType).type ?? '');
  if (element === undefined) return readValue(name, column.sourceType);
  // one dimension that counts from 1, whatever the value has
  const values = `select ${readValue('u.e', elementType(column.sourceType))}::${pgType(element)} from unnest(${name}) with ordinality as u(e, o) order by u.o`;
  return `case when ${name} is not null then array(${values}) end`;
};

/** As the job reads it: also raises for a time that Spark would read as another one without a word: infinity, years outside of 1 to 9999, and ten days of 1582. */
export const jobReadExpression = (column: { readonly name: string; readonly sourceType: string }): string => {
  const read = readExpression(column);
  const { base } = parts(column.sourceType);
  if (!times.has(base)) return read;
  const name = quoteIdentifier(column.name);
  const type = base === 'date' ? 'date' : 'timestamp';
  const zone = base === 'timestamp with time zone' ? ' 00:00+00' : '';
  const trouble = (what: string): string => `(${name}::text || ' ${what}')::${type}`;
  const between = (from: string, to: string): string => `${name} >= '${from}${zone}' and ${name} < '${to}${zone}'`;
  // the JDBC driver's calendar goes from 4 to 15 October
  const leftOut = between('1582-10-05', '1582-10-15');
  return (
    `case when ${leftOut} then ${trouble('is one of the days that some calendars leave out in October 1582')}` +
    ` when ${between('0001-01-01', '10000-01-01')} then ${read} else ${trouble('is outside of the years 1 to 9999')} end`
  );
};
const times = new Set(['date', 'timestamp without time zone', 'timestamp with time zone']);

const readValue = (name: string, sourceType: string): string => {
  const { base, args } = parts(sourceType);
  const { type } = typeOf(sourceType);
  if (base === 'numeric') return type === `decimal(${args.join(',')})` ? name : `${name}::${pgType(type ?? 'text')}`;
  // char(n) compares and measures by its own rules; padded text means the same everywhere
  if (base === 'character') return `rpad(${name}::text, ${args[0] ?? 1})`;
  if (asIs.has(base)) return name;
  // one spelling for each document: no blanks of its own, no key twice
  if (base === 'json') return `${name}::jsonb::text`;
  if (base === 'smallint') return `${name}::integer`;
  if (base === 'oid') return `${name}::bigint`;
  if (base === 'bit' && args.length === 0) return `${name}::text`;
  // wall clock of UTC: the same text, parts and days in a session of any zone
  if (base === 'timestamp with time zone') return `(${name} at time zone 'UTC')`;
  return `${name}::text`;
};

/** Type of a target column, as in CREATE TABLE. */
export const pgType = (type: Type): string => {
  const element = elementOf(type);
  if (element !== undefined) return `${pgType(element)}[]`;
  return stored[type] ?? (type.startsWith('decimal') ? type.replace('decimal', 'numeric') : type);
};

export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const stored: Readonly<Record<string, string>> = {
  int: 'integer',
  float: 'real',
  double: 'double precision',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  json: 'jsonb',
  bytes: 'bytea',
};

const types: ReadonlyMap<string, Reading> = new Map(
  Object.entries({
    boolean: { type: 'boolean' },
    smallint: { type: 'int' },
    integer: { type: 'int' },
    bigint: { type: 'bigint' },
    oid: { type: 'bigint' },
    real: { type: 'float', advice: 'inexact: sums and averages are equal only within rounding' },
    'double precision': { type: 'double', advice: 'inexact: sums and averages are equal only within rounding' },
    text: { type: 'text' },
    'character varying': { type: 'text' },
    character: { type: 'text', advice: 'read as text padded with blanks to its full length' },
    name: { type: 'text' },
    date: { type: 'date' },
    'timestamp without time zone': { type: 'timestamp' },
    'timestamp with time zone': { type: 'timestamptz' },
    uuid: { type: 'uuid' },
    json: { type: 'json' },
    jsonb: { type: 'json' },
    bytea: { type: 'bytes' },
    citext: {
      type: 'text',
      advice: 'read as its text, which tells capitals from small letters: lower(…) on both sides compares as before',
    },
    interval: { type: 'text', advice: 'read as its text: for numbers select extract(epoch from …) in a view' },
    'time without time zone': { type: 'text', advice: 'read as its text, 10:30:00' },
    'time with time zone': { type: 'text', advice: 'read as its text, 10:30:00+02' },
    money: { type: null, advice: 'its text depends on the server’s locale: cast it to numeric in a view' },
  }),
);
const asIs = new Set(['boolean', 'integer', 'bigint', 'real', 'double precision', 'text', 'date', 'timestamp without time zone', 'bytea']);

const elementType = (sourceType: string): string => sourceType.replace(/(\[\])+$/, '');

/** What the elements are read as, where an array can hold it. */
const arrayType = (sourceType: string): Reading => {
  const { type, advice } = typeOf(elementType(sourceType));
  const element = type === null ? undefined : (asElement[type] ?? type);
  if (element === undefined || element === 'bytes')
    return { type: null, advice: advice ?? 'arrays of bytes cannot be read: select an element in a view' };
  return { type: arrayOf(element), advice: advice ?? 'read as one list, also where it has several dimensions' };
};
const asElement: Readonly<Record<string, Type>> = { float: 'double', uuid: 'text', json: 'text', timestamptz: 'timestamp' };

const numericType = (args: readonly string[]): Reading => {
  if (args.length === 0) {
    return { type: 'decimal(38,18)', advice: 'numeric without precision is read as decimal(38,18): a larger value ends the job' };
  }
  const precision = Number(args[0]);
  const scale = Number(args[1] ?? 0);
  if (scale < 0) return precision - scale <= 38 ? { type: `decimal(${precision - scale},0)` } : tooWide;
  if (scale > 38) return tooWide;
  if (precision <= 38 && scale <= precision) return { type: `decimal(${precision},${scale})` };
  if (precision <= 38) return { type: `decimal(${scale},${scale})` };
  return { type: `decimal(38,${scale})`, advice: `${precision} digits are read as 38: a larger value ends the job` };
};
const tooWide = { type: null, advice: 'more digits than a decimal holds: cast it in a view' } as const;

// format_type puts the modifier in the middle of some names: timestamp(3) without time zone
const parts = (sourceType: string): { readonly base: string; readonly args: readonly string[] } => {
  const modifier = /\(([-0-9, ]+)\)/.exec(sourceType);
  const base = sourceType.replace(/\([-0-9, ]+\)/, '').replace(/^pg_catalog\./, '');
  return { base, args: modifier?.[1]?.split(',').map((arg) => arg.trim()) ?? [] };
};
