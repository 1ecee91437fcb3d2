// What an engine made of a spec, and when two outcomes are the same.
import type { Plan } from '../../../services/transform/index.ts';

/** Values as text; null for NULL. */
export type Rows = readonly (readonly (string | null)[])[];
/** raised: the engine ended the job, as it must when a value does not fit. */
export type Outcome = { readonly is: 'rows'; readonly rows: Rows } | { readonly is: 'raised'; readonly message: string };

/** Why two outcomes differ; undefined when they are the same rows, in any order. */
export const difference = (a: Outcome, b: Outcome, plan: Plan): string | undefined => {
  if (a.is === 'raised' || b.is === 'raised')
    return a.is === b.is ? undefined : `one raised: ${a.is === 'raised' ? a.message : b.is === 'raised' ? b.message : ''}`;
  if (a.rows.length !== b.rows.length) return `${a.rows.length} rows against ${b.rows.length}`;
  const floats = plan.target.columns.map(({ type, exactness }) => exactness === 'float' || type === 'double' || type === 'float');
  const types = plan.target.columns.map(({ type }) => type);
  const [left, right] = [ordered(a.rows, types, floats), ordered(b.rows, types, floats)];
  const at = left.findIndex((row, n) => row.some((value, column) => !isSame(value, right[n]?.[column] ?? null, floats[column] ?? false)));
  return at < 0 ? undefined : `${JSON.stringify(left[at])} against ${JSON.stringify(right[at])}`;
};

const ordered = (rows: Rows, types: readonly string[], floats: readonly boolean[]): Rows =>
  rows
    .map((row) => row.map((value, at) => (value === null ? null : canonical(value, types[at] ?? 'text'))))
    .toSorted((a, b) => compareRows(a, b, floats));

/** Exact columns decide first, so that a last digit does not tear a pair apart. */
const compareRows = (a: Rows[number], b: Rows[number], floats: readonly boolean[]): number => {
  for (const inexact of [false, true])
    for (const [at, isFloat] of floats.entries()) {
      if (isFloat !== inexact) continue;
      const order = inexact ? compareFloats(a[at] ?? null, b[at] ?? null) : compareTexts(a[at] ?? '\uffff', b[at] ?? '\uffff');
      if (order !== 0) return order;
    }
  return 0;
};
/** Numbers, then NaN, then NULL. */
const compareFloats = (a: string | null, b: string | null): number => {
  const place = (value: string | null): number => (value === null ? 2 : value === 'NaN' ? 1 : 0);
  if (place(a) !== place(b)) return place(a) - place(b);
  if (place(a) > 0 || a === b) return 0;
  // what only follows from floats may be a text or a truth
  const isNumeric = !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
  return isNumeric ? Number(a) - Number(b) : compareTexts(a ?? '', b ?? '');
};
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isSame = (a: string | null, b: string | null, isFloat: boolean): boolean => {
  if (a === b) return true;
  if (!isFloat || a === null || b === null) return false;
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y), 1e-9);
};

/** Representation only: digits after the point that say nothing, spellings of true, of NaN and of times. */
const canonical = (value: string, type: string): string => {
  if (type === 'boolean') return value === 't' ? 'true' : value === 'f' ? 'false' : value;
  if (type.startsWith('decimal')) return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '').replace(/^-0$/, '0') : value;
  if (type === 'double' || type === 'float') return float(value, type);
  if (type === 'date') return value.replace(/^\+/, '');
  if (type === 'timestamp' || type === 'timestamptz')
    return value
      .replace(/^\+/, '')
      .replace(/\+00(:00)?$/, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  if (type === 'bytes') return value.replace(/^\\x/, '');
  if (!type.endsWith('[]')) return value;
  return value.startsWith('[') ? value : JSON.stringify(elements(value));
};

const float = (value: string, type: string): string => {
  const number = Number(value.replace(/^inf(inity)?$/i, 'Infinity').replace(/^-inf(inity)?$/i, '-Infinity'));
  return String((type === 'float' ? Math.fround(number) : number) + 0);
};

/** Elements of an array as PostgreSQL writes it: quoted or bare, NULL bare. */
const elements = (text: string): readonly (string | null)[] =>
  [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(([, quoted, bare]) =>
    quoted !== undefined ? quoted.replace(/\\(.)/gs, '$1') : bare === 'NULL' ? null : (bare ?? ''),
  );
