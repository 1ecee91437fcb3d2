// spec test and spec catalog: cases beside a spec on an empty PostgreSQL, and the catalog of a real one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog, SpecTests, TransformSpec } from '../../../contracts/generated/types.ts';
import { runSpec } from '../../../services/cli/spec/run.ts';
import { openScratchDatabase, type ScratchDatabase } from '../../../services/cli/spec/scratch-database.ts';
import { caseNamed } from '../../corpus/cases.ts';

const { spec, catalog } = caseNamed('customer-totals');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'spec-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, content: unknown): string => {
  writeFileSync(path.join(folder, file), JSON.stringify(content, null, 2));
  return path.join(folder, file);
};
const run = async (...args: string[]) => {
  const open: (() => Promise<void>)[] = [];
  try {
    return await runSpec(args, (close) => void open.push(close));
  } finally {
    for (const close of open.toReversed()) await close();
  }
};

describe('spec test', () => {
  const customers = {
    rows: [
      { customer_id: 1, customer_name: 'Ada' },
      { customer_id: 2, customer_name: 'Bo' },
    ],
  };
  const orders = {
    columns: ['order_id', 'customer_id', 'order_amount'],
    rows: [
      [1, 1, '600.00'],
      [2, 1, 400.01],
      [3, 2, 1000],
    ],
  };
  const tables = { 'shop.customers': customers, 'shop.orders': orders };
  const ada = { customer_id: 1, customer_name: 'Ada' };
  const cases: SpecTests = [
    { name: 'right, as an object', tables, expect: [{ ...ada, total_amount: '1000.01' }] },
    { name: 'right, as a list', tables, expect: [[1, 'Ada', 1000.01]] },
    { name: 'one value is wrong', tables, expect: [{ ...ada, total_amount: '1000.02' }] },
    {
      name: 'one row is expected twice',
      tables,
      expect: [
        { ...ada, total_amount: '1000.01' },
        { ...ada, total_amount: '1000.01' },
      ],
    },
    { name: 'no orders', tables: { 'shop.customers': customers }, expect: [] },
    { name: 'ends, but should not', tables: { 'shop.customers': { rows: [...customers.rows, ...customers.rows] } }, expect: [] },
    { name: 'a column that is not there', tables: { 'shop.customers': { rows: [{ customr_id: 1 }] } }, expect: [] },
    { name: 'a table that is not there', tables: { 'shop.customer': { rows: [] } }, expect: [] },
    { name: 'a value of another type', tables: { 'shop.customers': { rows: [{ customer_id: 'one' }] } }, expect: [] },
    { name: 'an expected value of another type', tables, expect: [{ customer_id: 'one' }] },
    { name: 'should end, but does not', tables, expect: { raises: 'overflow' } },
  ];

  it('tells of each case whether it is right, and which rows differ', async () => {
    write('catalog.json', catalog);
    write('my.tests.json', cases);
    const { code, text } = await run('test', write('my.json', spec));
    expect(code).toBe(1);
    const blocks = text.split(/^(?=[✓✗] )/m).map((block) => block.trimEnd());
    const said = (name: string): string => blocks.find((block) => block.slice(2).startsWith(name)) ?? '';
    expect(blocks.filter((block) => block.startsWith('✓')).map((block) => block.slice(2))).toEqual([
      'right, as an object',
      'right, as a list',
      'no orders',
    ]);
    expect(said('one value is wrong')).toMatch(
      /expected, but not there:\n.*\n.*\n +1 +Ada +1000\.02\n +there, but not expected:\n.*\n.*\n +1 +Ada +1000\.01$/,
    );
    expect(said('one row is expected twice')).toMatch(/expected, but not there:\n.*\n.*\n +1 +Ada +1000\.01$/);
    expect(said('ends, but should not')).toMatch(
      /the case is wrong: row 3 of shop\.customers does not go into a table as the catalog has it: duplicate key/,
    );
    expect(said('a column that is not there')).toMatch(/shop\.customers has no column customr_id; did you mean customer_id/);
    expect(said('a table that is not there')).toMatch(/no table shop\.customer; did you mean shop\.customers/);
    expect(said('a value of another type')).toMatch(/row 1 of shop\.customers does not go .* invalid input syntax for type integer/);
    expect(said('an expected value of another type')).toMatch(
      /PostgreSQL does not take its values: invalid input syntax for type integer: "one"/,
    );
    expect(said('should end, but does not')).toMatch(/expected an end with “overflow”, got 1 rows/);
    expect(text).toMatch(/11 cases, 8 failed$/);
  });

  it('exits with 0 when all are right', async () => {
    const file = write('good.json', [cases[0]]);
    expect(await run('test', write('my.json', spec), '--cases', file)).toEqual({
      code: 0,
      text: '✓ right, as an object\n\n1 case, 0 failed',
    });
  });

  it('executes the example of the contract', async () => {
    const example = path.join(import.meta.dirname, '../../../contracts/examples/SpecTests.customer-totals.json');
    expect(await run('test', write('my.json', spec), '--cases', example)).toMatchObject({ code: 0 });
  });

  it('takes an end of the job for right when its reason was expected', async () => {
    const strict = { ...spec, steps: spec.steps.map((step) => (step.do === 'join' ? { ...step, expect: 'at-most-one' } : step)) };
    const file = write('ends.json', [{ name: 'two orders of one customer', tables, expect: { raises: 'at most one' } }]);
    expect(await run('test', write('strict.json', strict), '--cases', file)).toMatchObject({ code: 0 });
  });

  it('takes the parameters of a case instead of the ones of the spec', async () => {
    const recent: TransformSpec = {
      sources: [{ name: 'orders', table: 'shop.orders' }],
      parameters: [{ name: 'least', type: 'int', value: '10' }],
      steps: [{ name: 'large', do: 'filter', where: 'order_amount >= param(least)' }],
      target: { table: 'large', mode: 'replace', key: [], columns: [{ name: 'order_id', type: 'int', nullable: false }] },
      assumptions: [],
    };
    const few = { 'shop.orders': { rows: [{ order_id: 7, customer_id: 1, order_amount: 5 }] } };
    const file = write('parameters.json', [
      { name: 'as in the spec', tables: few, expect: [] },
      { name: 'lower', parameters: { least: '5' }, tables: few, expect: [[7]] },
      { name: 'misspelt', parameters: { lest: '5' }, tables: few, expect: [] },
      { name: 'no number', parameters: { least: 'five' }, tables: few, expect: [] },
    ]);
    const { text } = await run('test', write('recent.json', recent), '--cases', file);
    expect(text).toMatch(
      /^✓ as in the spec\n✓ lower\n✗ misspelt\n.*no parameter lest; did you mean least\?\n✗ no number\n.*not sound with its parameters: /,
    );
  });

  it('sees what the census counts and what the checks of the target refuse', async () => {
    const ratios = {
      sources: [{ name: 'orders', table: 'shop.orders' }],
      steps: [{ name: 'ratios', do: 'select', columns: [{ name: 'ratio', expr: '10 / order_amount' }], others: 'drop' }],
      target: {
        table: 'ratios',
        mode: 'replace',
        key: [],
        columns: [{ name: 'ratio', type: 'decimal(10,2)', nullable: true }],
        checks: [{ name: 'small', expr: 'ratio < 5' }],
      },
      assumptions: [],
    };
    const order = (amount: number) => ({ 'shop.orders': { rows: [{ order_id: 7, customer_id: 1, order_amount: amount }] } });
    const file = write('failures.json', [
      { name: 'by zero', tables: order(0), expect: { raises: 'fails on 1 rows' } },
      { name: 'too large', tables: order(1), expect: { raises: 'break small' } },
      { name: 'small', tables: order(4), expect: [['2.50']] },
    ]);
    expect(await run('test', write('ratios.json', ratios), '--cases', file)).toEqual({
      code: 0,
      text: '✓ by zero\n✓ too large\n✓ small\n\n3 cases, 0 failed',
    });
  });
});

