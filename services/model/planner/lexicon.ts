// Words linked to the catalog: which table or column a span of the prompt names, and how sure that is.
import type { Catalog } from '../../../contracts/generated/types.ts';
import type { Atom } from './atoms.ts';
import { areSynonyms, hasSynonym, partsOf, spoken } from './words.ts';

export type Table = Catalog['tables'][number];
export type Column = Table['columns'][number];
export type Ref = { readonly table: Table; readonly column: Column };
/** exact: its name · near: its name with or without the table's, or its end · loose: by a synonym or a shortened name. */
type Strength = 'exact' | 'near' | 'loose';
type TableLink = { readonly tables: readonly Table[]; readonly used: number; readonly strength: Strength };
export type ColumnLink = { readonly refs: readonly Ref[]; readonly used: number; readonly strength: Strength };

export type Lexicon = {
  readonly tables: readonly Table[];
  readonly tableAt: (atoms: readonly Atom[], at: number) => TableLink | undefined;
  /** Columns of the tables in scope first; of the other tables only by a name that is near. */
  readonly columnAt: (atoms: readonly Atom[], at: number, scope: readonly Table[]) => ColumnLink | undefined;
};

export const lexiconOf = (catalog: Catalog): Lexicon => {
  const tables = catalog.tables.filter(({ columns }) => columns.length > 0);
  const names = tables.flatMap(namesOf);
  const words = new Set(
    tables.flatMap((table) => [...partsOf(table.schema), ...partsOf(table.name), ...table.columns.flatMap(({ name }) => partsOf(name))]),
  );
  const namesIn = remembered((scope: readonly Table[]) => names.filter(({ table }) => scope.includes(table)));
  const namesOutside = remembered((scope: readonly Table[]) => names.filter(({ table }) => !scope.includes(table)));
  // A prompt is read with many looks at the same place.
  const columns = remembered((_: readonly Atom[]) => remembered((_scope: readonly Table[]) => new Map<number, ColumnLink | undefined>()));
  const tableLinks = remembered((_: readonly Atom[]) => new Map<number, TableLink | undefined>());
  const isKnown = (atom: Atom | undefined) => atom !== undefined && (atom.kind === 'text' || words.has(atom.stem) || hasSynonym(atom.stem));
  return {
    tables,
    tableAt: (atoms, at) =>
      isKnown(atoms[at])
        ? once(tableLinks(atoms), at, () => longest(atoms, at, (parts) => linkTable(parts, tables, catalog.defaultSchema)))
        : undefined,
    columnAt: (atoms, at, scope) =>
      isKnown(atoms[at])
        ? once(columns(atoms)(scope), at, () => {
            const inside = longest(atoms, at, (parts) => linkColumn(parts, namesIn(scope), true));
            const outside = longest(atoms, at, (parts) => linkColumn(parts, namesOutside(scope), false));
            return nearer(inside, outside);
          })
        : undefined,
  };
};

/** What tables in play offer, unless another table has a longer name here, or the very name instead of a synonym. */
const nearer = (inside: ColumnLink | undefined, outside: ColumnLink | undefined): ColumnLink | undefined => {
  if (inside === undefined) return outside;
  if (outside === undefined || outside.used < inside.used) return inside;
  return outside.used > inside.used || (inside.strength === 'loose' && outside.strength === 'exact') ? outside : inside;
};

type Name = Ref & { readonly own: readonly string[]; readonly of: readonly string[] };
const namesOf = (table: Table): readonly Name[] =>
  table.columns.map((column) => ({ table, column, own: partsOf(column.name), of: partsOf(table.name) }));

const remembered = <Key extends object, Value>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const made = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
};

const once = <Value>(known: Map<number, Value | undefined>, at: number, make: () => Value | undefined): Value | undefined => {
  if (!known.has(at)) known.set(at, make());
  return known.get(at);
};

const maxSpan = 7;

/** The longest span from here that links: whole tokens only, a dot between names does not count. */
const longest = <Link extends object>(
  atoms: readonly Atom[],
  at: number,
  link: (parts: readonly string[]) => Link | undefined,
): (Link & { used: number }) | undefined => {
  const quoted = atoms[at];
  if (quoted?.kind === 'text') {
    const found = link(partsOf(quoted.word));
    return found === undefined ? undefined : { ...found, used: 1 };
  }
  if (quoted?.head !== true || quoted.kind !== 'word') return undefined;
  let best: (Link & { used: number }) | undefined;
  const parts: string[] = [];
  for (let used = 1; used <= maxSpan; used += 1) {
    const atom = atoms[at + used - 1];
    if (atom === undefined || (atom.kind !== 'word' && atom.kind !== 'number' && atom.word !== 'dot')) break;
    if (atom.word === 'dot') continue;
    parts.push(atom.stem);
    if (!atom.tail) continue;
    const found = link(parts);
    if (found !== undefined) best = { ...found, used };
  }
  return best;
};

