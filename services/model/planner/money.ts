// Which column is meant by revenue, sales or a bare total: the one that names money, quantity times price, or the only number there is.

import type { Reader } from './cursor.ts';
import { isNumeric, type Ref, type Table } from './lexicon.ts';
import { ask, guess } from './nouns.ts';
import type { Measured } from './reading.ts';
import { edgesBetween, keyOf } from './relations.ts';
import { moneyWords, partsOf, priceWords, quantityWords, spoken } from './words.ts';

/** The amount that the words mean; several equally good ones are asked about (the first is returned), none is undefined. */
const amount = (reader: Reader, tables: readonly Table[], phrase: string, only: boolean): Measured | undefined => {
  const rings = only ? [tables] : ringsFrom(tables, reader);
  for (const ring of rings) {
    const candidates = moneyIn(ring, reader);
    if (candidates.length > 0) return choose(reader, phrase, candidates);
  }
  const [first] = rings;
  const numbers = (first ?? []).flatMap((table) => plainNumbers(table, reader));
  const [number] = numbers;
  if (numbers.length !== 1 || number === undefined) {
    ask(
      reader,
      phrase,
      `Which column is “${phrase}” computed from?`,
      (numbers.length > 0 ? numbers : reader.lexicon.tables.flatMap((table) => plainNumbers(table, reader))).map(nameOf),
    );
    return undefined;
  }
  return choose(reader, phrase, [{ is: 'column', ref: number }]);
};

const quantity = (reader: Reader, phrase: string): Measured | undefined => {
  for (const ring of ringsFrom(reader.scope, reader)) {
    const found = ring.flatMap((table) => numbersOf(table, reader)).filter(isQuantity);
    if (found.length > 0)
      return choose(
        reader,
        phrase,
        found.map((ref) => ({ is: 'column', ref })),
      );
  }
  return undefined;
};

export const money = { amount, quantity };

/** Amounts that one table itself has. */
export const amountsOf = (table: Table, lexicon: Reader['lexicon']): readonly Measured[] => moneyIn([table], { lexicon });

const choose = (reader: Reader, phrase: string, candidates: readonly Measured[]): Measured | undefined => {
  const [first] = candidates;
  const said = candidates.map(sayMeasured);
  if (candidates.length > 1) ask(reader, phrase, `What is “${phrase}” computed from?`, said);
  else guess(reader, phrase, `“${phrase}” is computed from ${said[0] ?? ''}`);
  return first;
};

export const sayMeasured = (of: Measured): string =>
  of.is === 'rows-of' ? `rows of ${of.table.name}` : of.is === 'column' ? nameOf(of.ref) : of.factors.map(nameOf).join(' × ');
const nameOf = ({ table, column }: Ref): string => `${table.name}.${column.name}`;

/** The tables themselves, then those one and two joins away. */
const ringsFrom = (tables: readonly Table[], { lexicon }: Reader): readonly (readonly Table[])[] => {
  if (tables.length === 0) return [lexicon.tables];
  const next = (inside: readonly Table[]) => [
    ...inside,
    ...lexicon.tables.filter((table) => !inside.includes(table) && inside.some((one) => edgesBetween(one, table, []).length > 0)),
  ];
  const second = next(tables);
  return [tables, second, next(second)];
};

const moneyIn = (tables: readonly Table[], reader: Pick<Reader, 'lexicon'>): readonly Measured[] => {
  const named = tables
    .flatMap((table) => numbersOf(table, reader))
    .filter((ref) => hasWord(ref, moneyWords) && !hasWord(ref, priceWords) && !isQuantity(ref));
  if (named.length > 0) return named.map((ref) => ({ is: 'column', ref }));
  const numbers = tables.flatMap((table) => numbersOf(table, reader));
  const prices = numbers.filter((ref) => hasWord(ref, priceWords));
  return numbers.filter(isQuantity).flatMap((count) => {
    const beside = prices.filter(({ table }) => table === count.table);
    return (beside.length > 0 ? beside : prices).map((price): Measured => ({ is: 'product', factors: [count, price] }));
  });
};

const hasWord = ({ column }: Ref, words: ReadonlySet<string>): boolean => partsOf(column.name).some((part) => words.has(part));

/** unit_price is a price. */
const isQuantity = (ref: Ref): boolean => hasWord(ref, quantityWords) && !hasWord(ref, priceWords);

/** Numbers that may be added up: no keys, no references. */
const numbersOf = (table: Table, { lexicon }: Pick<Reader, 'lexicon'>): readonly Ref[] => {
  const key = keyOf(table)?.column;
  return table.columns
    .map((column) => ({ table, column }))
    .filter((ref) => isNumeric(ref) && ref.column !== key && !table.primaryKey.includes(ref.column.name) && !refers(ref, lexicon.tables));
};

const refers = ({ table, column }: Ref, tables: readonly Table[]): boolean =>
  /(^|_)(id|key|no|nr|code|number)$/i.test(column.name) ||
  table.foreignKeys.some(({ columns }) => columns.includes(column.name)) ||
  tables.some((other) => other !== table && keyOf(other)?.column.name === column.name);

/** What is left when neither money nor price, age, year or the like: the only number of a table is what "total" adds up. */
const plainNumbers = (table: Table, reader: Reader): readonly Ref[] =>
  numbersOf(table, reader).filter((ref) => !hasWord(ref, notSummed) && !hasWord(ref, priceWords) && !isQuantity(ref));
const notSummed: ReadonlySet<string> = new Set(
  spoken(`age | year | month | day | rank | stock | percent | ratio | score | rating | level | version | position | latitude |
    longitude`),
);
