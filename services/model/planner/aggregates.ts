// An aggregate word and what it is taken of: "total order amount", "average salary", "total", "maximum and minimum price".
import { type Atom, wordsAt } from './atoms.ts';
import { type Reader, said, skipArticles } from './cursor.ts';
import { entityName, isNumeric, isTemporal, type Ref, type Table } from './lexicon.ts';
import { differents, type Found, moneyOf, nameFrom, quantityOf, result, type Wish } from './measure-result.ts';
import { amountsOf, sayMeasured } from './money.ts';
import { ask, columnAt, guess, tableAt } from './nouns.ts';
import type { Aggregate, Measured } from './reading.ts';
import { moneyWords, partsOf, quantityWords, spoken, turnoverWords } from './words.ts';

export const aggregates: readonly (readonly [Aggregate, string, readonly string[]])[] = [
  [
    'sum',
    'total',
    spoken(`total | sum | sum of | sum up | total of | totals of | summed | summing | combined | overall | add up | totaling |
        totalling | grand total | sum total`),
  ],
  ['avg', 'average', ['average', 'avg', 'mean', 'average of', 'mean of']],
  ['min', 'minimum', ['minimum', 'min', 'lowest', 'smallest', 'earliest', 'minimum of', 'cheapest']],
  ['max', 'maximum', ['maximum', 'max', 'highest', 'largest', 'latest', 'biggest', 'greatest', 'maximum of', 'most recent']],
];

/** An aggregate word, then what it is taken of: a column, money, or nothing ("total > 1000"). */
export const aggregated = (reader: Reader, at: number, wish: Wish): Found | undefined => {
  for (const [aggregate, label, words] of aggregates) {
    const lead = wordsAt(reader.atoms, at, ...words);
    if (lead === 0) continue;
    const chain = otherAggregates(reader, at + lead);
    const noun = skipArticles(reader, at + lead + chain);
    const different = aggregate === 'sum' ? 0 : wordsAt(reader.atoms, noun, ...differents);
    const column = columnAt(reader, noun + different);
    const table = tableAt(reader, noun + different);
    // The latest amount is not the greatest.
    if (/latest|earliest|recent/.test(said(reader, at, at + lead)) && column?.refs.some(isTemporal) === false) return undefined;
    // "maximum and minimum salary": this one takes its own word only, the next reads on from there.
    if (chain > 0 && (column === undefined || !suits(aggregate, column.refs))) return undefined;
    if (chain > 0 && column !== undefined) {
      const made = ofColumn(reader, aggregate, label, column.refs, noun, noun + column.used);
      return result(reader, at, at + lead, made, wish);
    }
    const product = column === undefined || aggregate !== 'sum' ? undefined : productAt(reader, noun, column.refs, column.used);
    if (product !== undefined)
      return result(
        reader,
        at,
        noun + product.used,
        { aggregate, of: product.of, name: `${label}_${nameFrom(reader, noun, noun + product.used)}` },
        wish,
      );
    if (column !== undefined && column.used >= (table?.used ?? 0) && suits(aggregate, column.refs))
      return result(
        reader,
        at,
        noun + different + column.used,
        ofColumn(reader, aggregate, label, column.refs, noun, noun + different + column.used),
        wish,
      );
    const amount = moneyHere(reader, aggregate, label, noun, wish);
    if (amount !== undefined) return result(reader, at, noun + amount.used, amount, wish);
    if (table !== undefined) return ofTable(reader, aggregate, at, noun + table.used, table.table, wish);
    if (aggregate === 'sum' && reader.atoms[at]?.word !== 'combined' && endsHere(reader.atoms[noun]))
      return bareTotal(reader, at, at + lead, wish);
  }
  return undefined;
};

/** "and minimum", ", average and total" behind an aggregate word: how many atoms. */
const otherAggregates = ({ atoms }: Reader, at: number): number => {
  let used = 0;
  for (;;) {
    const gap = wordsAt(atoms, at + used, ', and', 'and', ',', '&', '/');
    const word = gap === 0 ? 0 : wordsAt(atoms, at + used + gap, ...aggregates.flatMap(([, , words]) => words));
    if (word === 0) return used;
    used += gap + word;
  }
};

/** "quantity * unit_price", "quantity times unit price" */
const productAt = (
  reader: Reader,
  at: number,
  refs: readonly Ref[],
  used: number,
): { readonly of: Measured; readonly used: number } | undefined => {
  const lead = wordsAt(reader.atoms, at + used, '*', '×', 'times', 'multiplied by');
  const second = lead === 0 ? undefined : columnAt(reader, at + used + lead);
  const price = second?.refs.find(isNumeric);
  const count = refs.find((ref) => isNumeric(ref) && ref.table === price?.table) ?? refs.find(isNumeric);
  return second === undefined || price === undefined || count === undefined
    ? undefined
    : { of: { is: 'product', factors: [count, price] }, used: used + lead + second.used };
};

const suits = (aggregate: Aggregate, refs: readonly Ref[]): boolean => aggregate === 'min' || aggregate === 'max' || refs.some(isNumeric);