const equal = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((part, n) => part === other[n]);
const endsWith = (whole: readonly string[], end: readonly string[]): boolean =>
  whole.length > end.length && equal(whole.slice(-end.length), end);
const similar = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((part, n) => areSynonyms(part, other[n] ?? ''));

const linkTable = (parts: readonly string[], tables: readonly Table[], defaultSchema: string): Omit<TableLink, 'used'> | undefined => {
  const exact = tables.filter(
    (table) => equal(parts, partsOf(table.name)) || equal(parts, [...partsOf(table.schema), ...partsOf(table.name)]),
  );
  if (exact.length > 0) {
    const own = exact.filter(({ schema }) => schema === defaultSchema);
    return { tables: own.length > 0 ? own : exact, strength: 'exact' };
  }
  const near = tables.filter((table) => endsWith(partsOf(table.name), parts) && !generic.has(parts.join(' ')));
  if (near.length > 0) return { tables: near, strength: 'near' };
  const loose = tables.filter((table) => similar(parts, partsOf(table.name)));
  return loose.length > 0 ? { tables: loose, strength: 'loose' } : undefined;
};

/** Ends of table names that are everyday words of a request. */
const generic: ReadonlySet<string> = new Set(
  spoken(`data | table | total | count | list | value | name | date | detail | type | status | sale`),
);

const linkColumn = (parts: readonly string[], names: readonly Name[], inScope: boolean): Omit<ColumnLink, 'used'> | undefined => {
  const pick = (strength: Strength, fits: (name: Name) => boolean) => {
    const found = names.filter(fits);
    return found.length === 0 ? undefined : { refs: found.map(({ table, column }) => ({ table, column })), strength };
  };
  return (
    pick('exact', ({ own, of }) => equal(parts, own) || equal(parts, [...of, ...own])) ??
    pick('near', ({ own, of }) => equal(own, [...of, ...parts]) || (of.length > 1 && own[0] === of[0] && equal(own.slice(1), parts))) ??
    (inScope
      ? (pick('near', ({ own }) => endsWith(own, parts) && parts.join('') !== 'id') ??
        pick('near', ({ own, of }) => of.length > 0 && startsWithTable(parts, of) && endsWith(['', ...own], parts.slice(of.length))) ??
        pick('loose', ({ own, of }) => similar(parts, own) || similar(parts, [...of, ...own]) || similar([...of, ...parts], own)))
      : undefined)
  );
};

const startsWithTable = (parts: readonly string[], of: readonly string[]): boolean =>
  parts.length > of.length && equal(parts.slice(0, of.length), of);

/** Singular words of a table's name, as columns and results are named after it: `order_items` → `order_item`. */
export const entityName = (table: Table): string => partsOf(table.name).join('_') || 'row';

export const isNumeric = ({ column }: Ref): boolean => /^(int|bigint|float|double|decimal)/.test(column.type ?? '');
export const isTemporal = ({ column }: Ref): boolean => /^(date|timestamp)/.test(column.type ?? '');
export const sameRef = (one: Ref, other: Ref): boolean => one.table === other.table && one.column === other.column;

/** A yes-or-no column by its plain word: active, or is_active. */
export const isFlag = ({ type, name }: Column, stem: string): boolean =>
  type === 'boolean' && [stem, `is,${stem}`].includes(partsOf(name).join());

const holds = ({ type, statistics }: Column, word: string): boolean =>
  type === 'text' && statistics?.common?.some((value) => value.toLowerCase() === word.toLowerCase()) === true;

/** A flag, or a value that statistics show, right before the name of its table. */
export const isQualifier = (lexicon: Lexicon, atoms: readonly Atom[], at: number): boolean => {
  const atom = atoms[at];
  const next = atom?.tail === true ? lexicon.tableAt(atoms, at + 1)?.tables : undefined;
  return (
    atom !== undefined &&
    next?.some(({ columns }) => columns.some((column) => isFlag(column, atom.stem) || holds(column, atom.word))) === true
  );
};
