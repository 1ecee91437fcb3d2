// PostgreSQL by the oracle's query, Spark by the compiled code, the interpreter by the spec itself.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Postgres, startPostgres } from '../../infra/local/postgres.ts';
import { check, type Plan, renderOracle, renderPyspark, sparkType } from '../../services/transform/index.ts';
import { startSpark } from '../fuzz/specs/spark.ts';
import { interpretTexts } from '../interpreter/interpret.ts';
import { InterpreterRaised } from '../interpreter/raised.ts';
import { type Case, catalogOf, type Outcome, type Table } from './case.ts';

export const planOf = ({ spec, catalog, name }: Case): Plan => {
  const result = check(spec, catalog);
  if (result.is === 'unsound') throw new Error(`${name}: ${JSON.stringify(result.diagnostics, null, 2)}`);
  return result.plan;
};

export const onInterpreter = ({ spec, catalog, tables }: Case): Outcome => {
  const rows = Object.fromEntries(tables.map(({ table, rows: own }) => [`${table.schema}.${table.name}`, own]));
  try {
    return { is: 'rows', rows: interpretTexts(spec, rows, catalog).rows };
  } catch (error) {
    if (error instanceof InterpreterRaised) return { is: 'raised', message: error.message };
    throw error;
  }
};

export type Engines = {
  /** Throws what is no ending of a job: SQL that PostgreSQL refuses. */
  readonly onPostgres: (each: Case) => Promise<Outcome>;
  readonly onSpark: (each: Case) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** With the tables of all cases. */
export const openEngines = async (cases: readonly Case[], { spark: withSpark }: { readonly spark: boolean }): Promise<Engines> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'semantics-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const { host, port, database, user, password } = postgres;
  const types = { getTypeParser: () => (value: string) => value };
  const client = new pg.Client({ host, port, database, user, password, statement_timeout: 20_000, types });
  await client.connect();
  const tables = [
    ...new Map(cases.flatMap((each) => each.tables).map((each) => [`${each.table.schema}.${each.table.name}`, each])).values(),
  ];
  for (const statement of statementsOf(tables)) await client.query(statement);
  const spark = withSpark ? await sparkWith(tables, postgres) : undefined;
  return {
    onPostgres: (each) => onPostgres(client, each),
    onSpark: (each) => {
      if (spark === undefined) throw new Error('Spark was not asked for');
      return onSpark(spark, each);
    },
    close: async () => {
      await spark?.close();
      await client.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

type Spark = Awaited<ReturnType<typeof startSpark>>;

const sparkWith = async (tables: readonly Table[], postgres: Postgres): Promise<Spark> => {
  const spark = await startSpark();
  await spark.load({ catalog: catalogOf(tables), tables }, postgres);
  return spark;
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (cell: string | null): string => (cell === null ? 'null' : `'${cell.replaceAll("'", "''")}'`);

const statementsOf = (tables: readonly Table[]): readonly string[] => [
  ...[...new Set(tables.map(({ table }) => table.schema))].map((schema) => `create schema ${quoted(schema)}`),
  ...tables.flatMap(({ table: { schema, name, columns }, rows }) => {
    const place = `${quoted(schema)}.${quoted(name)}`;
    const values = rows.map((row) => `(${row.map((cell, at) => stored(cell, columns[at]?.sourceType ?? 'text')).join(', ')})`);
    return [
      `create table ${place} (${columns.map((column) => `${quoted(column.name)} ${column.sourceType}`).join(', ')})`,
      ...(values.length === 0 ? [] : [`insert into ${place} values ${values.join(', ')}`]),
    ];
  }),
];

/** Arrays are written as JSON of texts. */
const stored = (cell: string | null, sourceType: string): string => {
  if (cell === null || !sourceType.endsWith('[]') || !cell.startsWith('[')) return literal(cell);
  const elements = JSON.parse(cell) as (string | null)[];
  return `array[${elements.map(literal).join(', ')}]::${sourceType}`;
};

/** What says that a number or a time does not fit. */
const doesNotFit: ReadonlySet<string | undefined> = new Set(['22003', '22008']);

const onPostgres = async (client: pg.Client, each: Case): Promise<Outcome> => {
  try {
    const { rows } = await client.query<(string | null)[]>({ text: renderOracle(planOf(each)), rowMode: 'array' });
    return { is: 'rows', rows };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (doesNotFit.has(code)) return { is: 'raised', message };
    throw error;
  }
};

const overflow = /ARITHMETIC_OVERFLOW|NUMERIC_VALUE_OUT_OF_RANGE|CAST_OVERFLOW|overflow|DATETIME_OVERFLOW/i;

/** Types that are not those of the plan are thrown, as what is no ending of a job. */
const onSpark = async (spark: Spark, each: Case): Promise<Outcome> => {
  const plan = planOf(each);
  const answer = await spark.run(plan, renderPyspark(plan));
  if ('error' in answer) {
    if (overflow.test(answer.error)) return { is: 'raised', message: answer.error.slice(0, 80) };
    throw new Error(`${each.name}: ${answer.error}`);
  }
  const wanted = plan.target.columns.map(({ type }) => sparkType(type));
  if (answer.types.join() !== wanted.join())
    throw new Error(`${each.name}: Spark computes ${answer.types.join()}, the plan says ${wanted.join()}`);
  return { is: 'rows', rows: answer.rows };
};
