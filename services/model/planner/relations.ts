// How two tables hang together: their keys, and the columns on which they meet.
import { parseTableName } from '../../transform/names.ts';
import type { Column, Ref, Table } from './lexicon.ts';
import { partsOf } from './words.ts';

/** A pair of columns on which two tables meet. `oneOf` are the sides on which a value names at most one row. */
export type Edge = {
  readonly left: Ref;
  readonly right: Ref;
  readonly oneOf: readonly Table[];
  readonly why: 'named' | 'foreign-key' | 'key';
  /** Words of the prompt that named it. */
  readonly phrase?: string;
};

/** "on a" or "on a = b": words already linked to columns. */
export type NamedPair = { readonly left: readonly Ref[]; readonly right: readonly Ref[]; readonly phrase: string };

/** Column that identifies a row: declared, or by its name and place; undefined when nothing says so. */
export const keyOf = (table: Table): { readonly column: Column; readonly declared: boolean } | undefined => {
  const declared = [table.primaryKey, ...table.uniqueKeys].find(([name, ...more]) => name !== undefined && more.length === 0)?.[0];
  const column = table.columns.find(({ name }) => name === declared);
  if (column !== undefined) return { column, declared: true };
  if (table.primaryKey.length > 1) return undefined;
  const likely =
    table.columns.find((each, n) => namesItself(each, table) && n === 0) ?? table.columns.find((each) => namesItself(each, table));
  return likely === undefined ? undefined : { column: likely, declared: false };
};

const keyEnds: ReadonlySet<string> = new Set(['id', 'key', 'no', 'number', 'code', 'nr', 'uuid', 'pk']);

/** customer_id in customers, id in anything; cust_id too, as the shortened name of the table. */
const namesItself = ({ name }: Column, table: Table): boolean => {
  const parts = partsOf(name);
  const own = partsOf(table.name);
  if (!keyEnds.has(parts.at(-1) ?? '')) return false;
  const stem = parts.slice(0, -1);
  return stem.length === 0
    ? parts[0] === 'id'
    : stem.join('_') === own.join('_') || (stem.length === 1 && own.length === 1 && isShort(stem[0] ?? '', own[0] ?? ''));
};
const isShort = (short: string, long: string): boolean => short.length >= 3 && long.startsWith(short);

const isUnique = (table: Table, column: Column): boolean => {
  const keys = [table.primaryKey, ...table.uniqueKeys];
  if (keys.some(([name, ...more]) => name === column.name && more.length === 0)) return true;
  return keyOf(table)?.column === column;
};

const comparable = (one: Column, other: Column): boolean => family(one.type) !== undefined && family(one.type) === family(other.type);
const family = (type: string | null): string | undefined => {
  if (type === null) return undefined;
  return /^(int|bigint|decimal)/.test(type) ? 'number' : type;
};

const edge = (left: Ref, right: Ref, why: Edge['why'], phrase?: string): Edge => ({
  left,
  right,
  oneOf: [left, right].filter(({ table, column }) => isUnique(table, column)).map(({ table }) => table),
  why,
  ...(phrase === undefined ? {} : { phrase }),
});

/** Ways in which two tables meet, of the most certain kind only: named in the prompt, declared, by key and equal name. */
export const edgesBetween = (one: Table, other: Table, named: readonly NamedPair[]): readonly Edge[] => {
  const asked = named.flatMap((pair) => namedEdges(one, other, pair));
  if (asked.length > 0) return distinct(asked);
  const declared = [...foreignEdges(one, other), ...foreignEdges(other, one)];
  if (declared.length > 0) return distinct(declared);
  const byName = one.columns.flatMap((left) =>
    other.columns
      .filter(
        (right) => left.name.toLowerCase() === right.name.toLowerCase() && comparable(left, right) && partsOf(left.name).join() !== 'id',
      )
      .map((right) => edge({ table: one, column: left }, { table: other, column: right }, 'key')),
  );
  const keyed = [...byName.filter(({ oneOf }) => oneOf.length > 0), ...pointing(one, other), ...pointing(other, one)];
  if (keyed.length > 0) return distinct(keyed);
  return byName.filter(({ left }) => keyEnds.has(partsOf(left.column.name).at(-1) ?? '')).map((each) => firstIsKey(each));
};

/** Without any declared or telling key: the column that stands first in one table only is that table's key. */
const firstIsKey = (found: Edge): Edge => {
  const leads = [found.left, found.right].filter(({ table, column }) => table.columns[0] === column && table.primaryKey.length === 0);
  const narrowest = leads.toSorted((a, b) => a.table.columns.length - b.table.columns.length);
  return leads.length === 1 && narrowest[0] !== undefined ? { ...found, oneOf: [narrowest[0].table] } : found;
};

const namedEdges = (one: Table, other: Table, { left, right, phrase }: NamedPair): readonly Edge[] => {
  const of = (refs: readonly Ref[], table: Table) => refs.find((ref) => ref.table === table);
  const pairs = [
    [of(left, one), of(right, other)],
    [of(right, one), of(left, other)],
  ] as const;
  const full = pairs.find(([a, b]) => a !== undefined && b !== undefined);
  if (full?.[0] !== undefined && full[1] !== undefined) return [firstIsKeyIfNone(edge(full[0], full[1], 'named', phrase))];
  // Named on one side only: the other side is the key of its table.
  for (const [mine, theirs] of [[one, other] as const, [other, one] as const]) {
    const ref = of(left, mine) ?? of(right, mine);
    const key = keyOf(theirs);
    if (ref !== undefined && key !== undefined && comparable(ref.column, key.column) && left === right)
      return [edge(ref, { table: theirs, column: key.column }, 'named', phrase)];
  }
  return [];
};
const firstIsKeyIfNone = (found: Edge): Edge => (found.oneOf.length > 0 ? found : firstIsKey(found));

const foreignEdges = (from: Table, to: Table): readonly Edge[] =>
  from.foreignKeys.flatMap((key) => {
    const target = parseTableName(key.table);
    const isIt = target?.name === to.name && (target.schema === undefined || target.schema === to.schema);
    const left = from.columns.find(({ name }) => name === key.columns[0]);
    const right = to.columns.find(({ name }) => name === key.references[0]);
    if (!isIt || key.columns.length !== 1 || left === undefined || right === undefined) return [];
    return [edge({ table: from, column: left }, { table: to, column: right }, 'foreign-key')];
  });

/** customer_id of one table pointing at the id (or customer_id) of customers. */
const pointing = (from: Table, to: Table): readonly Edge[] => {
  const key = keyOf(to);
  if (key === undefined) return [];
  return from.columns
    .filter((column) => {
      const parts = partsOf(column.name);
      const stem = parts.slice(0, -1).join('_');
      const own = partsOf(to.name);
      return (
        keyEnds.has(parts.at(-1) ?? '') && (stem === own.join('_') || stem === own.at(-1)) && comparable(column, key.column) && from !== to
      );
    })
    .map((column) => edge({ table: from, column }, { table: to, column: key.column }, 'key'));
};

const distinct = (edges: readonly Edge[]): readonly Edge[] => {
  const seen = new Set<string>();
  return edges.filter(({ left, right }) => {
    const id = [
      `${left.table.schema}.${left.table.name}.${left.column.name}`,
      `${right.table.schema}.${right.table.name}.${right.column.name}`,
    ]
      .sort()
      .join('=');
    return !seen.has(id) && seen.add(id) !== undefined;
  });
};

export const otherSide = (found: Edge, table: Table): { readonly own: Ref; readonly other: Ref } =>
  found.left.table === table ? { own: found.left, other: found.right } : { own: found.right, other: found.left };
