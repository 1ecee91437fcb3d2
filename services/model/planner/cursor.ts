// The place in the prompt that patterns read from, and the small steps that all of them take.
import type { Question } from '../../../contracts/generated/types.ts';
import { type Atom, phraseOf, wordsAt } from './atoms.ts';
import type { Lexicon, Table } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { spoken } from './words.ts';

/** What the words just read are about; it decides what a bare name means. */
export type Mode = 'plain' | 'join' | 'filter' | 'with' | 'output' | 'compute';

export type Reader = {
  readonly prompt: string;
  readonly atoms: readonly Atom[];
  readonly lexicon: Lexicon;
  /** Tables that the prompt names anywhere. */
  readonly scope: readonly Table[];
  readonly reading: Reading;
  mode: Mode;
  /** The condition that follows drops rows instead of keeping them. */
  negated: boolean;
  /** Questions that are asked unless the word at `end` is not understood, which says more. */
  readonly doubts: { readonly end: number; readonly question: Question }[];
};

/** Takes the atoms it understands from this place on: how many, 0 when it does not fit. */
export type Pattern = (reader: Reader, at: number) => number;

export const mention = (reader: Reader, table: Table, takesPart = false): void => {
  const { tables, joined } = reader.reading;
  if (!tables.includes(table)) tables.push(table);
  if (takesPart && !joined.includes(table)) joined.push(table);
};

export const said = ({ prompt, atoms }: Reader, from: number, to: number): string => phraseOf(prompt, atoms, from, to);

/** Skips articles and the like, so that "the average of all the amounts" is read like "average amount". */
export const skipArticles = ({ atoms }: Pick<Reader, 'atoms'>, at: number): number => {
  let next = at;
  while (
    atoms[next]?.kind === 'word' &&
    ['the', 'a', 'an', 'all', 'of', 'their', 'its', 'his', 'your', 'our', 'these', 'those', 'each', 'any'].includes(atoms[next]?.word ?? '')
  )
    next += 1;
  return next;
};

/** "order by" names no table called orders. */
export const sortWords = (atoms: readonly Atom[], at: number): number =>
  wordsAt(
    atoms,
    at,
    ...spoken(`order by | ordered by | order it by | order the result by | order results by | order them by | in order of |
      order the results by`),
  );
