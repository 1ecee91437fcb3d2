// Measurements in, difference out: reads the query results and says how staging differs from the oracle.
import type { QueryResult } from '../../events/ports.ts';
import { maxExamples } from './difference-queries.ts';
import { boundedColumns, type Difference, exactColumns, type Side, type Subject } from './subject.ts';

export type Measured = Readonly<Record<string, QueryResult>>;
export type Row = Readonly<Record<string, string | null>>;

/** Why the named queries cannot be used; undefined when all were measured. */
export const trouble = (measured: Measured, names: readonly string[]): string | undefined => {
  const problems = names.flatMap((name) => {
    const result = measured[name];
    if (result === undefined) return [`${name}: not measured`];
    return 'error' in result ? [`${name}: ${result.error}`] : [];
  });
  return problems.length > 0 ? problems.join('; ') : undefined;
};

export const rowsOf = (measured: Measured, name: string): readonly Row[] => {
  const result = measured[name];
  return result === undefined || 'error' in result ? [] : result.rows;
};

export const cell = (measured: Measured, name: string, column: string): string | undefined =>
  rowsOf(measured, name)[0]?.[column] ?? undefined;

/** A count that a query printed; NaN, which equals nothing, when it was not measured. */
export const count = (measured: Measured, name: string, column: string): number => Number(cell(measured, name, column) ?? Number.NaN);

export const rowCount = (measured: Measured, side: Side): number => count(measured, `${side}.scan`, 'rows');

/** Both tables hold the same rows as far as the exact columns go: same count, same hash sum. */
export const exactlyEqual = (measured: Measured): boolean =>
  rowCount(measured, 'staging') === rowCount(measured, 'oracle') &&
  cell(measured, 'staging.scan', 'hash') !== undefined &&
  cell(measured, 'staging.scan', 'hash') === cell(measured, 'oracle.scan', 'hash');

/** Pairs of rows whose float columns are farther apart than their bound. */
export const floatsApart = (subject: Subject, measured: Measured): number =>
  boundedColumns(subject).length === 0 ? 0 : count(measured, 'float', 'apart');

/** Whether a second look is due. */
export const differs = (subject: Subject, measured: Measured): { readonly exact: boolean; readonly floats: boolean } => ({
  exact: trouble(measured, ['staging.scan', 'oracle.scan']) === undefined && !exactlyEqual(measured),
  floats: floatsApart(subject, measured) > 0,
});

/** Null when nothing differs, or when it could not be located. */
export const differenceOf = (subject: Subject, measured: Measured): Difference | null => {
  const rows = rowsOf(measured, 'difference');
  const first = rows[0];
  const apart = floatsApart(subject, measured);
  if (first === undefined && !(apart > 0)) return null;
  const total = (kind: string): number => Number(first?.[kind] ?? 0);
  const examples = [...rows.map((row) => example(subject, row, row.class ?? '')), ...floatExamples(subject, measured)];
  return {
    missing: total('missing'),
    extra: total('extra'),
    duplicated: total('duplicated'),
    modified: total('modified') + (Number.isFinite(apart) ? apart : 0),
    columns: columnsApart(subject, measured, first),
    examples: examples.slice(0, maxExamples),
  };
};

const columnsApart = (subject: Subject, measured: Measured, first: Row | undefined): Difference['columns'] => {
  const exact = exactColumns(subject).map(({ name }, n) => ({ name, rows: Number(first?.[`d${n}`] ?? 0) }));
  const floats = boundedColumns(subject).map(({ name }, n) => ({ name, rows: count(measured, 'float', `d${n}`) }));
  return [...exact, ...floats].filter(({ rows }) => rows > 0);
};

const floatExamples = (subject: Subject, measured: Measured): Difference['examples'] =>
  rowsOf(measured, 'float.examples').map((row) => example(subject, row, 'modified'));

const example = (subject: Subject, row: Row, kind: string): Difference['examples'][number] => {
  const side = (prefix: 's' | 'o'): Record<string, string | null> =>
    Object.fromEntries(subject.columns.map(({ name }, n) => [name, row[`${prefix}${n}`] ?? null]));
  switch (kind) {
    case 'missing':
      return { class: 'missing', staging: null, oracle: side('o') };
    case 'extra':
      return { class: 'extra', staging: side('s'), oracle: null };
    case 'duplicated':
      return { class: 'duplicated', staging: side('s'), oracle: side('o') };
    default:
      return { class: 'modified', staging: side('s'), oracle: side('o') };
  }
};

/** Pairs of columns of one type whose values stand in each other's place. */
export const swappedColumns = (subject: Subject, measured: Measured): readonly (readonly [string, string])[] => {
  const columns = exactColumns(subject);
  const hash = (side: Side, n: number): string | undefined => cell(measured, `${side}.hashes`, `h${n}`);
  return columns.flatMap((a, n) =>
    columns.slice(n + 1).flatMap((b, more) => {
      const m = n + 1 + more;
      const swapped =
        a.type === b.type &&
        hash('staging', n) !== hash('oracle', n) &&
        hash('staging', n) === hash('oracle', m) &&
        hash('staging', m) === hash('oracle', n);
      return swapped ? [[a.name, b.name] as const] : [];
    }),
  );
};
