// A spec carried out on rows in memory: slow and obvious, and with nothing of the language's own front end.
import type { Catalog, TransformSpec } from '../../contracts/generated/types.ts';
import { InterpreterRaised, NoMeaning } from './raised.ts';
import { type Column, type Frame, fixedRow, type Row } from './rows.ts';
import type { SpecScope } from './scope.ts';
import { frameOf } from './steps/step.ts';
import { brokenPromises, storedRows } from './target.ts';
import { readText, spelled } from './texts.ts';
import { constant } from './typed.ts';
import type { Value } from './values.ts';

/** Rows per table; the key is schema.table, each part as PostgreSQL stores it. A row has the table's readable columns. */
export type Tables = Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>>;

export type Interpreted = {
  /** Columns of the target in order, with their declared types. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** What the spec promises and the data does not keep: `expect` of a join, the depth of a walk, and what the target says of its columns. */
  readonly broken: readonly string[];
};

/** Throws InterpreterRaised where the engines end the job, NoMeaning for a spec that the checker refuses, NotInterpreted for a gap. */
export const interpret = (spec: TransformSpec, tables: Tables, catalog: Catalog): Interpreted => {
  const broken: string[] = [];
  const { frame, scope } = framesOf(spec, tables, catalog, (promise) => broken.push(promise));
  const result = frame(resultOf(spec));
  const rows = storedRows(spec.target, result);
  broken.push(...brokenPromises(spec.target, rows, scope));
  return { columns: spec.target.columns.map(({ name, type }) => ({ name, type })), rows, broken };
};

/**
 * Whether some value of some row on the way to the target raises, kept or not: an engine may compute it, or may leave it out because a later step
 * drops the row or a condition decides without it.
 */
export const mayRaise = (spec: TransformSpec, tables: TextTables, catalog: Catalog): boolean => {
  try {
    const { frame } = framesOf(spec, readTables(tables, catalog), catalog, () => undefined, forced);
    const result = frame(resultOf(spec));
    storedRows(spec.target, result);
    return false;
  } catch (error) {
    if (error instanceof InterpreterRaised) return true;
    throw error;
  }
};

/** Every column of every row is computed at once. */
const forced = (frame: Frame): Frame => {
  for (const row of frame.rows) for (const { name } of frame.columns) row(name);
  return frame;
};

/** Per schema.table its rows, each the texts of the table's columns in the catalog's order. */
export type TextTables = Readonly<Record<string, readonly (readonly (string | null)[])[]>>;

/** The same with texts; the result as `spelled` writes values. */
export const interpretTexts = (
  spec: TransformSpec,
  tables: TextTables,
  catalog: Catalog,
): { readonly rows: readonly (readonly (string | null)[])[]; readonly broken: readonly string[] } => {
  const { columns, rows, broken } = interpret(spec, readTables(tables, catalog), catalog);
  return { rows: rows.map((row) => row.map((value, at) => spelled(value, columns[at]?.type ?? 'text'))), broken };
};

const readTables = (tables: TextTables, catalog: Catalog): Tables =>
  Object.fromEntries(
    catalog.tables.map(({ schema, name: table, columns }) => {
      const typed = (tables[`${schema}.${table}`] ?? []).map((row) =>
        Object.fromEntries(
          columns.flatMap(({ name, type, sourceType }, at) => (type === null ? [] : [[name, readText(row[at] ?? null, type, sourceType)]])),
        ),
      );
      return [`${schema}.${table}`, typed];
    }),
  );

const resultOf = ({ steps, sources }: TransformSpec): string => steps.at(-1)?.name ?? sources.at(-1)?.name ?? '';

/** Frames by name, each made when it is first asked for: what the target does not need is not computed. */
const framesOf = (
  spec: TransformSpec,
  tables: Tables,
  catalog: Catalog,
  broken: (promise: string) => void,
  made: (frame: Frame) => Frame = (frame) => frame,
) => {
  const known = new Map<string, Frame>();
  const frame = (name: string): Frame => {
    const found = known.get(name) ?? made(frameNamed(name));
    known.set(name, found);
    return found;
  };
  const frameNamed = (name: string): Frame => {
    const source = spec.sources.find((each) => each.name === name);
    if (source !== undefined) return sourceFrame(source.table, tables, catalog);
    const at = spec.steps.findIndex((step) => step.name === name);
    const step = spec.steps[at];
    if (step === undefined) throw new NoMeaning(`there is no step ${name}`);
    const above = at > 0 ? spec.steps[at - 1]?.name : spec.sources.length === 1 ? spec.sources[0]?.name : undefined;
    return frameOf(step, { spec: scope, broken, input: (wanted) => frame(wanted ?? above ?? '') });
  };
  const scope: SpecScope = {
    parameter: (name) => {
      const parameter = spec.parameters?.find((each) => each.name === name);
      if (parameter === undefined) throw new NoMeaning(`there is no parameter ${name}`);
      return constant(parameter.type, readText(parameter.value, parameter.type));
    },
    single: (step, column) => {
      const { columns, rows } = frame(step);
      const type = columns.find(({ name }) => name === column)?.type;
      if (type === undefined) throw new NoMeaning(`${step} has no column ${column}`);
      return { type, value: () => rows[0]?.(column) ?? null };
    },
  };
  return { frame, scope };
};

const sourceFrame = (name: string, tables: Tables, catalog: Catalog): Frame => {
  const table = catalog.tables.find(({ schema, name: own }) => sameTable(name, schema, own, catalog.defaultSchema));
  if (table === undefined) throw new NoMeaning(`there is no table ${name}`);
  const columns = table.columns.flatMap(({ name: column, type }) => (type === null ? [] : [{ name: column, type }]));
  const rows = (tables[`${table.schema}.${table.name}`] ?? []).map(
    (row): Row => fixedRow(new Map(columns.map((column) => [column.name, row[column.name] ?? null]))),
  );
  return { columns, rows };
};

/** Parts in quotes are taken as they stand, others in small letters. */
const sameTable = (text: string, schema: string, name: string, defaultSchema: string): boolean => {
  const parts = [...text.matchAll(/"((?:[^"]|"")+)"|([^".]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.trim().toLowerCase(),
  );
  const [first, second] = parts;
  return second === undefined ? schema === defaultSchema && name === first : schema === first && name === second;
};
