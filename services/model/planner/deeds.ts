// Deeds that leave rows in the table named after them: who "ordered" has rows in orders.
import { wordsAt } from './atoms.ts';
import type { Reader } from './cursor.ts';
import type { Table } from './lexicon.ts';
import { areSynonyms, partsOf, stemOf } from './words.ts';

const irregular: Readonly<Record<string, string>> = { bought: 'purchase', sold: 'sale', paid: 'payment' };

/** The one table named after the deed, or after a word that means the same. */
export const deedAt = ({ atoms, lexicon }: Reader, at: number): { readonly table: Table; readonly used: 1 } | undefined => {
  const atom = atoms[at];
  if (atom?.kind !== 'word' || !atom.head || !atom.tail) return undefined;
  const roots = rootsOf(atom.word);
  const named = (fits: (part: string, root: string) => boolean) =>
    lexicon.tables.filter(({ name }) => roots.some((root) => fits(partsOf(name).join(), root)));
  const exact = named((part, root) => part === root);
  const [table, ...others] = exact.length > 0 ? exact : named(areSynonyms);
  return table === undefined || others.length > 0 ? undefined : { table, used: 1 };
};

const rootsOf = (word: string): readonly string[] => {
  const known = irregular[word];
  if (known !== undefined) return [known];
  return word.endsWith('ed') && word.length > 4 ? [stemOf(word.slice(0, -2)), stemOf(word.slice(0, -1))] : [];
};

const who: readonly string[] = ['who', 'that', 'which', 'who have', 'that have', 'which have', 'who has', 'that has', 'who actually'];

/** "who ordered" at the end of its clause: what follows otherwise would say more about the deed. */
export const doersAt = (reader: Reader, at: number): { readonly table: Table; readonly used: number } | undefined => {
  const lead = wordsAt(reader.atoms, at, ...who);
  const deed = lead === 0 ? undefined : deedAt(reader, at + lead);
  const next = reader.atoms[at + lead + 1];
  const ends = next === undefined || ['.', ',', ';', '?', '!', 'and', 'but', 'per', 'by', 'for'].includes(next.word);
  return deed === undefined || !ends ? undefined : { table: deed.table, used: lead + 1 };
};
