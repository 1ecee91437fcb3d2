// Plans executed by both engines on one PostgreSQL: rows as text of one spelling per type, so that they can be compared.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { ensureSpark, sparkProcess } from '../../../infra/local/glue/setup.ts';
import { type DatabaseAddress, startPostgres } from '../../../infra/local/postgres.ts';
import { type Plan, readExpression, renderOracle, renderPyspark, sparkType } from '../../../services/transform/index.ts';

/** `database`: where its tables lie; unsaid, in the one that all others share. */
export type PlannedCase = { readonly name: string; readonly plan: Plan; readonly database?: string };
type Rows = readonly (readonly (string | null)[])[];
export type Outcome = { readonly columns: readonly (readonly [string, string])[]; readonly rows: Rows } | { readonly error: string };
export type Engines = {
  /** A database that is named is made with its first query. */
  readonly query: (sql: string, database?: string) => Promise<void>;
  readonly onPostgres: (plan: Plan, database?: string) => Promise<Rows>;
  /** All cases in one start of Spark. */
  readonly onSpark: (cases: readonly PlannedCase[]) => Promise<ReadonlyMap<string, Outcome>>;
  readonly close: () => Promise<void>;
};

export const openEngines = async (): Promise<Engines> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'engines-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const clients = new Map<string, Promise<pg.Client>>();
  const clientOf = (database = postgres.database): Promise<pg.Client> => {
    const client = clients.get(database) ?? opened(postgres, database, clientOf);
    clients.set(database, client);
    return client;
  };
  return {
    query: async (sql, database) => void (await (await clientOf(database)).query(sql)),
    onPostgres: async (plan, database) => {
      const client = await clientOf(database);
      const { rows } = await client.query<(string | null)[]>({ text: renderOracle(plan), rowMode: 'array' });
      return canonical(rows, plan);
    },
    onSpark: (cases) => runSpark(cases, postgres, folder),
    close: async () => {
      for (const client of clients.values()) await (await client).end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const opened = async (address: DatabaseAddress, database: string, clientOf: () => Promise<pg.Client>): Promise<pg.Client> => {
  if (database !== address.database) await (await clientOf()).query(`create database ${quote(database)}`);
  const { host, port, user, password } = address;
  const client = new pg.Client({ host, port, database, user, password, types: { getTypeParser: () => (value: string) => value } });
  await client.connect();
  return client;
};

const runSpark = async (cases: readonly PlannedCase[], address: DatabaseAddress, folder: string): Promise<ReadonlyMap<string, Outcome>> => {
  const { python, java, jdbcJar, temporary } = await ensureSpark(console.log);
  const [jobs, results] = [path.join(folder, 'jobs.json'), path.join(folder, 'results.json')];
  const properties = { user: address.user, password: address.password, driver: 'org.postgresql.Driver', pushDownPredicate: 'false' };
  const work = cases.map(({ name, plan, database = address.database }) => ({
    name,
    url: `jdbc:postgresql://${address.host}:${address.port}/${database}`,
    transform: renderPyspark(plan),
    sources: sourceQueries(plan),
  }));
  await writeFile(jobs, JSON.stringify({ properties, cases: work }));
  await mkdir(temporary, { recursive: true });
  const env = sparkProcess({ python, java, temporary });
  try {
    await promisify(execFile)(python, [path.join(import.meta.dirname, 'engines.py'), jobs, results, jdbcJar], { env, maxBuffer: 1e8 });
    const done = JSON.parse(await readFile(results, 'utf8')) as (Outcome & { readonly name: string })[];
    const plans = new Map(cases.map(({ name, plan }) => [name, plan]));
    return new Map(done.map((each) => [each.name, 'error' in each ? each : { ...each, rows: canonical(each.rows, plans.get(each.name)) }]));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};

/** Where a column is marked float and both values are two last places apart at most, the other's value: such differences are rounding. */
export const withinLastPlaces = (rows: Rows, others: Rows, plan: Plan): Rows =>
  rows.map((row, at) =>
    row.map((value, n) => {
      const other = others[at]?.[n] ?? null;
      const column = plan.target.columns[n];
      if (column?.exactness !== 'float' || column.type !== 'double' || value === null || other === null) return value;
      const apart = Math.abs(Number(value) - Number(other));
      return apart <= 2 ** -51 * Math.max(Math.abs(Number(value)), Math.abs(Number(other))) ? other : value;
    }),
  );

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Spark quotes the columns of a query itself, and wrongly where a name holds a quote: so they get plain names, and their own when read. */
const sourceQueries = ({
  sources,
}: Plan): readonly { readonly name: string; readonly query: string; readonly schema: string; readonly columns: readonly string[] }[] =>
  sources.map(({ name, schema, table, columns }) => {
    const read = columns.map((column, at) => `${readExpression(column)} as c${at}`).join(', ');
    const types = columns.map(({ type }, at) => `c${at} ${sparkType(type)}`).join(', ');
    return {
      name,
      query: `select ${read} from ${quote(schema)}.${quote(table)}`,
      schema: types,
      columns: columns.map((column) => column.name),
    };
  });

/** Representation only: digits after the point that say nothing, spellings of true, of NaN and of times. Rows in one order. */
const canonical = (rows: Rows, plan: Plan | undefined): Rows => {
  const types = plan?.target.columns.map(({ type }) => type) ?? [];
  return rows
    .map((row) => row.map((value, at) => (value === null ? null : spelled(value, types[at] ?? 'text'))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
};

const spelled = (value: string, type: string): string => {
  if (type.endsWith('[]')) return list(value, type.slice(0, -2));
  if (type === 'boolean') return value === 't' ? 'true' : value === 'f' ? 'false' : value;
  if (type.startsWith('decimal')) return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '').replace(/^-0$/, '0') : value;
  if (type === 'double' || type === 'float') return float(value, type);
  if (type === 'timestamp' || type === 'timestamptz')
    return value
      .replace(/\+00(:00)?$/, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  return value;
};

/** Arrays: JSON of texts from Spark; from PostgreSQL its own notation, in which NULL and texts that need it are told apart by quotes. */
const list = (value: string, element: string): string => {
  const values: (string | null)[] = value.startsWith('[')
    ? JSON.parse(value)
    : [...value.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(([, quoted, plain = '']) =>
        quoted !== undefined ? quoted.replaceAll(/\\(.)/g, '$1') : plain === 'NULL' ? null : plain,
      );
  return JSON.stringify(values.map((each) => (each === null ? null : spelled(each, element))));
};

const float = (value: string, type: string): string => {
  const number = Number(value.replace(/^inf$/, 'Infinity').replace(/^-inf$/, '-Infinity'));
  return String((type === 'float' ? Math.fround(number) : number) + 0);
};
