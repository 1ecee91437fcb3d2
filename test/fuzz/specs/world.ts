// Tables to compute with: few rows, rich in what engines differ by. NULL, ties, extremes, Unicode, month ends, changes of the clock, decimals at the edge.
import type { Catalog } from '../../../contracts/generated/types.ts';
import { typeOf } from '../../../services/transform/index.ts';
import { type Random, randomOf } from './random.ts';

type Table = Catalog['tables'][number];
/** Values as PostgreSQL writes them; null for NULL. */
export type Cells = readonly (string | null)[];
export type WorldTable = { readonly table: Table; readonly rows: readonly Cells[] };
export type World = { readonly catalog: Catalog; readonly tables: readonly WorldTable[] };

export const worldOf = (random: Random): World => worldWith(shapes.map((shape) => filled(shape, random)));

/** The same tables without a row. */
export const emptyWorld = (): World => worldWith(shapes.map((shape) => filled({ ...shape, rows: 0 }, randomOf(0))));

const worldWith = (tables: readonly WorldTable[]): World => ({
  catalog: {
    takenAt: '2026-01-01T00:00:00Z',
    server: '18.4',
    defaultSchema: 'fuzz',
    targetSchema: 'out',
    tables: tables.map(({ table }) => table),
    target: null,
  },
  tables,
});

type Shape = {
  readonly name: string;
  readonly rows: number;
  readonly key: readonly string[];
  /** Type as PostgreSQL names it, ! for NOT NULL; what the values are drawn from. */
  readonly columns: Readonly<Record<string, readonly [string, readonly string[]]>>;
};

const texts = [
  'a',
  'b',
  'A',
  'ab',
  'abc',
  'Straße',
  'ÉTÉ',
  'été',
  '',
  ' ',
  ' a ',
  'a b',
  'x,y,z',
  '12',
  '-7',
  '3.50',
  '1e3',
  '2024-02-29',
  '😀',
  'e\u0301',
  'ẞ',
  '%_\\',
  "it's",
  'NULL',
  'true',
  // what a cast reads although there are blanks around it
  ' 12 ',
  '  2024-01-31',
  'ñandú',
  'öl und été',
];
const days = [
  '2023-12-31',
  '2024-01-01',
  '2024-01-31',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-03-31',
  '2024-10-27',
  '2024-12-30',
  '2025-01-05',
  '1969-12-31',
  '2000-02-29',
];
const moments = [
  '2024-03-31 00:59:59.999999',
  '2024-03-31 01:30:00',
  '2024-03-31 02:30:00',
  '2024-10-27 00:30:00',
  '2024-10-27 02:30:00',
  '2024-02-29 23:59:59.5',
  '2023-12-31 23:00:00',
  '2024-01-01 00:00:00',
  '2024-12-30 12:00:00.000001',
  '1969-12-31 23:59:59',
  '2024-06-15 10:20:30',
];
const small = ['0', '1', '1', '2', '2', '3', '5', '-1', '-7', '10', '12', '100'];
const wide = [...small, '2147483647', '-2147483648', '65536'];
const money = ['0.00', '0.01', '1.10', '2.50', '2.50', '-0.05', '-3.33', '10.00', '99.99', '1234.56', '0.005'];
const doubles = ['0', '0.5', '-0.5', '1.5', '2.5', '0.1', '0.3', '-7.25', '1e10', '1e-5', '123456.789', '2.675'];
const documents = [
  '{"a": 1, "b": [1, 2, 3], "c": {"d": "x"}}',
  '{"a": null, "b": []}',
  '{"a": "text", "b": [null, true]}',
  '[1, 2]',
  '{}',
  '{"a": 1.50, "c": {"d": "éü"}}',
];

