// Sources against the catalog.
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { nearest, type Problems } from '../diagnostics.ts';
import { formatTableName, parseTableName } from '../names.ts';
import type { PlannedSource } from '../plan.ts';
import type { Frame } from './frames.ts';

export type CheckedSource = { readonly source: PlannedSource; readonly frame: Frame; readonly unreadable: ReadonlyMap<string, string> };
type Table = Catalog['tables'][number];

/** All sources in order; undefined for those with problems. */
export const checkSources = (
  spec: Pick<TransformSpec, 'sources'>,
  catalog: Catalog,
  problems: Problems,
): readonly (CheckedSource | undefined)[] => {
  const seen = new Set<string>();
  return spec.sources.map((source, at) => {
    const path = `/sources/${at}`;
    if (seen.has(source.name))
      problems.add('duplicate-name', { path: `${path}/name` }, source.name, `two sources are named ${source.name}`, [
        `${source.name}_${at + 1}`,
      ]);
    seen.add(source.name);
    const table = tableOf(source.table, `${path}/table`, catalog, problems);
    return table && checkedSource(source.name, table);
  });
};

const tableOf = (text: string, path: string, catalog: Catalog, problems: Problems): Table | undefined => {
  const name = parseTableName(text);
  if (name === undefined) {
    problems.add('bad-name', { path }, text, `${text} is no table name`, ['schema.table', '"Schema"."Table"']);
    return undefined;
  }
  const schema = name.schema ?? catalog.defaultSchema;
  const table = catalog.tables.find((each) => each.schema === schema && each.name === name.name);
  if (table !== undefined) return table;
  const known = catalog.tables.map((each) => formatTableName(each.schema, each.name));
  const wanted = formatTableName(schema, name.name);
  const homonyms = catalog.tables.filter((each) => each.name === name.name).map((each) => formatTableName(each.schema, each.name));
  const expected = homonyms.length > 0 ? homonyms : nearest(wanted, known);
  problems.add(
    'unknown-source',
    { path },
    text,
    `there is no readable table ${wanted}`,
    expected.length > 0 ? expected : known.slice(0, 12),
  );
  return undefined;
};

const checkedSource = (name: string, table: Table): CheckedSource => {
  const unreadable = new Map<string, string>();
  const columns = table.columns.flatMap(({ name: column, type, sourceType, nullable, advice }) => {
    if (type !== null) return [{ name: column, type, sourceType, nullable, exactness: 'exact' as const }];
    unreadable.set(column, advice ?? `${sourceType} cannot be read`);
    return [];
  });
  const isNotNull = (column: string): boolean => columns.some((each) => each.name === column && !each.nullable);
  const keys = [table.primaryKey, ...table.uniqueKeys].filter((key) => key.length > 0 && key.every(isNotNull));
  const names = columns.map((column) => column.name);
  return {
    source: { name, schema: table.schema, table: table.name, columns },
    frame: {
      name,
      columns: columns.map(({ sourceType: _, ...column }) => column),
      unique: keys,
      determines: keys.map((by) => ({ by, columns: names })),
      optional: new Map(),
    },
    unreadable,
  };
};
