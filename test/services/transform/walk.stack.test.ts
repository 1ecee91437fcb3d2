// What ends a run, on PostgreSQL: moves that a walk refuses, JSON that is no array, a sequence that is too long.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { type Postgres, startPostgres } from '../../../infra/local/postgres.ts';
import { boundedPlan, censusQuery, expectations, type Plan, renderOracle } from '../../../services/transform/index.ts';
import { planOf, specOf, targetOf } from './fixture.ts';
import { stepCatalog, stepRows } from './step-tables.ts';

let folder: string;
let postgres: Postgres;
let client: pg.Client;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'walk-'));
  postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const { host, port, database, user, password } = postgres;
  client = new pg.Client({ host, port, database, user, password });
  await client.connect();
  await client.query(stepRows);
});
afterAll(async () => {
  await client?.end();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const planned = (source: string, steps: Step | Step[], columns: Readonly<Record<string, string>>): Plan =>
  planOf(specOf(Array.isArray(steps) ? steps : [steps], targetOf(columns), [{ name: source, table: `steps.${source}` }]), stepCatalog);

describe('a walk', () => {
  type Walk = Extract<Step, { do: 'walk' }>;
  const refused = async (source: string, more: Partial<Walk> & Pick<Walk, 'start' | 'direction' | 'depth'>): Promise<number> => {
    const step: Step = { name: 'walk', do: 'walk', id: 'id', parent: 'boss', level_as: 'level', ...more };
    const [promise] = expectations(planned(source, step, { level: 'int' }));
    const { rows } = await client.query<{ violations: string }>(promise?.sql ?? '');
    return Number(rows[0]?.violations);
  };
  it('counts the rows that lie deeper than it may go', async () => {
    expect(await refused('staff', { start: 'boss is null', direction: 'down', depth: 3 })).toBe(0);
    expect(await refused('staff', { start: 'boss is null', direction: 'down', depth: 2 })).toBe(1);
    expect(await refused('staff', { start: 'id in (1, 2)', direction: 'down', depth: 1 })).toBe(2);
    expect(await refused('staff', { start: 'id = 5', direction: 'up', depth: 2 })).toBe(1);
  });
  it('counts the rows that lie above themselves, once per way', async () => {
    const codes = { id: 'code', parent: 'above', depth: 50 };
    expect(await refused('codes', { ...codes, start: "code = 'x'", direction: 'down' })).toBe(1);
    expect(await refused('codes', { ...codes, start: "code in ('p', 's')", direction: 'up' })).toBe(2);
    expect(await refused('codes', { ...codes, start: "code = 'y'", direction: 'down' })).toBe(0);
  });
});

it('JSON that is no array is counted with its row, nothing and null are not', async () => {
  const unnest: Step = { name: 'u', do: 'unnest', column: 'raw', as: 'item', empty: 'drop' };
  const census = censusQuery(planned('documents', unnest, { item: 'json' }));
  const { rows } = await client.query<{ violations: string; examples: string }>(census?.sql ?? '');
  expect(rows.map(({ violations, examples }) => [Number(violations), JSON.parse(examples)])).toEqual([[1, [{ id: '4' }]]]);
  const others = censusQuery(planned('documents', { ...unnest, column: 'items' }, { item: 'json' }));
  expect((await client.query<{ violations: string }>(others?.sql ?? '')).rows[0]?.violations).toBe('1');
});

it('a sequence that turns out too long raises, and says which', async () => {
  const ends: Step = { name: 'ends_of', do: 'aggregate', by: [], compute: [{ name: 'n', expr: 'max(n) * 5000000' }] };
  const sequence = (from: string): Step => ({
    name: 'long',
    do: 'sequence',
    column: 'v',
    from,
    to: 'value(ends_of, n)',
    every: 1,
    unit: 'number',
  });
  const rows = (from: string) =>
    client.query(`select count(*) as n from (${renderOracle(planned('ends', [ends, sequence(from)], { v: 'bigint' }))}) as t`);
  await expect(rows('1')).rejects.toThrow('sequence long has more than 10000000 rows: 14999999');
  expect((await rows('5000001')).rows).toEqual([{ n: '10000000' }]);
});

describe('bounds of floats travel', () => {
  const sums: Step = { name: 'sums', do: 'aggregate', by: ['k'], compute: [{ name: 'g', expr: 'sum(g)' }] };
  it.each<[string, Step]>([
    ['through a union', { name: 'u', do: 'union', inputs: ['sums', 'sums'], rows: 'all' }],
    ['through a fill', { name: 'f', do: 'fill', columns: [{ name: 'g', with: 'value', value: '0' }] }],
    [
      'through a walk',
      {
        name: 'w',
        do: 'walk',
        id: 'k',
        parent: 'k',
        start: 'true',
        direction: 'up',
        carry: [{ column: 'g', as: 'g_first' }],
        level_as: 'level',
        depth: 2,
      },
    ],
    [
      'through an unpivot',
      { name: 'u', do: 'unpivot', columns: [{ column: 'k', label: 'k' }], keep: ['g'], name_as: 'name', value_as: 'v', nulls: 'keep' },
    ],
  ])('%s', async (_, step) => {
    const { plan, bounds } = boundedPlan(planned('a', [sums, step], { g: 'double' }));
    const { rows } = await client.query<Record<string, number>>(renderOracle(plan));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.g === null || Number(row[bounds.g ?? '']) > 0 || row.g === 0)).toBe(true);
  });
});