const shapes: readonly Shape[] = [
  {
    name: 'people',
    rows: 12,
    key: ['person_id'],
    columns: {
      person_id: ['integer!', []],
      name: ['text', texts],
      city: ['character varying(20)', ['Wien', 'wien', 'Graz', 'Köln', 'köln', '']],
      boss: ['integer', ['0', '0', '1', '2', '3']],
      born: ['date', days],
      active: ['boolean', ['true', 'false']],
      balance: ['numeric(12,2)', money],
      score: ['double precision', doubles],
      code: ['character(3)', ['A', 'AB', 'ABC', '']],
      uid: ['uuid', ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7']],
    },
  },
  {
    name: 'events',
    rows: 30,
    key: ['event_id'],
    columns: {
      event_id: ['bigint!', []],
      person_id: ['integer', ['0', '1', '1', '2', '3', '4', '5', '20']],
      kind: ['text', ['buy', 'buy', 'sell', 'view', 'View', 'führt', '']],
      at: ['timestamp without time zone', moments],
      seen: ['timestamp with time zone', moments.map((moment) => `${moment}+00`)],
      day: ['date!', days],
      amount: ['numeric(18,4)', ['0.0000', '0.0001', '1.5000', '1.5000', '-2.2500', '99999999.9999', '10.1234', '7.7777']],
      qty: ['integer', small],
      far: ['integer', wide],
      huge: ['bigint', [...small, '9007199254740993', '9223372036854775807', '-9223372036854775808']],
      ratio: ['double precision', doubles],
      flag: ['boolean', ['true', 'false']],
      note: ['text', texts],
      tags: ['text[]', ['{}', '{a}', '{a,b}', '{b,NULL,a}', '{"x y","",é}']],
      doc: ['jsonb', documents],
    },
  },
  {
    name: 'rates',
    rows: 10,
    key: ['currency', 'valid_from'],
    columns: {
      currency: ['text!', ['EUR', 'USD', 'CHF']],
      valid_from: ['date!', days],
      rate: ['numeric(20,8)!', ['1.00000000', '0.91234567', '1.08000000', '0.00000001', '1.08000000']],
      weight: ['real', ['0.5', '1.5', '-2', '0.1', '16777216']],
      fine: ['numeric(38,18)', ['0.000000000000000001', '1.5', '12345678901234567890.123456789012345678', '-1', '0']],
      step: ['smallint', ['0', '1', '2', '-3']],
    },
  },
  { name: 'nothing', rows: 0, key: ['id'], columns: { id: ['integer!', small], label: ['text', texts], amount: ['numeric(10,2)', money] } },
];

const filled = ({ name, rows, key, columns }: Shape, random: Random): WorldTable => {
  const table: Table = {
    schema: 'fuzz',
    name,
    kind: 'table',
    rows,
    bytes: 8192,
    columns: Object.entries(columns).map(([column, [declared]]) => {
      const sourceType = declared.replace('!', '');
      const { type, advice } = typeOf(sourceType);
      return { name: column, type, sourceType, nullable: !declared.endsWith('!'), ...(advice !== undefined && { advice }) };
    }),
    primaryKey: [...key],
    uniqueKeys: [],
    foreignKeys: [],
  };
  const seen = new Set<string>();
  const made = Array.from({ length: rows }, (_, row) => rowOf(columns, row, random)).filter((cells) => {
    const id = JSON.stringify(key.map((column) => cells[Object.keys(columns).indexOf(column)]));
    return !seen.has(id) && seen.add(id) !== undefined;
  });
  return { table, rows: made };
};

const rowOf = (columns: Shape['columns'], row: number, random: Random): Cells =>
  Object.values(columns).map(([declared, values]) => {
    if (values.length === 0) return String(row);
    if (!declared.endsWith('!') && random.chance(0.2)) return null;
    return random.pick(values);
  });

/** Statements that make the world in an empty database. */
export const statementsOf = ({ tables }: World): readonly string[] => [
  'drop schema if exists fuzz cascade',
  'create schema fuzz',
  ...tables.flatMap(({ table, rows }) => {
    const columns = table.columns.map((column) => `"${column.name}" ${column.sourceType}${column.nullable ? '' : ' not null'}`);
    const values = rows.map((cells) => `(${cells.map((cell) => (cell === null ? 'null' : `'${cell.replaceAll("'", "''")}'`)).join(', ')})`);
    return [
      `create table fuzz."${table.name}" (${columns.join(', ')}, primary key (${table.primaryKey.map((each) => `"${each}"`).join(', ')}))`,
      ...(values.length === 0 ? [] : [`insert into fuzz."${table.name}" values ${values.join(', ')}`]),
    ];
  }),
];
