// npm run submit as its user runs it: a process with arguments, a database of the user's own, an exit code and one document.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf, root } from '../../../infra/local/places.ts';
import { type Postgres, startPostgres } from '../../../infra/local/postgres.ts';

let database: Postgres;
let client: pg.Client;
let folder: string;
const state = placeOf('tests/submit');

beforeAll(async () => {
  await rm(state, { recursive: true, force: true });
  folder = await mkdtemp(path.join(tmpdir(), 'datamorph-test-submit-'));
  database = await startPostgres({ dataDir: placeOf('tests/submit-users-database') });
  const { host, port, database: name, user, password } = database;
  client = new pg.Client({ host, port, database: name, user, password });
  await client.connect();
  await client.query(`
    drop schema if exists shop, datamorph, datamorph_staging, datamorph_out, reports cascade;
    create schema shop;
    create table shop.customers (customer_id int primary key, customer_name text);
    create table shop.orders (order_id int primary key, customer_id int, order_amount numeric(12,2));
    insert into shop.customers values (1,'Ann'),(2,'Bob');
    insert into shop.orders values (1,1,600),(2,1,500),(3,null,7)`);
});
afterAll(async () => {
  await client.end();
  await database.stop();
  for (const place of [folder, state, placeOf('tests/submit-users-database')]) await rm(place, { recursive: true, force: true });
});

const submit = (...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve) => {
    const url = `postgresql://${database.user}:${database.password}@${database.host}:${database.port}/${database.database}`;
    const env = { ...process.env, DATAMORPH_STATE: state, DATABASE_URL: url, DATAMORPH_PARENT_PID: undefined };
    const child = spawn(process.execPath, ['services/cli/submit.ts', ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
  });
const prompt = 'Join customers and orders on customer_id, calculate total order amount per customer';
const schemas = async () =>
  (await client.query("select nspname from pg_namespace where nspname like 'datamorph%' or nspname = 'reports'")).rows;

describe('a database that lacks what DataMorph needs', () => {
  it('is shown the statements, and is not touched without a yes', async () => {
    const { code, out, err } = await submit(prompt);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/create schema[^\n]*datamorph_staging/i);
    expect(err).toContain('Nothing was changed');
    expect(err).not.toContain(database.password);
    expect(await schemas()).toEqual([]);
  });
});

describe('with a yes', () => {
  it('publishes into the database, exit 0, and prints one document', async () => {
    const { code, out } = await submit(
      prompt,
      '--source',
      'shop.customers',
      '--source',
      'shop.orders',
      '--target',
      'datamorph_out.totals',
      '--yes',
      '--json',
    );
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(document).toMatchObject({
      terminalFact: 'TargetPublished',
      questions: [],
      target: 'datamorph_out.totals',
      rows: 2,
      verdict: { outcome: 'PASS' },
    });
    expect(document.runId).toMatch(/^[0-9A-Z]{26}$/);
    expect(document.spec.steps.length).toBeGreaterThan(0);
    expect(document.timings).toMatchObject({ TargetPublished: expect.any(Number), total: expect.any(Number) });
    const { rows } = await client.query('select customer_id, total_order_amount::text from datamorph_out.totals order by 1');
    expect(rows).toEqual([
      { customer_id: 1, total_order_amount: '1100.00' },
      { customer_id: 2, total_order_amount: null },
    ]);
  });

  it('asks back with exit 2', async () => {
    const { code, out } = await submit('Do something with customers', '--json', '--yes');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ terminalFact: 'ClarificationNeeded', target: null });
    expect(JSON.parse(out).questions.length).toBeGreaterThan(0);
  });

  it('runs a specification of its own, and says what is wrong with another', async () => {
    const spec = {
      sources: [{ name: 'orders', table: 'shop.orders' }],
      steps: [{ name: 'big', do: 'filter', where: 'order_amount >= 500' }],
      target: {
        table: 'datamorph_out.big',
        mode: 'replace',
        key: ['order_id'],
        columns: [{ name: 'order_id', type: 'int', nullable: false }],
      },
      assumptions: [],
    };
    const sound = path.join(folder, 'sound.json');
    const unsound = path.join(folder, 'unsound.json');
    await writeFile(sound, JSON.stringify(spec));
    await writeFile(unsound, JSON.stringify({ ...spec, steps: [{ name: 'big', do: 'filter', where: 'order_amout >= 500' }] }));
    expect((await submit('--spec', sound, '--json', '--yes')).code).toBe(0);
    const { code, out } = await submit('--spec', unsound, '--yes');
    expect(code).toBe(1);
    expect(out).toContain('spec-invalid');
    expect(out).toContain('order_amount');
  });
});

describe('wrong arguments', () => {
  it.each([
    [[], 'usage:'],
    [['x', '--deadline', 'soon'], '--deadline soon: expected seconds'],
    [['--spec', 'nowhere.json'], '--spec nowhere.json: expected a file that can be read'],
    [['x', '--sorce', 't'], '--sorce'],
  ])('%j say what was expected, before anything is started', async (args, says) => {
    const { code, err } = await submit(...args);
    expect(code).toBe(1);
    expect(err).toContain(says);
  });
});
