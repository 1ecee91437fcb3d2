// Catalogs for tests, from the way a table is written: 'order_id int primary key', 'amount numeric(12,2)', 'customer_id int references customers'.
import type { Catalog } from '../../../contracts/generated/types.ts';

type Table = Catalog['tables'][number];

export const catalogOf = (tables: Readonly<Record<string, { readonly columns: readonly string[] }>>): Catalog => ({
  takenAt: '2025-01-01T00:00:00.000Z',
  server: '18',
  defaultSchema: 'public',
  targetSchema: 'datamorph_out',
  tables: Object.entries(tables).map(([name, { columns }]) => tableOf(name, columns)),
  target: null,
});

const tableOf = (name: string, columns: readonly string[]): Table => ({
  schema: 'public',
  name,
  kind: 'table',
  rows: 100,
  bytes: 8192,
  columns: columns.map((text) => {
    const [column = '', type = ''] = text.split(' ');
    return { name: column, type: typeOf(type), sourceType: type, nullable: !/primary key|not null/.test(text) };
  }),
  primaryKey: columns.filter((text) => text.includes('primary key')).map((text) => text.split(' ')[0] ?? ''),
  uniqueKeys: columns.filter((text) => / unique/.test(text)).map((text) => [text.split(' ')[0] ?? '']),
  foreignKeys: columns.flatMap((text) => {
    const [, column, table, target] = /^(\S+) .*references (\w+)\((\w+)\)/.exec(text) ?? [];
    return column === undefined || table === undefined || target === undefined
      ? []
      : [{ columns: [column], table: `public.${table}`, references: [target] }];
  }),
});

const typeOf = (type: string): string => type.replace('numeric', 'decimal');
