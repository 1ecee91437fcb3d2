// A measure once its words are understood: taken up, or found again; its name; the amount or quantity it is computed from.
import type { Atom } from './atoms.ts';
import { mention, type Reader, said } from './cursor.ts';
import { sameRef, type Table } from './lexicon.ts';
import { money } from './money.ts';
import type { Aggregate, Measure, Measured } from './reading.ts';

export type Found = { readonly measure: Measure; readonly used: number };
/** reference: only compared or ranked by, so an earlier measure of the same words is meant. */
export type Wish = { readonly reference: boolean };

export const differents: readonly string[] = ['distinct', 'unique', 'different'];

export const quantityOf = (reader: Reader, phrase: string): Measured | undefined => money.quantity(reader, phrase);
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
export const result = (
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
