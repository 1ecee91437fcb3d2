// Random texts that are no sentences, or hardly: sentences with changes, words in any order, words of SQL in every place, noise.
import fc from 'fast-check';
import { keywords } from './keywords.ts';
import { sentence } from './sentences.ts';
import { places, snippets, vocabulary } from './vocabulary.ts';

/** A sentence changed in a few places. */
export const mutant = (): fc.Arbitrary<string> =>
  fc
    .tuple(sentence(), sentence(), fc.array(edit(), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([text, other, edits, tight]) => edits.reduce((now, change) => change(now, other), tight ? glued(text) : text));

/** Words of the language and of SQL in any order. */
export const soup = (): fc.Arbitrary<string> => {
  const word = fc.oneof(fc.constantFrom(...vocabulary), fc.constantFrom(...keywords), fc.constantFrom(...snippets));
  return fc
    .array(fc.tuple(word, fc.constantFrom(' ', ' ', '', '\n')), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.map(([text, blank]) => text + blank).join(''));
};

/** A word of SQL where a column, a function or a type may stand. */
export const keywordInPlace = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...keywords), fc.constantFrom(...places), fc.boolean())
    .map(([word, place, capital]) => place.replaceAll('?', capital ? word.toUpperCase() : word));

/** Anything at all. */
export const noise = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...marks), maxLength: 40 }),
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
const marks = Array.from('\0\u00a0\u2003\ufeffﬁ１٣é\u0301$_\'"\\-/*().,:;[]{}~!@#%^&|`?<>=+ \n\tabE1').concat('\ud800', '\udc00');

const glued = (text: string): string => text.replace(/(?<=\W) +| +(?=\W)/g, '');

type Edit = (text: string, other: string) => string;
type Change = (text: string, from: number, to: number, piece: string, other: string) => string;

const edit = (): fc.Arbitrary<Edit> => {
  const share = fc.double({ min: 0, max: 0.999, noNaN: true });
  return fc
    .tuple(share, share, fc.constantFrom(...snippets, ...vocabulary), fc.constantFrom(...changes))
    .map(([from, until, piece, change]) => (text, other) => {
      const [at, to] = [Math.floor(from * text.length), Math.floor(until * text.length)];
      return change(text, Math.min(at, to), Math.max(at, to), piece, other);
    });
};

const changes: readonly Change[] = [
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at, _, piece) => text.slice(0, at) + piece + text.slice(at),
  (text, at, _, piece) => `${text.slice(0, at)} ${piece} ${text.slice(at)}`,
  (text, at, to) => text.slice(0, at) + text.slice(to),
  (text, at, to) => text.slice(0, to) + text.slice(at),
  (text, at, to, _, other) => text.slice(0, at) + other.slice(at, to) + text.slice(at),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/ +/, ''),
  (text, at) => text.slice(0, at) + text.slice(at).toUpperCase(),
];
