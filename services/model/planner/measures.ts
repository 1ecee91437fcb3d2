// Measures: "total order amount", "number of orders", "employee count", "average salary", "revenue", total_spent.

import { aggregated, aggregates, ofColumn } from './aggregates.ts';
import { wordsAt } from './atoms.ts';
import { type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { entityName, isNumeric, type Ref, type Table } from './lexicon.ts';
import { differents, type Found, moneyOf, nameFrom, quantityOf, result, type Wish } from './measure-result.ts';
import { columnAt, qualifies, tableAt, valuePattern } from './nouns.ts';
import type { Aggregate, Measured } from './reading.ts';
import { keyOf } from './relations.ts';
import { quantityWords, spoken, stemOf, turnoverWords } from './words.ts';

export const measurePattern: Pattern = (reader, at) => {
  const found = measureAt(reader, at, { reference: false });
  if (found === undefined) return 0;
  if (reader.reading.subject === undefined && found.measure.of.is === 'rows-of') reader.reading.subject = found.measure.of.table;
  return found.used;
};

export const measureAt = (reader: Reader, at: number, wish: Wish): Found | undefined => {
  const start = skipArticles(reader, at);
  const found =
    counted(reader, start, wish) ?? aggregated(reader, start, wish) ?? trailing(reader, start, wish) ?? turnover(reader, start, wish);
  return found === undefined ? undefined : { ...found, used: found.used + start - at };
};

const counts: readonly string[] =
  spoken(`number of | total number of | the number of | no of | # of | count of | total count of | how many | count | count the |
    count all | count the number of | counts of | counting | number`);

/** "number of orders", "count employees", "number of distinct countries" */
const counted = (reader: Reader, at: number, wish: Wish): Found | undefined => {
  const lead = wordsAt(reader.atoms, at, ...counts);
  if (lead === 0) return undefined;
  let noun = skipArticles(reader, at + lead);
  const different = wordsAt(reader.atoms, noun, ...differents);
  noun += different;
  if (qualifies(reader, noun)) noun += valuePattern(reader, noun);
  const thing = thingAt(reader, noun);
  if (thing === undefined) return undefined;
  return result(reader, at, noun + thing.used, countOf(thing, different > 0), wish);
};

type Thing = { readonly used: number } & (
  | { readonly is: 'table'; readonly table: Table }
  | { readonly is: 'column'; readonly refs: readonly Ref[] }
);

/** The longer of the two names; a table where both are as long. */
const thingAt = (reader: Reader, at: number): Thing | undefined => {
  const table = tableAt(reader, at);
  const column = columnAt(reader, at);
  if (table !== undefined && table.used >= (column?.used ?? 0)) return { is: 'table', table: table.table, used: table.used };
  return column === undefined ? undefined : { is: 'column', refs: column.refs, used: column.used };
};

const countOf = (
  thing: Thing,
  different: boolean,
): { readonly aggregate: Aggregate; readonly of: Measured; readonly name: string } | undefined => {
  if (thing.is === 'table')
    return { aggregate: 'count', of: { is: 'rows-of', table: thing.table }, name: `${entityName(thing.table)}_count` };
  const ref = thing.refs[0];
  if (ref === undefined) return undefined;
  const base = stemOf(ref.column.name);
  const isKey = keyOf(ref.table)?.column === ref.column;
  return {
    // "number of products" of a column counts the products, not the rows that name one.
    aggregate: different || (!isKey && ref.column.type === 'text') ? 'count-distinct' : 'count',
    of: { is: 'column', ref },
    name: different ? `distinct_${base}_count` : `${base}_count`,
  };
};

/** "order count", "amount total", "salary average" */
const trailing = (reader: Reader, at: number, wish: Wish): Found | undefined => {
  const different = wordsAt(reader.atoms, at, ...differents);
  const thing = thingAt(reader, at + different) ?? splitThing(reader, at + different);
  if (thing === undefined) return undefined;
  const after = at + different + thing.used;
  const count = wordsAt(reader.atoms, after, 'count', 'counts');
  if (count > 0) return result(reader, at, after + count, countOf(thing, different > 0), wish);
  if (thing.is !== 'column' || thing.refs.every((ref) => !isNumeric(ref))) return undefined;
  for (const [aggregate, label, words] of aggregates) {
    const used = wordsAt(reader.atoms, after, ...words.filter((word) => !word.includes(' ')));
    if (used > 0) return result(reader, at, after + used, ofColumn(reader, aggregate, label, thing.refs, at, after), wish);
  }
  return undefined;
};

/** order_count written as one name: the table's words stand inside the token. */
const splitThing = (reader: Reader, at: number): Thing | undefined => {
  const { atoms } = reader;
  const first = atoms[at];
  if (first === undefined || !first.head || first.tail) return undefined;
  let last = at;
  while (atoms[last] !== undefined && atoms[last]?.tail === false) last += 1;
  if (atoms[last]?.word !== 'count') return undefined;
  const table = reader.lexicon.tables.find(
    ({ name }) =>
      stemsOf(name) ===
      atoms
        .slice(at, last)
        .map(({ stem }) => stem)
        .join('_'),
  );
  return table === undefined ? undefined : { is: 'table', table, used: last - at };
};
const stemsOf = (name: string): string => name.split('_').map(stemOf).join('_');

/** "revenue", "sales", "units sold" without an aggregate word */
const turnover = (reader: Reader, at: number, wish: Wish): Found | undefined => {
  const atom = reader.atoms[at];
  if (atom?.kind !== 'word' || !atom.head) return undefined;
  const sold = wordsAt(reader.atoms, at + 1, 'sold', 'ordered');
  const quantity = quantityWords.has(atom.stem) && sold > 0;
  if (!quantity && (!turnoverWords.has(atom.stem) || tableAt(reader, at) !== undefined)) return undefined;
  const to = at + 1 + sold;
  const phrase = said(reader, at, to);
  const earlier = quantity
    ? undefined
    : reader.reading.measures.find(
        ({ aggregate, of, phrase: words }) =>
          aggregate === 'sum' && of.is !== 'rows-of' && words.toLowerCase().endsWith(phrase.toLowerCase()),
      );
  if (earlier !== undefined) {
    if (!wish.reference) earlier.shown = true;
    return { measure: earlier, used: to - at };
  }
  const column = columnAt(reader, at);
  const numeric = column?.used === 1 ? column.refs.find(isNumeric) : undefined;
  const of =
    numeric !== undefined
      ? ({ is: 'column', ref: numeric } as const)
      : quantity
        ? quantityOf(reader, phrase)
        : moneyOf(reader, reader.scope, phrase);
  return of === undefined ? undefined : result(reader, at, to, { aggregate: 'sum', of, name: `total_${nameFrom(reader, at, to)}` }, wish);
};
