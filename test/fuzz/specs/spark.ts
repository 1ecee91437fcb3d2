// One Spark for many specs: started once, given cases as lines, asked for their rows.
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ensureSpark, sparkProcess } from '../../../infra/local/glue/setup.ts';
import type { DatabaseAddress } from '../../../infra/local/postgres.ts';
import { type Plan, readExpression, renderPyspark } from '../../../services/transform/index.ts';
import type { Rows } from './outcome.ts';
import type { World } from './world.ts';

export type SparkRows = { readonly types: readonly string[]; readonly rows: Rows } | { readonly error: string };
export type Spark = {
  /** Reads the world's tables from the database; they stay until the end. */
  readonly load: (world: World, address: DatabaseAddress) => Promise<void>;
  readonly run: (plan: Plan, rendered?: string) => Promise<SparkRows>;
  readonly close: () => Promise<void>;
};

export const startSpark = async (): Promise<Spark> => {
  const { python, java, jdbcJar, temporary } = await ensureSpark(console.log);
  await mkdir(temporary, { recursive: true });
  const env = sparkProcess({ python, java, temporary });
  const here = import.meta.dirname;
  const child = spawn(python, [path.join(here, 'batch.py'), jdbcJar, here], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map<string, (rows: SparkRows) => void>();
  const loading: (() => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as { readonly id?: string } & SparkRows;
    if (message.id === undefined) return loading.shift()?.();
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void ended.then(() => {
    for (const answer of waiting.values()) answer({ error: 'Spark ended' });
  });
  const say = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  let count = 0;
  return {
    load: (world, { host, port, database, user, password }) =>
      new Promise((resolve) => {
        loading.push(resolve);
        const properties = { user, password, driver: 'org.postgresql.Driver', pushDownPredicate: 'false' };
        say({ url: `jdbc:postgresql://${host}:${port}/${database}`, properties, tables: tablesOf(world) });
      }),
    run: (plan, rendered = renderPyspark(plan)) =>
      new Promise((resolve) => {
        count += 1;
        waiting.set(String(count), resolve);
        const sources = plan.sources.map(({ name, schema, table, columns }) => ({
          name,
          table: `${schema}.${table}`,
          columns: columns.map((column) => column.name),
        }));
        say({ id: String(count), transform: rendered, sources });
      }),
    close: async () => {
      child.stdin.end();
      await ended;
      await rm(temporary, { recursive: true, force: true });
    },
  };
};

const tablesOf = ({ tables }: World): readonly object[] =>
  tables.map(({ table }) => {
    const readable = table.columns.filter(({ type }) => type !== null);
    const query = `select ${readable
      .map((column) => readExpression(column))
      .map((read, at) => `${read} as c${at}`)
      .join(', ')} from "${table.schema}"."${table.name}"`;
    return { name: `${table.schema}.${table.name}`, query, columns: readable.map(({ name }) => name) };
  });
