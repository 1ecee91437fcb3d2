// Every hostile name as table, column, alias, step and text, through the compilers and both engines, and back byte by byte.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Catalog, TransformSpec } from '../../contracts/generated/types.ts';
import { ensureSpark, sparkProcess } from '../../infra/local/glue/setup.ts';
import { type DatabaseAddress, startPostgres } from '../../infra/local/postgres.ts';
import { check, formatTableName, type Plan, readExpression, renderOracle, renderPyspark } from '../../services/transform/index.ts';
import { hostileNames, hostileTexts, quoted, systemColumns, text } from './names.ts';

/** One for each table: PostgreSQL makes a type for a table's arrays, and two names of underscores would meet in it. */
const schemaOf = (name: string): string => `we"ird; -- ${names.indexOf(name)}`;
const names = hostileNames();
const texts = hostileTexts();

type Case = { readonly name: string; readonly value: string; readonly alias: string; readonly plan: Plan };
type Row = readonly (string | null)[];
type Seen = { readonly columns: readonly string[]; readonly rows: readonly Row[] } | { readonly error: string };

const catalogOf = (table: string): Catalog => ({
  takenAt: '2026-01-01T00:00:00Z',
  server: '18.4',
  defaultSchema: 'public',
  targetSchema: 'out',
  tables: [
    {
      schema: schemaOf(table),
      name: table,
      kind: 'table',
      rows: 2,
      bytes: 8192,
      columns: [{ name: table, type: 'text', sourceType: 'text', nullable: true }],
      primaryKey: [],
      uniqueKeys: [],
      foreignKeys: [],
    },
  ],
  target: null,
});

/** The name is table, column, source and step; the next name is the alias; the text stands in a condition and in the result. */
const specOf = (name: string, alias: string, value: string): TransformSpec => {
  const column = quoted(name);
  return {
    sources: [{ name: 'read from', table: formatTableName(schemaOf(name), name) }],
    steps: [
      { name, do: 'filter', where: `${column} = ${text(value)} or ${column} = 'never'` },
      {
        name: 'made of it',
        do: 'select',
        columns: [
          { name: alias, expr: column },
          { name: alias.toLowerCase() === 'same' ? 'equal' : 'same', expr: `${column} = ${text(value)}` },
          { name: alias.toLowerCase() === 'literal' ? 'constant' : 'literal', expr: text(value) },
        ],
        others: 'drop',
      },
    ],
    target: {
      table: 'result',
      mode: 'replace',
      key: [],
      columns: [
        { name: alias, type: 'text', nullable: true },
        { name: alias.toLowerCase() === 'same' ? 'equal' : 'same', type: 'boolean', nullable: true },
        { name: alias.toLowerCase() === 'literal' ? 'constant' : 'literal', type: 'text', nullable: true },
      ],
    },
    assumptions: [],
  };
};

const cases: readonly Case[] = texts.map((value, at) => {
  const name = names[at % names.length] ?? '';
  const alias = names[(at + 1) % names.length] ?? '';
  const result = check(specOf(name, alias, value), catalogOf(name));
  if (result.is === 'unsound') throw new Error(`${JSON.stringify(name)}: ${JSON.stringify(result.diagnostics)}`);
  return { name: `${at} ${JSON.stringify(value.slice(0, 30))}`, value, alias, plan: result.plan };
});

const postgresRows = new Map<string, Seen>();
let sparkRows = new Map<string, Seen>();

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hostile-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const { host, port, database, user, password } = postgres;
  const client = new pg.Client({ host, port, database, user, password });
  try {
    await client.connect();
    for (const [at, name] of names.entries()) {
      const table = `${quoted(schemaOf(name))}.${quoted(name)}`;
      const own = cases.filter((_, n) => n % names.length === at).map(({ value }) => value);
      await client.query(`create schema ${quoted(schemaOf(name))}`);
      await client.query(`create table ${table} (${quoted(name)} text)`);
      await client.query(`insert into ${table} select unnest($1::text[])`, [[...own, 'another']]);
    }
    for (const { name, plan } of cases) {
      const { rows, fields } = await client.query<unknown[]>({ text: renderOracle(plan), rowMode: 'array' });
      postgresRows.set(name, { columns: fields.map((field) => hex(field.name)), rows: rows.map((row) => row.map(shown)) });
    }
    sparkRows = await onSpark(folder, postgres);
  } finally {
    await client.end();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

const onSpark = async (folder: string, { host, port, database, user, password }: DatabaseAddress): Promise<Map<string, Seen>> => {
  const { python, java, jdbcJar, temporary } = await ensureSpark(console.log);
  const [jobs, results] = [path.join(folder, 'jobs.json'), path.join(folder, 'results.json')];
  const work = cases.map(({ name, plan }) => ({
    name,
    transform: renderPyspark(plan),
    sources: plan.sources.map((source) => ({
      ...source,
      partition: null,
      columns: source.columns.map((column) => ({ ...column, read: readExpression(column) })),
    })),
  }));
  const properties = { user, password, driver: 'org.postgresql.Driver' };
  await writeFile(jobs, JSON.stringify({ url: `jdbc:postgresql://${host}:${port}/${database}`, properties, cases: work }));
  await mkdir(temporary, { recursive: true });
  const env = sparkProcess({ python, java, temporary });
  try {
    await promisify(execFile)(python, [path.join(import.meta.dirname, 'hostile.py'), jobs, results, jdbcJar], { env, maxBuffer: 1e8 });
    const done = JSON.parse(await readFile(results, 'utf8')) as readonly (Seen & { readonly name: string })[];
    return new Map(done.map((each) => [each.name, each]));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};

const hex = (value: string): string => Buffer.from(value, 'utf8').toString('hex');
const shown = (value: unknown): string => (typeof value === 'string' ? hex(value) : value === true ? 'True' : String(value));

describe('hostile names and texts', () => {
  it('are at least 500, as names and as texts', () => {
    expect(names.length).toBeGreaterThanOrEqual(500);
    expect(texts.length).toBeGreaterThan(names.length);
  });

  it('come back as they went in, byte by byte', () => {
    const changed = cases.flatMap(({ name, value, alias }) => {
      const expected = JSON.stringify({ alias: hex(alias), rows: [[hex(value), 'True', hex(value)]] });
      return [postgresRows.get(name), sparkRows.get(name)].flatMap((seen) => {
        const found = seen === undefined || 'error' in seen ? seen : { alias: seen.columns[0], rows: seen.rows };
        return JSON.stringify(found) === expected ? [] : [{ name, found, expected }];
      });
    });
    expect(changed).toEqual([]);
    expect(sparkRows.size).toBe(cases.length);
  });

  it.each(systemColumns)('that PostgreSQL keeps for itself are refused for a column of the target: %s', (alias) => {
    const result = check(specOf('a', alias, 'x'), catalogOf('a'));
    expect(result.is === 'unsound' ? result.diagnostics.map(({ code }) => code) : []).toContain('bad-name');
  });
});
