// The census on PostgreSQL: what is counted, and which rows are shown.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { type Postgres, startPostgres } from '../../../infra/local/postgres.ts';
import { censusQuery } from '../../../services/transform/index.ts';
import { catalogOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

const catalog = catalogOf(
  tableOf('shop', 'items', ['id'], { id: 'integer!', grp: 'text', n: 'integer', amount: 'numeric(8,2)', note: 'text', ok: 'boolean' }),
  tableOf('shop', 'groups', [], { grp: 'text', size: 'integer' }),
);
const sources = ['items', 'groups'].map((name) => ({ name, table: `shop.${name}` }));
const rows = `create schema shop;
create table shop.items (id int primary key, grp text, n int, amount numeric(8,2), note text, ok boolean);
insert into shop.items values
  (1, 'a', 0, 10, '12', true), (2, 'a', 0, null, 'x', true), (3, 'a', 2, 10, null, false),
  (4, 'b', 0, 5, ' 7 ', null), (5, 'b', null, 5, '3000000000', true), (6, null, 1, 1, '', false);
create table shop.groups (grp text, size int);
insert into shop.groups values ('a', 0), ('b', 3), ('c', 0)`;

let folder: string;
let postgres: Postgres;
let client: pg.Client;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'census-'));
  postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const { host, port, database, user, password } = postgres;
  client = new pg.Client({ host, port, database, user, password });
  await client.connect();
  await client.query(rows);
});
afterAll(async () => {
  await client?.end();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

type Counted = { failure: number; violations: string; examples: string | null };
/** Per failure: the expression, how often, and the shown keys. */
const counted = async (steps: Step[], columns: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
  const query = censusQuery(planOf(specOf(steps, targetOf(columns), sources), catalog));
  if (query === undefined) throw new Error('nothing is counted');
  const found = (await client.query<Counted>(query.sql)).rows;
  return found.map(({ failure, violations, examples }) => [
    query.failures[failure]?.expression,
    Number(violations),
    JSON.parse(examples ?? '[]'),
  ]);
};
const select = (expr: string): Step[] => [{ name: 's', do: 'select', input: 'items', columns: [{ name: 'x', expr }], others: 'drop' }];
const ids = (...all: number[]) => all.map((id) => ({ id: String(id) }));

describe('the census', () => {
  it('counts a division by zero, and no NULL that went in', async () => {
    expect(await counted(select('amount / n'), { x: 'decimal(19,13)' })).toEqual([['amount / n', 2, ids(1, 4)]]);
  });
  it('counts casts that failed: no number, none at all, too large', async () => {
    expect(await counted(select('cast(note as int)'), { x: 'int' })).toEqual([['note as int', 3, ids(2, 5, 6)]]);
  });
  it('counts what a branch, an earlier argument or a condition to the left leaves', async () => {
    const expr = "case when ok then amount / n when note = '' then cast(note as decimal(8,2)) end";
    expect(await counted(select(expr), { x: 'decimal(22,13)' })).toEqual([
      ['amount / n', 1, ids(1)],
      ['note as decimal(8,2)', 1, ids(6)],
    ]);
    expect(await counted(select('coalesce(amount, 1 / n)'), { x: 'decimal(17,11)' })).toEqual([['1 / n', 1, ids(2)]]);
    const where = 'ok and 10 / n > 1';
    expect(await counted([{ name: 'f', do: 'filter', input: 'items', where }], { id: 'int' })).toEqual([['10 / n', 2, ids(1, 2)]]);
  });
  it('counts over the rows that enter a step only', async () => {
    const steps: Step[] = [
      { name: 'f', do: 'filter', input: 'items', where: "grp = 'b'" },
      { name: 's', do: 'select', columns: [{ name: 'x', expr: 'amount / n' }], others: 'drop' },
    ];
    expect(await counted(steps, { x: 'decimal(19,13)' })).toEqual([['amount / n', 1, ids(4)]]);
  });
  it('counts inside aggregates by rows, beside them by groups', async () => {
    const compute = [{ name: 'x', expr: 'sum(10 / n) filter (where ok) / sum(n)' }];
    const found = await counted([{ name: 't', do: 'aggregate', input: 'items', by: ['grp'], compute }], { x: 'decimal(38,18)' });
    expect(found).toEqual([
      ['10 / n', 2, ids(1, 2)],
      ['the sum of 10 / n where ok / the sum of n', 0, []],
    ]);
  });
  it('counts the pairs of a join for its condition', async () => {
    const join: Step = {
      name: 'j',
      do: 'join',
      left: 'items',
      right: 'groups',
      kind: 'left',
      on: [{ left: 'grp', right: 'grp' }],
      condition: 'left.amount / right.size > 1',
      keep: [{ side: 'left', columns: ['id'] }],
      expect: 'many',
    };
    const pairs = ['1', '3'].map((id) => ({ 'left id': id, 'right grp': 'a', 'right size': '0' }));
    expect(await counted([join], { id: 'int' })).toEqual([['amount / size', 2, pairs]]);
  });
  it('counts infinities that finite doubles make, and functions without a result', async () => {
    expect(await counted(select('id * power(10, 308)'), { x: 'double' })).toContainEqual(['id * power(10, 308)', 5, ids(2, 3, 4, 5, 6)]);
    expect(await counted(select('ln(n)'), { x: 'double' })).toEqual([['ln(n)', 3, ids(1, 2, 4)]]);
  });
  it('shows five rows at most', async () => {
    const [found] = await counted(select('id / (n * 0)'), { x: 'decimal(22,12)' });
    expect(found).toMatchObject(['id / (n * 0)', 5, ids(1, 2, 3, 4, 6)]);
  });
});
