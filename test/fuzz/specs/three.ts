// The three that must agree: PostgreSQL by the oracle's query, Spark by the compiled code, the interpreter by the spec itself.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { type DatabaseAddress, startPostgres } from '../../../infra/local/postgres.ts';
import { check, type Plan, renderOracle, sparkType } from '../../../services/transform/index.ts';
import { interpretTexts, mayRaise } from '../../interpreter/interpret.ts';
import { InterpreterRaised } from '../../interpreter/raised.ts';
import type { Outcome, Rows } from './outcome.ts';
import { type Spark, startSpark } from './spark.ts';
import { statementsOf, type World } from './world.ts';

export type EngineName = 'postgresql' | 'spark' | 'interpreter';
/** A plan and its two programs, when they are not to be made by the compilers of this process. */
export type Compiled = { readonly plan: Plan; readonly sql: string; readonly py: string };
export type Engines = {
  /** The world that later specs are computed on. */
  readonly enter: (world: World) => Promise<void>;
  /** A crash that is no ending of the job (a defect of ours, an engine that refuses the code) is thrown as EngineCrashed. */
  readonly run: (engine: EngineName, spec: TransformSpec, world: World, compiled?: Compiled) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

export class EngineCrashed extends Error {
  override readonly name = 'EngineCrashed';
}

export const openThree = async ({ spark: withSpark }: { readonly spark: boolean }): Promise<Engines> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fuzz-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const { host, port, user, password } = postgres;
  const database = await languageDatabase(postgres);
  const types = { getTypeParser: () => (value: string) => value };
  const client = new pg.Pool({ host, port, database, user, password, max: 2, statement_timeout: 20_000, types });
  client.on('error', () => {}); // a connection that ends with its server
  const spark = withSpark ? await startSpark() : undefined;
  return {
    enter: async (world) => {
      for (const statement of statementsOf(world)) await client.query(statement);
      await spark?.load(world, { host, port, user, password, database });
    },
    run: async (engine, spec, world, compiled) => {
      if (engine === 'interpreter') return onInterpreter(spec, world);
      const plan = compiled?.plan ?? planOf(spec, world);
      if (engine === 'postgresql') return onPostgres(client, compiled?.sql ?? renderOracle(plan));
      if (spark === undefined) throw new Error('Spark was not asked for');
      return onSpark(spark, plan, compiled?.py);
    },
    close: async () => {
      await spark?.close();
      await client.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Sorts text as people do, unlike the language: a comparison that forgets its collation shows. */
const languageDatabase = async ({ host, port, database, user, password }: DatabaseAddress): Promise<string> => {
  const client = new pg.Client({ host, port, database, user, password });
  await client.connect();
  await client.query("create database fuzz template template0 locale_provider icu icu_locale 'en-US'");
  await client.end();
  return 'fuzz';
};

export const planOf = (spec: TransformSpec, world: World): Plan => {
  const result = check(spec, world.catalog);
  if (result.is === 'unsound')
    throw new EngineCrashed(`not sound any more: ${result.diagnostics.map(({ message }) => message).join('; ')}`);
  return result.plan;
};

// classes of SQLSTATE that say "a value does not fit": 22 data exception, 23 a NULL where none may be
const onPostgres = async (client: pg.Pool, sql: string): Promise<Outcome> => {
  try {
    const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
    return { is: 'rows', rows };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    // of numbers, and of times
    if (code === '22003' || code === '22008') return { is: 'raised', message };
    throw new EngineCrashed(`PostgreSQL ${code}: ${message}`);
  }
};

const overflow = /ARITHMETIC_OVERFLOW|NUMERIC_VALUE_OUT_OF_RANGE|CAST_OVERFLOW|overflow|DATETIME_OVERFLOW|COLLECTION_SIZE/i;

const onSpark = async (spark: Spark, plan: Plan, rendered: string | undefined): Promise<Outcome> => {
  const outcome = await spark.run(plan, rendered);
  if ('error' in outcome) {
    if (overflow.test(outcome.error)) return { is: 'raised', message: outcome.error.slice(0, 300) };
    throw new EngineCrashed(`Spark: ${outcome.error}`);
  }
  const wanted = plan.target.columns.map(({ type }) => sparkType(type));
  const wrong = wanted.findIndex((type, at) => type !== outcome.types[at]);
  if (wrong >= 0)
    throw new EngineCrashed(
      `Spark computes ${plan.target.columns[wrong]?.name} as ${outcome.types[wrong]}, the plan says ${wanted[wrong]}`,
    );
  return { is: 'rows', rows: outcome.rows };
};

const rowsByTable = (world: World): Readonly<Record<string, Rows>> =>
  Object.fromEntries(world.tables.map(({ table, rows }): [string, Rows] => [`${table.schema}.${table.name}`, rows]));

/** Whether a value on the way raises that an engine may leave uncomputed, because nothing keeps it. */
export const raisesSomewhere = (spec: TransformSpec, world: World): boolean => mayRaise(spec, rowsByTable(world), world.catalog);

const onInterpreter = (spec: TransformSpec, world: World): Outcome => {
  const tables = rowsByTable(world);
  try {
    return { is: 'rows', rows: interpretTexts(spec, tables, world.catalog).rows };
  } catch (error) {
    if (error instanceof InterpreterRaised) return { is: 'raised', message: error.message };
    throw new EngineCrashed(`interpreter: ${String(error)}`);
  }
};
