// A step shown at work: tiny tables, the steps, and the rows that come out. Data, so that every engine can execute it and the page can print it.
import type { Catalog, SpecTests, Step, TransformSpec, Type } from '../../../contracts/generated/types.ts';
import { typeOf } from '../postgres.ts';

export type StepExample = {
  /** What it shows, as a sentence; unique. */
  readonly name: string;
  readonly shows: Step['do'];
  readonly tables: Readonly<Record<string, ExampleTable>>;
  readonly parameters?: TransformSpec['parameters'];
  readonly steps: Step[];
  /** Columns of the result with their types. */
  readonly columns: Readonly<Record<string, Type>>;
  readonly expect: ExampleRows | { readonly raises: string };
};
export type ExampleTable = {
  /** PostgreSQL's types, with ! where NULL may not occur. */
  readonly columns: Readonly<Record<string, string>>;
  readonly key?: readonly string[];
  readonly rows: ExampleRows;
};
/** Values in the order of the columns. */
export type ExampleRows = readonly (readonly (string | number | boolean | null | readonly (string | number | null)[])[])[];

const usualSchema = 'shop';

/** `schema` is where its tables lie. */
export const exampleSpec = ({ tables, parameters, steps, columns }: StepExample, schema = usualSchema): TransformSpec => ({
  sources: Object.keys(tables).map((name) => ({ name, table: `${schema}.${name}` })),
  ...(parameters === undefined ? {} : { parameters }),
  steps,
  target: {
    table: 'result',
    mode: 'replace',
    key: [],
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true })),
  },
  assumptions: [],
});

export const exampleCatalog = ({ tables }: StepExample, schema = usualSchema): Catalog => ({
  takenAt: '2026-01-01T00:00:00Z',
  server: '18.4',
  defaultSchema: schema,
  targetSchema: 'out',
  tables: Object.entries(tables).map(([name, { columns, key = [], rows }]) => ({
    schema,
    name,
    kind: 'table',
    rows: rows.length,
    bytes: 8192,
    columns: Object.entries(columns).map(([column, type]) => columnOf(column, type)),
    primaryKey: [...key],
    uniqueKeys: [],
    foreignKeys: [],
  })),
  target: null,
});

const columnOf = (name: string, type: string): Catalog['tables'][number]['columns'][number] => {
  const sourceType = type.replace('!', '');
  const { type: read, advice } = typeOf(sourceType);
  return { name, type: read, sourceType, nullable: !type.endsWith('!'), ...(advice === undefined ? {} : { advice }) };
};

/** As it would stand in the cases beside a spec. */
export const exampleCase = ({ name, tables, expect }: StepExample): SpecTests[number] => ({
  name,
  tables: Object.fromEntries(
    Object.entries(tables).map(([table, { columns, rows }]) => [
      `${usualSchema}.${table}`,
      { columns: Object.keys(columns), rows: rows.map((row) => [...row]) },
    ]),
  ),
  expect: 'raises' in expect ? expect : expect.map((row) => [...row]),
});
