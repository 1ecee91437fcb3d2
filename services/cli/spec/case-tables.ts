// The source tables of a case in the scratch database: the columns that the plan reads or the case gives, of the types and with the keys of the catalog.
import type pg from 'pg';
import type { Catalog, SpecTests } from '../../../contracts/generated/types.ts';
import { nearest } from '../../transform/diagnostics.ts';
import { formatTableName, type Plan, parseTableName, pgType } from '../../transform/index.ts';
import { quoteIdentifier } from '../../transform/postgres.ts';
import { type CaseRow, CaseTrouble, rowValues, textOf, unknownColumn } from './case-values.ts';

type Table = Catalog['tables'][number];
type Given = SpecTests[number]['tables'][string];
type Client = Pick<pg.Client, 'query'>;

/** Every source of the plan; those that the case leaves out have no rows. Throws CaseTrouble. */
export const makeTables = async (client: Client, plan: Plan, catalog: Catalog, tables: SpecTests[number]['tables']): Promise<void> => {
  const given = new Map(Object.entries(tables).map(([name, rows]) => [tableNamed(name, catalog), rows]));
  const read = new Set(
    plan.sources.map(({ schema, table }) => catalog.tables.find((each) => each.schema === schema && each.name === table)),
  );
  for (const table of new Set([...read, ...given.keys()])) if (table !== undefined) await makeTable(client, plan, table, given.get(table));
};

const tableNamed = (text: string, catalog: Catalog): Table => {
  const name = parseTableName(text);
  const schema = name?.schema ?? catalog.defaultSchema;
  const found = catalog.tables.find((each) => each.schema === schema && each.name === name?.name);
  if (found !== undefined) return found;
  const known = catalog.tables.map((each) => formatTableName(each.schema, each.name));
  const near = nearest(text, known);
  throw new CaseTrouble(
    `the catalog has no table ${text}; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${known.slice(0, 12).join(', ')}`}`,
  );
};

const makeTable = async (client: Client, plan: Plan, table: Table, given: Given | undefined): Promise<void> => {
  const name = formatTableName(table.schema, table.name);
  const named = given === undefined ? [] : namedColumns(given, table, name);
  const needed = plan.sources
    .filter((each) => each.schema === table.schema && each.table === table.name)
    .flatMap(({ columns }) => columns.map((each) => each.name));
  const wanted = table.columns.filter((column) => named.includes(column.name) || needed.includes(column.name));
  const columns: Column[] = [];
  for (const column of wanted) columns.push({ ...column, stored: await storedType(client, column) });
  const has = (key: readonly string[]): boolean => key.length > 0 && key.every((each) => columns.some((column) => column.name === each));
  const lines = [
    ...columns.map((column) => `${quoteIdentifier(column.name)} ${column.stored}${column.nullable ? '' : ' not null'}`),
    ...[table.primaryKey, ...table.uniqueKeys].filter(has).map((key) => `unique (${key.map(quoteIdentifier).join(', ')})`),
  ];
  const qualified = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
  await client.query(`create schema if not exists ${quoteIdentifier(table.schema)}`);
  await client.query(`create table ${qualified} (${lines.join(', ')})`);
  const listed = given?.columns ?? table.columns.map((column) => column.name);
  for (const [at, row] of (given?.rows ?? []).entries())
    await insert(client, qualified, columns, listed, row as CaseRow, `row ${at + 1} of ${name}`);
};

/** Those that rows name, or list. */
const namedColumns = (given: Given, table: Table, name: string): readonly string[] => {
  const known = table.columns.map((column) => column.name);
  const used = [
    ...(given.columns ?? []),
    ...given.rows.flatMap((row) => (Array.isArray(row) ? (given.columns ?? known) : Object.keys(row))),
  ];
  const wrong = used.find((column) => !known.includes(column));
  if (wrong !== undefined) throw unknownColumn(wrong, known, name);
  return used;
};

type Column = Table['columns'][number] & { readonly stored: string };

/** A type of the user's own, which an empty database does not have, is stored as what it is read as. */
const storedType = async (client: Client, { sourceType, type }: Table['columns'][number]): Promise<string> => {
  const { rows } = await client.query<{ known: string | null }>('select to_regtype($1)::text as known', [sourceType]);
  return rows[0]?.known == null ? pgType(type ?? 'text') : sourceType;
};

const insert = async (
  client: Client,
  table: string,
  columns: readonly Column[],
  listed: readonly string[],
  row: CaseRow,
  where: string,
): Promise<void> => {
  const values = rowValues(row, listed, where);
  const taken = columns.filter(({ name }) => listed.includes(name));
  const texts = taken.map(({ name, type }) => textOf(values[listed.indexOf(name)], type, `${where}, ${name},`));
  const names = taken.map(({ name }) => quoteIdentifier(name)).join(', ');
  const places = taken.map(({ stored }, at) => `($${at + 1}::text)::${stored}`).join(', ');
  await client.query(`insert into ${table} (${names}) values (${places})`, texts).catch((error: Error) => {
    throw new CaseTrouble(`${where} does not go into a table as the catalog has it: ${error.message}`);
  });
};
