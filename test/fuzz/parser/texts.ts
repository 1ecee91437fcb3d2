// Random texts that are no sentences, or hardly: sentences with changes, words in any order, words of SQL in every place, noise.
import fc from 'fast-check';
import { keywords } from './keywords.ts';
import { sentence } from './sentences.ts';
import { arithmetic, comparisons, places, snippets, tests, vocabulary } from './vocabulary.ts';

/** A sentence changed in a few places. */
export const mutant = (): fc.Arbitrary<string> =>
  fc
    .tuple(sentence(), sentence(), fc.array(edit(), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([text, other, edits, tight]) => edits.reduce((now, change) => change(now, other), tight ? glued(text) : text));

/** Operands and operators in turn, hardly a bracket: what binds to what, and what must not follow what. */
export const chain = (): fc.Arbitrary<string> => {
  const before = fc.constantFrom('', '', '', 'not ', '-', '+', '- ', '(', 'not (');
  const operand = fc.constantFrom('a', 'b', '1', '2.5', "'x'", 'null', 'f(a)', 'a[1]', '"left".c', 'case when a then b end');
  const after = fc.constantFrom('', '', '', ...tests.map((test) => ` ${test}`), '::int', ')', ' in (1, b)', ' not in (2)');
  const between = fc.constantFrom(...arithmetic, ...comparisons, ...joints);
  return fc
    .tuple(fc.array(fc.tuple(before, operand, after, between), { minLength: 1, maxLength: 5 }), before, operand, after)
    .map(([links, ...last]) => [...links.map((link) => `${link.slice(0, 3).join('')} ${link[3]} `), ...last].join(''));
};
const joints = [
  'and',
  'or',
  'and',
  'like',
  'not like',
  'ilike',
  'between',
  'not between',
  'is distinct from',
  'is not distinct from',
  'escape',
];

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

/** Each word in each place. */
export const keywordsInPlaces = (): readonly string[] => keywords.flatMap((word) => places.map((place) => place.replaceAll('?', word)));

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
