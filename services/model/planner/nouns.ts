// Names of tables and columns in the prompt, and values that a column is known to hold.

import type { Pattern, Reader } from './cursor.ts';
import { mention, said, skipArticles } from './cursor.ts';
import { oneOf, valuesAt } from './known-values.ts';
import { type ColumnLink, isFlag, isQualifier, type Table } from './lexicon.ts';
import { filler, partsOf } from './words.ts';

/** The one table named here, and how many atoms name it. Several tables of one name are asked about once. */
export const tableAt = (reader: Reader, at: number): { readonly table: Table; readonly used: number } | undefined => {
  const link = reader.lexicon.tableAt(reader.atoms, at);
  const [table, ...others] = link?.tables ?? [];
  if (link === undefined || table === undefined) return undefined;
  const inScope = link.tables.filter((each) => reader.scope.includes(each));
  if (others.length > 0 && link.strength !== 'exact') {
    const only = inScope.length === 1 ? inScope[0] : undefined;
    return only === undefined ? undefined : { table: only, used: link.used };
  }
  const phrase = said(reader, at, at + link.used);
  if (others.length > 0)
    ask(
      reader,
      phrase,
      `Which table is “${phrase}”?`,
      link.tables.map(({ schema, name }) => `${schema}.${name}`),
    );
  else if (
    link.strength === 'loose' &&
    !reader.scope.some((each) => each !== table && partsOf(each.name).join() === partsOf(phrase).join())
  )
    guess(reader, phrase, `“${phrase}” means the table ${table.name}`);
  return { table, used: link.used };
};

/** Columns named here, those of tables in scope first; "name of the department" as "department name". */
export const columnAt = (reader: Reader, at: number, scope: readonly Table[] = reader.scope): ColumnLink | undefined => {
  const link = reader.lexicon.columnAt(reader.atoms, at, scope);
  // "at" is no name for created_at.
  if (link === undefined || (link.used === 1 && link.strength === 'near' && filler.has(reader.atoms[at]?.word ?? ''))) return undefined;
  const qualified = ofTable(reader, at + link.used);
  const own = qualified === undefined ? [] : link.refs.filter(({ table }) => table === qualified.table);
  const narrowed: ColumnLink = own.length > 0 && qualified !== undefined ? { ...link, refs: own, used: link.used + qualified.used } : link;
  if (narrowed.strength === 'loose') {
    const phrase = said(reader, at, at + link.used);
    const names = narrowed.refs.map(({ column }) => column.name);
    guess(reader, phrase, `“${phrase}” means ${[...new Set(names)].join(' or ')}`);
  }
  return narrowed;
};

const ofTable = (reader: Reader, at: number): { readonly table: Table; readonly used: number } | undefined => {
  if (reader.atoms[at]?.word !== 'of') return undefined;
  const start = skipArticles(reader, at);
  const link = reader.lexicon.tableAt(reader.atoms, start);
  const [table] = link?.tables ?? [];
  return link === undefined || table === undefined || link.tables.length > 1 ? undefined : { table, used: start - at + link.used };
};

/** A bare name: a table takes part or becomes the subject, a column is an output. */
export const nounPattern: Pattern = (reader, at) => {
  const { reading, mode } = reader;
  const start = at;
  if (qualifies(reader, at)) return 0;
  const table = tableAt(reader, start);
  const column = columnAt(reader, start);
  const columnWins = column !== undefined && column.used > (table?.used ?? 0) && (table === undefined || column.strength !== 'loose');
  if (table !== undefined && !columnWins) {
    const beside =
      reading.tables.length > 0 &&
      !reading.tables.includes(table.table) &&
      ['and', 'their', '&', ','].includes(reader.atoms[at - 1]?.word ?? '');
    mention(reader, table.table, mode === 'join' || beside);
    if (mode !== 'join') reading.subject = table.table;
    if (mode !== 'join' && !['from', 'of', 'in', 'for'].includes(wordBefore(reader, at))) reading.listed ??= table.table;
    const before = reader.atoms[at - 1]?.word ?? '';
    if (['all', 'every'].includes(before) && mode !== 'join' && mode !== 'filter')
      reading.all ??= { table: table.table, phrase: said(reader, at - 1, at + table.used) };
    if (reader.atoms[at + table.used]?.word === 'with' && reading.outputs.length === 0) reading.whole ??= table.table;
    return table.used;
  }
  if (column === undefined || (column.strength === 'loose' && mode === 'plain' && !reading.asksRows)) return 0;
  if (
    mode === 'filter' &&
    reading.groups.some(
      (group) => group.is === 'column' && group.refs.some((ref) => column.refs.some((other) => other.column === ref.column)),
    )
  )
    return column.used;
  if (mode === 'filter' || mode === 'join') return 0;
  // "customers with email" may mean those that have one; a column of another table can only be one to show.
  if (mode === 'with' && reading.outputs.length === 0 && column.refs.some((ref) => ref.table === reading.subject)) return 0;
  // "customers and their email": the rows are the customers'.
  const isTheirs = ['their', 'its', 'his', 'her'].includes(reader.atoms[start - 1]?.word ?? '');
  if (isTheirs && reading.outputs.length === 0) reading.whole ??= rowsMeant(reading);
  reading.outputs.push({ refs: column.refs, phrase: said(reader, start, start + column.used) });
  return column.used;
};

