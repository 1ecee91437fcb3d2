// One database, many specs: each compiled and computed by Spark and by the oracle, and, where there is one, by a query that somebody else wrote.
import pg from 'pg';
import type { Catalog, TransformSpec } from '../../contracts/generated/types.ts';
import type { DatabaseAddress } from '../../infra/local/postgres.ts';
import { secretOf } from '../../infra/local/stack/database.ts';
import { configIn } from '../../services/adapters/config.ts';
import { pgCatalog } from '../../services/adapters/pg-catalog.ts';
import { database } from '../../services/adapters/pg-pool.ts';
import { check, type Plan, pgType, renderOracle, renderPyspark, sparkType } from '../../services/transform/index.ts';
import { onSpark, type SparkOutcome } from './on-spark.ts';
import { canonical, type Rows } from './rows.ts';

export type Question = {
  readonly name: string;
  readonly spec: TransformSpec;
  readonly catalog: Catalog;
  /** Where names of the question's own SQL are looked up. */
  readonly schema: string;
  /** A query that somebody else wrote for the same rows. */
  readonly sql?: string;
};
export type Agreement = {
  readonly name: string;
  readonly plan: Plan;
  readonly spark: Rows;
  readonly sparkColumns: readonly (readonly [string, string])[];
  readonly sparkSeconds: number;
  readonly oracle: Rows;
  /** What the question's own SQL gives, in the types of the spec's target; undefined without one. */
  readonly official: Rows | undefined;
};
/** Answers by name; a question that could not be answered has the reason instead. */
export type Answers = ReadonlyMap<string, Agreement | Problem>;

/** The catalog as the product reads it; the first schema is the default one. */
export const catalogOf = async (address: DatabaseAddress, ...schemas: readonly string[]): Promise<Catalog> => {
  const config = { ...JSON.parse(secretOf(address)), defaultSchema: schemas[0], sourceSchemas: schemas };
  const base = database(async () => configIn('test', config), { application: 'test' });
  try {
    return await pgCatalog(base).profile({ now: new Date().toISOString() });
  } finally {
    await base.end();
  }
};

export const answers = async (questions: readonly Question[], address: DatabaseAddress): Promise<Answers> => {
  const given = new Map<string, Agreement | Problem>();
  const compiled: Compiled[] = [];
  for (const question of questions) {
    const result = compile(question);
    if ('problem' in result) given.set(question.name, result);
    else compiled.push(result);
  }
  const spark = await onSpark(compiled, address);
  const { host, port, database: name, user, password } = address;
  const client = new pg.Client({ host, port, database: name, user, password, types: { getTypeParser: () => (value: string) => value } });
  await client.connect();
  try {
    for (const question of compiled) given.set(question.name, await answered(client, question, spark.get(question.name)));
    return given;
  } finally {
    await client.end();
  }
};

type Compiled = Question & { readonly plan: Plan; readonly transform: string; readonly query: string };
type Problem = { readonly name: string; readonly problem: string };

const compile = (question: Question): Compiled | Problem => {
  const { name, spec, catalog } = question;
  try {
    const checked = check(spec, catalog);
    if (checked.is === 'unsound') return { name, problem: JSON.stringify(checked.diagnostics, null, 2) };
    return { ...question, plan: checked.plan, transform: renderPyspark(checked.plan), query: renderOracle(checked.plan) };
  } catch (error) {
    return { name, problem: String(error) };
  }
};

const answered = async (
  client: pg.Client,
  { name, plan, schema, sql, query }: Compiled,
  spark: SparkOutcome | undefined,
): Promise<Agreement | Problem> => {
  if (spark === undefined || 'error' in spark) return { name, problem: `Spark: ${spark?.error ?? 'was not asked'}` };
  try {
    await client.query(`set search_path = "${schema}"`);
    const oracle = canonical(await rowsOf(client, query), plan);
    const official = sql === undefined ? undefined : canonical(await rowsOf(client, await typed(client, sql, plan)), plan);
    const { columns: sparkColumns, rows, seconds: sparkSeconds } = spark;
    return { name, plan, spark: canonical(rows, plan), sparkColumns, sparkSeconds, oracle, official };
  } catch (error) {
    return { name, problem: `PostgreSQL: ${error instanceof Error ? error.message : String(error)}` };
  }
};

const rowsOf = async (client: pg.Client, text: string): Promise<Rows> =>
  (await client.query<(string | null)[]>({ text, rowMode: 'array' })).rows;

const bpchar = 1042;

/** The query with each column in the type of the target. Fixed text keeps its blanks, which a cast to text would take away. */
const typed = async (client: pg.Client, sql: string, plan: Plan): Promise<string> => {
  const { fields } = await client.query(`select * from (${sql}) as q limit 0`);
  const columns = plan.target.columns.map(({ type }, at) => {
    const field = fields[at];
    if (field?.dataTypeID === bpchar) return `rpad(c${at}::text, ${field.dataTypeModifier - 4})`;
    return `c${at}::${pgType(type)}`;
  });
  return `select ${columns.join(', ')} from (${sql}) as q (${plan.target.columns.map((_, at) => `c${at}`).join(', ')})`;
};

/** Why the answers do not agree; nothing when they do. */
export const disagreements = (answer: Agreement): readonly string[] => {
  const wanted = answer.plan.target.columns.map(({ name, type }) => `${name} ${sparkType(type)}`);
  const got = answer.sparkColumns.map((column) => column.join(' '));
  return [
    ...(wanted.join() === got.join() ? [] : [`Spark gives ${got.join(', ')} and not ${wanted.join(', ')}`]),
    ...(answer.oracle.length === 0 ? ['no rows'] : []),
    ...difference('Spark', answer.spark, 'the oracle', answer.oracle),
    ...(answer.official === undefined ? [] : difference('the oracle', answer.oracle, 'the given query', answer.official)),
  ];
};

export const difference = (nameA: string, a: Rows, nameB: string, b: Rows): readonly string[] => {
  const [left, right] = [a.map((row) => JSON.stringify(row)), b.map((row) => JSON.stringify(row))];
  if (left.join('\n') === right.join('\n')) return [];
  const onlyIn = (these: readonly string[], those: readonly string[]): string => {
    const other = new Set(those);
    return these
      .filter((row) => !other.has(row))
      .slice(0, 3)
      .join(' ');
  };
  return [`${nameA} (${a.length} rows) and ${nameB} (${b.length} rows) differ: ${onlyIn(left, right)} | ${onlyIn(right, left)}`];
};
