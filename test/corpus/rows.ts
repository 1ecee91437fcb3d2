// Rows for the tables of a case: every column takes its turn through a few awkward values, and through NULL where it may; rows.sql of the case adds its own.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalog } from '../../contracts/generated/types.ts';
import type { Case } from './cases.ts';

type Table = Catalog['tables'][number];
const rowsPerTable = 40;

/** Statements that make each table, in its schema, with its rows. */
export const createTables = ({ catalog, folder }: Case): readonly string[] => {
  const own = path.join(folder, 'rows.sql');
  return [...catalog.tables.flatMap(createTable), ...(existsSync(own) ? [readFileSync(own, 'utf8')] : [])];
};

const createTable = (table: Table): readonly string[] => {
    const name = `${quote(table.schema)}.${quote(table.name)}`;
    const columns = table.columns.map((column) => `${quote(column.name)} ${column.sourceType}`);
    return [
      `create schema if not exists ${quote(table.schema)}`,
      `drop table if exists ${name}`,
      `create table ${name} (${columns.join(', ')})`,
      `insert into ${name} values ${Array.from({ length: rowsPerTable }, (_, row) => `(${valuesOf(table, row)})`).join(', ')}`,
    ];
};

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const valuesOf = (table: Table, row: number): string =>
  table.columns
    .map(({ name, sourceType, nullable }, at) => {
      if (table.primaryKey.includes(name)) return String(row);
      const turn = scattered(row, at);
      return nullable && turn % 7 === 3 ? 'null' : valueOf(sourceType, turn);
    })
    .join(', ');

/** The same number every time, without a pattern that two columns could share. */
const scattered = (row: number, at: number): number => {
  const mixed = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 8;
};

const pool: Readonly<Record<string, readonly string[]>> = {
  'text[]': [`'{a,NULL,"b,c"}'`, "'{}'"],
  text: ["'a@x.com'", "''", "'  B@Test.com '", `'it''s "q" \\ back'`, "'Straße'", "'a b@c.de'"],
  character: ["'AT'", "'DE'", "'FR'"],
  integer: ['0', '60000', '1', '75000', '2', '90000', '3', '120000', '5', '80000'],
  smallint: ['0', '1', '2', '3', '4'],
  bigint: ['0', '1', '9007199254740993'],
  boolean: ['true', 'false'],
  date: ["'2024-02-29'", "'2024-12-31'", "'2025-01-01'"],
  timestamp: ["'2024-02-29 23:59:59.5'", "'2024-03-31 02:30:00'", "'2025-01-01 00:00:00'"],
  uuid: ["'0f8fad5b-d9cb-469f-a165-70867728950e'", "'7c9e6679-7425-40de-944b-e07fc1f90ae7'"],
  jsonb: [`'{"a": 1}'`, "'[]'"],
  numeric: ['0', '0.05', '12.34', '-7.5', '600', '999.99', '1000'],
  double: ['0.5', '2.25', '-8', '1024'],
  real: ['0.5', '1.5', '4'],
};

const valueOf = (sourceType: string, turn: number): string => {
  const values = Object.entries(pool).find(([name]) => sourceType.startsWith(name))?.[1] ?? pool.text ?? [];
  return (sourceType.startsWith('character varying') ? pool.text : values)?.at(turn % values.length) ?? 'null';
};
