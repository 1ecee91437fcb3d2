// A prompt as a row of atoms: words split at underscores and capitals, numbers, dates, quoted texts, signs. Each knows its place in the prompt.
import { months, numberWords, stemOf } from './words.ts';

export type Atom = {
  readonly kind: 'word' | 'number' | 'date' | 'text' | 'sign';
  /** Lower-case word, sign, number in plain digits, ISO date, or the text between quotes. */
  readonly word: string;
  readonly stem: string;
  /** The written token it is part of, and its place in the prompt. */
  readonly token: string;
  readonly start: number;
  readonly end: number;
  /** First and last atom of its token. */
  readonly head: boolean;
  readonly tail: boolean;
};

const pattern = new RegExp(
  [
    String.raw`(?<date>\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-])`,
    String.raw`(?<number>-?[$€£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?[$€£]?\d+(?:\.\d+)?)(?<scale>k|m)?(?![\p{L}\d_])`,
    String.raw`(?<text>(?<![\p{L}\d])'[^'\n]*'(?![\p{L}\d])|"[^"\n]*"|“[^”\n]*”|‘[^’\n]*’)`,
    "(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)(?:['’]s(?![\\p{L}]))?",
    String.raw`(?<sign>>=|<=|<>|!=|==|≥|≤|≠|[^\s])`,
  ].join('|'),
  'giu',
);

export const atomsOf = (prompt: string): readonly Atom[] => [...prompt.matchAll(pattern)].flatMap((match) => atomsOfToken(match, prompt));

const atomsOfToken = (match: RegExpMatchArray, prompt: string): readonly Atom[] => {
  const { date, number, scale, text, word, sign } = match.groups ?? {};
  const start = match.index ?? 0;
  const place = { token: match[0], start, end: start + match[0].length, head: true, tail: true };
  if (date !== undefined) return [{ kind: 'date', word: date, stem: date, ...place }];
  if (number !== undefined) return [atomOfNumber(scaled(number.replaceAll(/[$€£,]/g, ''), scale), place)];
  if (text !== undefined) return [{ kind: 'text', word: text.slice(1, -1), stem: '', ...place }];
  if (word !== undefined) return atomsOfWord(word, place);
  const isDot = sign === '.' && /\S/.test(prompt[start + 1] ?? ' ') && /\S/.test(prompt[start - 1] ?? ' ');
  const plain = isDot ? 'dot' : (signs[sign ?? ''] ?? sign ?? '');
  return [{ kind: 'sign', word: plain, stem: plain, ...place }];
};

const signs: Readonly<Record<string, string>> = { '≥': '>=', '≤': '<=', '≠': '<>', '!=': '<>', '==': '=' };

type Place = Pick<Atom, 'token' | 'start' | 'end' | 'head' | 'tail'>;

const atomOfNumber = (word: string, place: Place): Atom => ({ kind: 'number', word, stem: word, ...place });

const scaled = (digits: string, scale: string | undefined): string =>
  scale === undefined ? digits : String(Math.round(Number(digits) * (scale.toLowerCase() === 'k' ? 1e3 : 1e6)));

const atomsOfWord = (word: string, place: Place): readonly Atom[] => {
  const spelled = numberWords[word.toLowerCase()];
  if (spelled !== undefined) return [atomOfNumber(String(spelled), place)];
  const parts = word
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .split('_')
    .filter((part) => part !== '');
  return parts.map((part, n) => ({
    kind: 'word',
    word: part.toLowerCase(),
    stem: stemOf(part),
    ...place,
    token: word,
    head: n === 0,
    tail: n === parts.length - 1,
  }));
};

/** The words of the prompt from one atom up to (not with) another, as written. */
export const phraseOf = (prompt: string, atoms: readonly Atom[], from: number, to: number): string => {
  const first = atoms[from];
  const last = atoms[Math.max(from, to - 1)];
  return first === undefined || last === undefined ? '' : prompt.slice(first.start, last.end).slice(0, 400);
};

/** Number of atoms when these words stand here (one of the alternatives, longest first); 0 when none does. */
export const wordsAt = (atoms: readonly Atom[], at: number, ...alternatives: readonly string[]): number => {
  let longest = 0;
  for (const alternative of alternatives) {
    const words = alternative.split(' ');
    const found = words.every((word, n) => {
      const atom = atoms[at + n];
      return atom !== undefined && atom.kind !== 'text' && atom.word === word;
    });
    if (found && words.length > longest) longest = words.length;
  }
  return longest;
};

export const monthAt = (atom: Atom | undefined): number => {
  const word = atom?.kind === 'word' ? atom.word : '';
  return word.length < 3
    ? 0
    : months.findIndex((month) => month === word || (word.length === 3 && word !== 'may' && month.startsWith(word))) + 1;
};
