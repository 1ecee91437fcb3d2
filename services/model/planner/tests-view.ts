// What the second reader looks at, and its small readings: aggregate words, names of columns, what a column may be called in the result.
import type { UniqueAssertion } from '../../../contracts/generated/types.ts';
import { formatTableName } from '../../transform/names.ts';
import { type Atom, phraseOf, wordsAt } from './atoms.ts';
import { entityName, isNumeric, type Lexicon, type Ref, type Table } from './lexicon.ts';
import { keyOf } from './relations.ts';
import { stemOf } from './words.ts';

export type View = {
  readonly prompt: string;
  readonly atoms: readonly Atom[];
  readonly lexicon: Lexicon;
  readonly scope: readonly Table[];
};
export type Named = UniqueAssertion['columns'][number];
type Aggregate = NonNullable<Named['aggregate']>;

/** Tables that whole words of the prompt name. */
export const scopeOf = (atoms: readonly Atom[], lexicon: Lexicon): readonly Table[] => [
  ...new Set(
    atoms.flatMap((_, at) => {
      const link = wordsAt(atoms, at, 'order by', 'ordered by', 'sort by') > 0 ? undefined : lexicon.tableAt(atoms, at);
      return link?.strength === 'exact' ? link.tables.slice(0, 1) : [];
    }),
  ),
];

export const quoteOf = ({ prompt, atoms }: View, from: number, to: number): string => phraseOf(prompt, atoms, from, to);

export const tableHere = ({ lexicon, atoms }: View, at: number): { readonly table: Table; readonly used: number } | undefined => {
  const link = lexicon.tableAt(atoms, at);
  const [table] = link?.tables ?? [];
  return link === undefined || table === undefined || link.strength === 'loose' ? undefined : { table, used: link.used };
};

/** The one column that these words name; undefined when several tables have it and no key decides. */
export const columnHere = ({ lexicon, atoms, scope }: View, at: number): { readonly ref: Ref; readonly used: number } | undefined => {
  const link = lexicon.columnAt(atoms, at, scope);
  if (link === undefined || link.strength === 'loose') return undefined;
  const [first, ...others] = link.refs;
  const key = link.refs.find(({ table, column }) => keyOf(table)?.column === column);
  const ref = others.length === 0 ? first : key;
  return ref === undefined ? undefined : { ref, used: link.used };
};

const aggregates: readonly (readonly [Aggregate, string, readonly string[]])[] = [
  ['sum', 'total', ['total', 'sum of', 'sum', 'total of']],
  ['avg', 'average', ['average', 'avg', 'mean', 'average of']],
  ['min', 'minimum', ['minimum', 'lowest', 'smallest', 'min']],
  ['max', 'maximum', ['maximum', 'highest', 'largest', 'max']],
];

type MeasureHere = { readonly named: Named; readonly used: number };

/** "average salary", "total order amount", "order count", "number of orders" as a column of the result. */
export const measureHere = (view: View, at: number): MeasureHere | undefined => {
  const counting = wordsAt(view.atoms, at, 'number of', 'count of', 'count', 'count the');
  const counted = counting > 0 ? tableHere(view, afterArticles(view, at + counting)) : tableHere(view, at);
  if (counted !== undefined) {
    const start = counting > 0 ? afterArticles(view, at + counting) : at;
    const trailing = counting > 0 ? 0 : wordsAt(view.atoms, start + counted.used, 'count', 'counts');
    if (counting > 0 || trailing > 0)
      return { named: countOf(view, counted.table, at, start + counted.used + trailing), used: start - at + counted.used + trailing };
  }
  const different = columnCounted(view, at);
  if (different !== undefined) return different;
  for (const [aggregate, label, words] of aggregates) {
    const lead = wordsAt(view.atoms, at, ...words);
    if (lead === 0) continue;
    const start = afterArticles(view, at + lead);
    const column = columnHere(view, start);
    const isTaken =
      column !== undefined &&
      (isNumeric(column.ref) || aggregate === 'min' || aggregate === 'max') &&
      (tableHere(view, start)?.used ?? 0) <= column.used;
    if (!isTaken) continue;
    const used = start - at + column.used;
    return {
      named: { ...named(view, column.ref, at, at + used), name: `${label}_${column.ref.column.name}`.slice(0, 63), aggregate },
      used,
    };
  }
  return undefined;
};

/** "product count", "number of products" where products are values of a column. */
const columnCounted = (view: View, at: number): MeasureHere | undefined => {
  const counting = wordsAt(view.atoms, at, 'number of', 'count of', 'count', 'count the');
  const start = counting > 0 ? afterArticles(view, at + counting) : at;
  const column = columnHere(view, start);
  const trailing = column === undefined || counting > 0 ? 0 : wordsAt(view.atoms, start + column.used, 'count', 'counts');
  if (column === undefined || counting + trailing === 0) return undefined;
  const used = start - at + column.used + trailing;
  const name = `${stemOf(column.ref.column.name)}_count`.slice(0, 63);
  return { named: { ...named(view, column.ref, at, at + used), name, aggregate: 'count' }, used };
};

export const countOf = (view: View, table: Table, from: number, to: number): Named => {
  const key = keyOf(table);
  return {
    words: quoteOf(view, from, to).slice(0, 200),
    name: `${entityName(table)}_count`.slice(0, 63),
    aggregate: 'count',
    ...(key === undefined ? {} : { from: { table: formatTableName(table.schema, table.name), column: key.column.name } }),
  };
};

export const named = (view: View, { table, column }: Ref, from: number, to: number): Named => ({
  words: quoteOf(view, from, to).slice(0, 200),
  name: column.name,
  from: { table: formatTableName(table.schema, table.name), column: column.name },
});

export const afterArticles = ({ atoms }: View, at: number): number => {
  let next = at;
  while (['the', 'a', 'an', 'all', 'of', 'their', 'its', 'each'].includes(atoms[next]?.word ?? '') && atoms[next]?.kind === 'word')
    next += 1;
  return next;
};

/** First atom of the sentence that holds this one. */
export const sentenceStart = ({ atoms }: View, at: number): number => {
  let start = at;
  while (start > 0 && !['.', ';', '?', '!'].includes(atoms[start - 1]?.word ?? '')) start -= 1;
  return start;
};

export const says = ({ atoms }: View, ...phrases: readonly string[]): boolean => atoms.some((_, at) => wordsAt(atoms, at, ...phrases) > 0);