describe('spec catalog', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await database.client.query(
      'create schema shop; create table shop.orders (id integer primary key, amount numeric(8,2), placed timestamptz not null)',
    );
    const { user, password, host, port, database: name } = database.address;
    process.env.DATABASE_URL = `postgresql://${user}:${password}@${host}:${port}/${name}`;
  });
  afterAll(async () => {
    delete process.env.DATABASE_URL;
    await database?.close();
  });

  it('is written to a file that check then works on', async () => {
    const file = path.join(folder, 'saved.json');
    expect(await run('catalog', '--out', file)).toMatchObject({ code: 0, text: expect.stringContaining('1 table') });
    const own = {
      sources: [{ name: 'orders', table: 'shop.orders' }],
      steps: [{ name: 'all', do: 'aggregate', by: [], compute: [{ name: 'total', expr: 'sum(amount)' }] }],
      target: { table: 'totals', mode: 'replace', key: [], columns: [{ name: 'total', type: 'decimal(18,2)', nullable: true }] },
      assumptions: [],
    };
    expect(await run('check', write('own.json', own), '--catalog', file)).toMatchObject({ code: 0 });
  });

  it('is printed as it is, of the tables named', async () => {
    const { text } = await run('catalog', 'shop.orders');
    const printed = JSON.parse(text) as Catalog;
    expect(printed.tables.map(({ name, primaryKey }) => [name, primaryKey])).toEqual([['orders', ['id']]]);
  });
});