/** The table whose rows are listed so far: "customers …", "every customer …". */
export const rowsMeant = ({ listed, groups }: Reader['reading']): Table | undefined => {
  const [group, ...others] = groups;
  return listed ?? (group?.is === 'entity' && others.length === 0 ? group.table : undefined);
};

/** "paid orders", "active customers", "customers from Germany": a flag of that name, or a value that statistics show in one column. */
export const valuePattern: Pattern = (reader, at) => {
  const { atoms, reading, scope } = reader;
  const atom = atoms[at];
  if (atom === undefined || !atom.head || !(atom.kind === 'word' || atom.kind === 'text')) return 0;
  const refs = scope.flatMap((table) => table.columns.map((column) => ({ table, column })));
  const flag = refs.filter(({ column }) => isFlag(column, atom.stem));
  const phrase = said(reader, at, at + 1);
  if (flag.length === 1 && flag[0] !== undefined) {
    reading.conditions.push([
      {
        on: { is: 'column', refs: flag },
        test: { is: 'compare', op: '=', value: { kind: 'boolean', text: 'true' } },
        negated: false,
        phrase,
      },
    ]);
    return 1;
  }
  const holding = refs.flatMap((ref) => {
    const found = valuesAt(reader, at, ref.column);
    return found === undefined ? [] : [{ ref, ...found }];
  });
  const [found] = holding;
  if (found === undefined || holding.length > 1) return 0;
  const { ref, values, used } = found;
  const words = said(reader, at, at + used);
  guess(reader, words, `“${words}” means rows whose ${ref.column.name} is ${values.map((value) => `'${value}'`).join(' or ')}`);
  reading.conditions.push([{ on: { is: 'column', refs: [ref] }, test: oneOf(values), negated: reader.negated, phrase: words }]);
  return used;
};

/** A flag, or known values, right before the name of a table: "active customers", "paid or shipped orders" limits them. */
export const qualifies = (reader: Reader, at: number): boolean => {
  const { lexicon, atoms, scope } = reader;
  if (isQualifier(lexicon, atoms, at)) return true;
  if (atoms[at]?.head !== true) return false;
  return scope.some(({ columns }) =>
    columns.some((column) => {
      const found = valuesAt(reader, at, column);
      return found !== undefined && lexicon.tableAt(atoms, at + found.used) !== undefined;
    }),
  );
};

const wordBefore = ({ atoms }: Reader, at: number): string =>
  atoms[at - 1]?.word === 'the' ? (atoms[at - 2]?.word ?? '') : (atoms[at - 1]?.word ?? '');

export const ask = ({ reading }: Pick<Reader, 'reading'>, phrase: string, question: string, options: readonly string[]): void => {
  if (reading.questions.every((each) => each.question !== question))
    reading.questions.push({ phrase, question, options: [...options].slice(0, 12) });
};

export const guess = ({ reading }: Pick<Reader, 'reading'>, phrase: string, reads: string, convention?: string): void => {
  if (reading.guesses.every((each) => each.reading !== reads))
    reading.guesses.push({ phrase, reading: reads, ...(convention === undefined ? {} : { convention }) });
};
