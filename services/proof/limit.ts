// The literal of an assertion in the type of its column. Text that PostgreSQL would refuse must not reach a scan, or the whole scan fails.
import { literal } from './quote.ts';
import type { Column } from './subject.ts';

type Shape = { readonly types: RegExp; readonly cast: string; readonly fits: (value: string) => boolean };

const number = /^[-+]?\d{1,60}(\.\d{1,60})?([eE][-+]?\d{1,3})?$/;
const instant = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z?)?$/;

const shapes: readonly Shape[] = [
  { types: /^(int|bigint|decimal\(.*)$/, cast: 'numeric', fits: (value) => number.test(value) },
  { types: /^(float|double)$/, cast: 'float8', fits: (value) => number.test(value) && isDouble(value) },
  { types: /^boolean$/, cast: 'boolean', fits: (value) => /^(true|false)$/i.test(value) },
  { types: /^date$/, cast: 'date', fits: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isInstant(value) },
  { types: /^timestamp$/, cast: 'timestamp', fits: (value) => instant.test(value) && isInstant(value) },
  { types: /^timestamptz$/, cast: 'timestamptz', fits: (value) => instant.test(value) && isInstant(value) },
  { types: /^uuid$/, cast: 'uuid', fits: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) },
  { types: /^text$/, cast: 'text', fits: (value) => !value.includes('\0') },
];

/** SQL of the value; undefined when it is none of the column's type. */
export const limitFor = (column: Column, value: string): string | undefined => {
  const shape = shapes.find(({ types }) => types.test(column.type));
  if (shape === undefined || !shape.fits(value)) return undefined;
  if (shape.cast === 'timestamptz') return `${literal(`${value.replace(/Z$/, '')}+00`)}::timestamptz`;
  return `${literal(shape.cast === 'text' ? value : value.replace(/^\+|Z$/g, ''))}::${shape.cast}`;
};

/** Neither too large nor too small: PostgreSQL raises at both. */
const isDouble = (value: string): boolean =>
  Number.isFinite(Number(value)) && (Number(value) !== 0 || !/[1-9]/.test(value.split(/e/i)[0] ?? ''));

/** A day that the calendar has, and a time that the day has. */
const isInstant = (value: string): boolean => {
  const [day = '', time = '00:00'] = value.replace(/Z$/, '').split(/[T ]/);
  const read = new Date(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  return day >= '0001-01-01' && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
};