export const ofColumn = (reader: Reader, aggregate: Aggregate, label: string, refs: readonly Ref[], from: number, to: number) => {
  const fitting = aggregate === 'min' || aggregate === 'max' ? refs : refs.filter(isNumeric);
  const [ref] = fitting;
  if (ref === undefined) return undefined;
  if (fitting.length > 1) whichColumn(reader, said(reader, from, to), fitting);
  return { aggregate, of: { is: 'column' as const, ref }, name: `${label}_${nameFrom(reader, from, to) || ref.column.name}` };
};

const whichColumn = (reader: Reader, phrase: string, refs: readonly Ref[]): void =>
  ask(
    reader,
    phrase,
    `Which column is “${phrase}”?`,
    refs.map(({ table, column }) => `${table.name}.${column.name}`),
  );

/** "revenue", "order value" after an aggregate word: the amount, of the table named before it if one is. */
const moneyHere = (reader: Reader, aggregate: Aggregate, label: string, at: number, { reference }: Wish) => {
  const table = tableAt(reader, at);
  const skip = table?.used ?? 0;
  const atom = reader.atoms[at + skip];
  if (atom?.kind !== 'word') return undefined;
  const isMoney = moneyWords.has(atom.stem) && !(table !== undefined && turnoverWords.has(atom.stem) && skip === 0);
  const isQuantity = quantityWords.has(atom.stem);
  if (!isMoney && !isQuantity) return undefined;
  const sold = wordsAt(reader.atoms, at + skip + 1, 'sold', 'ordered', 'spent', 'made');
  const to = at + skip + 1 + sold;
  const phrase = said(reader, at, to);
  if (reference && table === undefined) {
    const earlier = reader.reading.measures.find((each) => each.aggregate === aggregate && each.of.is !== 'rows-of');
    if (earlier !== undefined) return { ...earlier, used: skip + 1 + sold };
  }
  const of = isQuantity
    ? quantityOf(reader, phrase)
    : moneyOf(reader, table === undefined ? reader.scope : [table.table], phrase, table !== undefined);
  return of === undefined ? undefined : { aggregate, of, name: `${label}_${nameFrom(reader, at, to)}`, used: skip + 1 + sold };
};

/** "total orders" counts them; "average orders" would need a count per something else first. */
const ofTable = (reader: Reader, aggregate: Aggregate, at: number, to: number, table: Table, wish: Wish): Found | undefined => {
  const phrase = said(reader, at, to);
  if (aggregate === 'sum' && reader.atoms[at]?.word.startsWith('sum')) {
    const numbers = table.columns.filter((column) => isNumeric({ table, column })).map(({ name }) => `the sum of ${name}`);
    ask(reader, phrase, `“${phrase}” of which column?`, [...numbers, `the number of ${table.name}`]);
  } else if (
    aggregate === 'sum' &&
    partsOf(table.name).some((part) => turnoverWords.has(part)) &&
    amountsOf(table, reader.lexicon).length > 0
  ) {
    ask(reader, phrase, `Is “${phrase}” the number of rows of ${table.name}, or what they amount to?`, [
      `the number of rows of ${table.name}`,
      ...amountsOf(table, reader.lexicon).map((of) => `the total of ${sayMeasured(of)}`),
    ]);
  } else if (aggregate === 'sum') {
    guess(reader, phrase, `“${phrase}” is the number of rows of ${table.name}`);
    return result(reader, at, to, { aggregate: 'count', of: { is: 'rows-of', table }, name: `${entityName(table)}_count` }, wish);
  }
  if (wish.reference) return undefined;
  ask(
    reader,
    phrase,
    `“${phrase}” of which column?`,
    table.columns.filter((column) => isNumeric({ table, column })).map(({ name }) => name),
  );
  return result(reader, at, to, { aggregate: 'count', of: { is: 'rows-of', table }, name: `${entityName(table)}_count` }, wish);
};

const endsHere = (atom: Atom | undefined): boolean =>
  atom === undefined ||
  atom.kind !== 'word' ||
  spoken(`per | by | for | is | greater | more | less | over | above | below | under | at | between | exceeding | exceeds | and |
      in | larger | higher | lower | of | from | to | first | descending | desc`).includes(atom.word);

/** "total" alone: the total asked for before, else the one amount there is. */
const bareTotal = (reader: Reader, from: number, to: number, wish: Wish): Found | undefined => {
  const earlier = reader.reading.measures.filter(({ aggregate, of }) => aggregate === 'sum' && of.is !== 'rows-of');
  const phrase = said(reader, from, to);
  if (earlier.length === 1 && earlier[0] !== undefined) return { measure: earlier[0], used: to - from };
  if (earlier.length > 1) {
    ask(
      reader,
      phrase,
      `Which total is “${phrase}”?`,
      earlier.map((each) => each.phrase),
    );
    return earlier[0] === undefined ? undefined : { measure: earlier[0], used: to - from };
  }
  const of = moneyOf(reader, reader.scope, phrase);
  return of === undefined ? undefined : result(reader, from, to, { aggregate: 'sum', of, name: 'total' }, wish);
};
