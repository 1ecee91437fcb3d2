// Pieces of the spec language: names quoted where they must be, literals, conditions as text.
import { isReserved } from '../../transform/parse/keywords.ts';
import { patternOf } from './formats.ts';
import { isNumeric, isTemporal, type Ref } from './lexicon.ts';
import type { Literal, Operator, Test } from './reading.ts';

export const nameText = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !isReserved(name) ? name : `"${name.replaceAll('"', '""')}"`;
export const textLiteral = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The test as an expression over a column of this name; undefined when value and column cannot be compared. */
export const testText = (name: string, ref: Ref, test: Test): string | undefined => {
  const column = nameText(name);
  if (test.is === 'null') return `${column} is null`;
  if (test.is === 'not-null') return `${column} is not null`;
  if (test.is === 'format')
    return ref.column.type === 'text' ? `regexp_like(${column}, ${textLiteral(patternOf[test.format])})` : undefined;
  if (test.is === 'like') return ref.column.type === 'text' ? `${column} like ${textLiteral(test.pattern)}` : undefined;
  if (isTemporal(ref)) return temporalText(ref.column.type === 'date' ? column : `cast(${column} as date)`, test);
  if (test.is === 'period') return undefined;
  if (test.is === 'compare') return compared(column, test.op, valueText(ref, test.value));
  if (test.is === 'between') {
    const low = valueText(ref, test.low);
    const high = valueText(ref, test.high);
    return low === undefined || high === undefined ? undefined : `${column} between ${low} and ${high}`;
  }
  const values = test.values.map((value) => valueText(ref, value));
  return values.includes(undefined) ? undefined : `${column} in (${values.join(', ')})`;
};

const compared = (column: string, op: Operator, value: string | undefined): string | undefined =>
  value === undefined ? undefined : `${column} ${op} ${value}`;

export const valueText = (ref: Ref, { kind, text }: Literal): string | undefined => {
  if (isNumeric(ref)) return kind === 'number' || kind === 'year' ? text : undefined;
  if (ref.column.type === 'boolean') return kind === 'boolean' ? text : undefined;
  if (ref.column.type === 'text') return kind === 'date' || kind === 'month' ? undefined : textLiteral(text);
  return undefined;
};

/** A year, a month or a day as the days it spans: from the first, up to but without the second. */
const span = ({ kind, text }: Literal): readonly [string, string] | undefined => {
  if (kind === 'year') return [`${text}-01-01`, `${Number(text) + 1}-01-01`];
  if (kind === 'month') return [`${text}-01`, addMonth(text)];
  return (kind === 'date' || kind === 'text') && isDay(text) ? [text, addDay(text)] : undefined;
};
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
const addDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const addMonth = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
};

const temporalText = (day: string, test: Test): string | undefined => {
  if (test.is === 'between') {
    const low = span(test.low);
    const high = span(test.high);
    return low === undefined || high === undefined ? undefined : `${day} >= date '${low[0]}' and ${day} < date '${high[1]}'`;
  }
  if (test.is === 'in' || test.is === 'like' || test.is === 'format' || test.is === 'null' || test.is === 'not-null') return undefined;
  const days = span(test.value);
  if (days === undefined) return undefined;
  const [first, next] = days;
  const op = test.is === 'period' ? '=' : test.op;
  const isOneDay = test.value.kind === 'date' || test.value.kind === 'text';
  if (op === '=') return isOneDay ? `${day} = date '${first}'` : `${day} >= date '${first}' and ${day} < date '${next}'`;
  if (op === '<>') return isOneDay ? `${day} <> date '${first}'` : `(${day} < date '${first}' or ${day} >= date '${next}')`;
  if (op === '>') return isOneDay ? `${day} > date '${first}'` : `${day} >= date '${next}'`;
  if (op === '<=') return isOneDay ? `${day} <= date '${first}'` : `${day} < date '${next}'`;
  return `${day} ${op} date '${first}'`;
};

/** The test on a computed number. */
export const measureTestText = (name: string, test: Test): string | undefined => {
  const column = nameText(name);
  const number = ({ kind, text }: Literal) => (kind === 'number' || kind === 'year' ? text : undefined);
  if (test.is === 'null') return `${column} is null`;
  if (test.is === 'not-null') return `${column} is not null`;
  if (test.is === 'compare') return compared(column, test.op, number(test.value));
  if (test.is === 'between' && number(test.low) !== undefined && number(test.high) !== undefined)
    return `${column} between ${test.low.text} and ${test.high.text}`;
  return undefined;
};
