// spec test --spark: values of every type go through both engines and come back as they are expected.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecTests, TransformSpec } from '../../../contracts/generated/types.ts';
import { runSpec } from '../../../services/cli/spec/run.ts';
import { catalogOf, tableOf } from '../transform/fixture.ts';

const columns = {
  boolean: 'boolean',
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'numeric(12,2)',
  real: 'real',
  double: 'double precision',
  text: 'text',
  padded: 'character(3)',
  date: 'date',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  uuid: 'uuid',
  json: 'jsonb',
  bytes: 'bytea',
  list: 'text[]',
};
const types = [
  'boolean',
  'int',
  'bigint',
  'decimal(12,2)',
  'float',
  'double',
  'text',
  'text',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
  'json',
  'bytes',
  'text[]',
];
const row = {
  boolean: true,
  integer: -1,
  bigint: '9223372036854775807',
  decimal: '12.30',
  real: 0.1,
  double: 1e300,
  text: 'é "q" \\ ∅',
  padded: 'ab ',
  date: '2024-02-29',
  timestamp: '2025-03-09 10:20:30.5',
  timestamptz: '2025-03-09 10:20:30+02',
  uuid: '0f8fad5b-d9cb-469f-a165-70867728950e',
  json: { b: [1, null], a: 'x' },
  bytes: '\\xdeadbeef',
  list: ['a', 'b,c', null, '"'],
};
const spec: TransformSpec = {
  sources: [{ name: 'all', table: 's.everything' }],
  steps: [],
  target: {
    table: 'result',
    mode: 'replace',
    key: [],
    columns: Object.keys(columns).map((name, at) => ({ name, type: types[at] ?? '', nullable: true })),
  },
  assumptions: [],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'spec-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (file: string, content: unknown): string => {
  writeFileSync(path.join(folder, file), JSON.stringify(content, null, 2));
  return path.join(folder, file);
};

it('both engines are compared with the rows that a case expects', async () => {
  const tables = { 's.everything': { rows: [row, {}] } };
  const cases: SpecTests = [
    { name: 'every type', tables, expect: [row, {}] },
    { name: 'another number', tables, expect: [{ ...row, decimal: '12.31' }, {}] },
  ];
  write('catalog.json', catalogOf(tableOf('s', 'everything', [], columns)));
  write('my.tests.json', cases);
  const open: (() => Promise<void>)[] = [];
  const { code, text } = await runSpec(['test', write('my.json', spec), '--spark'], (close) => void open.push(close));
  for (const close of open.toReversed()) await close();
  const titles = text.split('\n').filter((line) => /^[✓✗]/.test(line));
  expect(titles).toEqual(['✓ every type', '✗ another number (PostgreSQL)', '✗ another number (Spark)']);
  expect(code).toBe(1);
});
