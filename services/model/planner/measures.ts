// Measures: "total order amount", "number of orders", "employee count", "average salary", "revenue", total_spent.
import { type Atom, wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { entityName, isNumeric, type Ref, sameRef, type Table } from './lexicon.ts';
import { money } from './money.ts';
import { ask, columnAt, guess, qualifies, tableAt, valuePattern } from './nouns.ts';
import type { Aggregate, Measure, Measured } from './reading.ts';
import { moneyWords, quantityWords, spoken, stemOf, turnoverWords } from './words.ts';

type Found = { readonly measure: Measure; readonly used: number };
/** reference: only compared or ranked by, so an earlier measure of the same words is meant. */
type Wish = { readonly reference: boolean };

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
const differents: readonly string[] = ['distinct', 'unique', 'different'];

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
  return {
    aggregate: different ? 'count-distinct' : 'count',
    of: { is: 'column', ref },
    name: different ? `distinct_${base}_count` : `${base}_count`,
  };
};

const aggregates: readonly (readonly [Aggregate, string, readonly string[]])[] = [
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
const aggregated = (reader: Reader, at: number, wish: Wish): Found | undefined => {
  for (const [aggregate, label, words] of aggregates) {
    const lead = wordsAt(reader.atoms, at, ...words);
    if (lead === 0) continue;
    const chain = otherAggregates(reader, at + lead);
    const noun = skipArticles(reader, at + lead + chain);
    const different = aggregate === 'sum' ? 0 : wordsAt(reader.atoms, noun, ...differents);
    const column = columnAt(reader, noun + different);
    const table = tableAt(reader, noun + different);
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
    if (aggregate === 'sum' && endsHere(reader.atoms[noun])) return bareTotal(reader, at, at + lead, wish);
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

const ofColumn = (reader: Reader, aggregate: Aggregate, label: string, refs: readonly Ref[], from: number, to: number) => {
  const fitting = aggregate === 'min' || aggregate === 'max' ? refs : refs.filter(isNumeric);
  const [ref] = fitting;
  if (ref === undefined) return undefined;
  if (fitting.length > 1) whichColumn(reader, said(reader, from, to), fitting);
  return { aggregate, of: { is: 'column' as const, ref }, name: `${label}_${nameFrom(reader, from, to) || ref.column.name}` };
};

export const whichColumn = (reader: Reader, phrase: string, refs: readonly Ref[]): void =>
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

const quantityOf = (reader: Reader, phrase: string): Measured | undefined => money.quantity(reader, phrase);
export const moneyOf = (reader: Reader, tables: readonly Table[], phrase: string, only = false): Measured | undefined =>
  money.amount(reader, tables, phrase, only);

/** The words from here to there as a name. */
export const nameFrom = ({ atoms }: Pick<Reader, 'atoms'>, from: number, to: number): string =>
  atoms
    .slice(from, to)
    .slice(0, beforeOf(atoms.slice(from, to)))
    .filter(
      ({ kind, word }) => (kind === 'word' || kind === 'number') && !['the', 'of', 'a', 'an', 'dot', 'all', 'their', 'its'].includes(word),
    )
    .map(({ word }) => word)
    .join('_')
    .slice(0, 50);

/** "amount of their orders" is named amount. */
const beforeOf = (atoms: readonly Atom[]): number => {
  const of = atoms.findIndex(({ word }, n) => word === 'of' && n > 0);
  return of === -1 ? atoms.length : of;
};

/** Takes the measure up, or finds that it was read before: the later mention as an output gives it its name. */
const result = (
  reader: Reader,
  from: number,
  to: number,
  made: { readonly aggregate: Aggregate; readonly of: Measured; readonly name: string } | undefined,
  { reference }: Wish,
): Found | undefined => {
  if (made === undefined) return undefined;
  const phrase = said(reader, from, to);
  const first = reader.atoms[from];
  // A name written as one token (total_spent) is the name that the column gets.
  const written = first?.head && !first.tail && reader.atoms[to - 1]?.end === first.end ? first.token : undefined;
  const name = written ?? made.name;
  const known = reader.reading.measures.find(({ aggregate, of }) => aggregate === made.aggregate && sameMeasured(of, made.of));
  for (const table of tablesOf(made.of)) mention(reader, table);
  if (known !== undefined) {
    if (!reference) Object.assign(known, { shown: true, name: written ?? (reader.mode === 'output' || !known.shown ? name : known.name) });
    return { measure: known, used: to - from };
  }
  const measure: Measure = { aggregate: made.aggregate, of: made.of, name, phrase, shown: !reference };
  reader.reading.measures.push(measure);
  return { measure, used: to - from };
};

export const tablesOf = (of: Measured): readonly Table[] =>
  of.is === 'rows-of' ? [of.table] : of.is === 'column' ? [of.ref.table] : [...new Set(of.factors.map(({ table }) => table))];

const sameMeasured = (one: Measured, other: Measured): boolean => {
  if (one.is === 'rows-of') return other.is === 'rows-of' && one.table === other.table;
  if (one.is === 'column') return other.is === 'column' && sameRef(one.ref, other.ref);
  return other.is === 'product' && sameRef(one.factors[0], other.factors[0]) && sameRef(one.factors[1], other.factors[1]);
};
