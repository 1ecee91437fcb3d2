// Comparisons and the values they compare with: "at least 3", "> $1,000", "after 2020-01-01", "between a and b", "in March 2024".
import { monthAt, wordsAt } from './atoms.ts';
import type { Reader } from './cursor.ts';
import type { Literal, Operator } from './reading.ts';
import { spoken } from './words.ts';

type Comparator = { readonly op: Operator; readonly used: number; readonly temporal: boolean };

const phrases: readonly (readonly [Operator, boolean, readonly string[]])[] = [
  [
    '>=',
    false,
    spoken(`greater than or equal to | more than or equal to | larger than or equal to | higher than or equal to | at least |
        no less than | not less than | no fewer than | a minimum of | minimum of | >=`),
  ],
  [
    '<=',
    false,
    spoken(`less than or equal to | fewer than or equal to | lower than or equal to | smaller than or equal to | at most |
        no more than | not more than | up to | a maximum of | maximum of | <=`),
  ],
  [
    '>',
    false,
    spoken(`more than | greater than | larger than | bigger than | higher than | over | above | exceeding | exceeds | exceed |
        in excess of | >`),
  ],
  ['<', false, ['less than', 'fewer than', 'lower than', 'smaller than', 'under', 'below', '<']],
  ['>', true, ['after', 'later than']],
  ['<', true, ['before', 'earlier than', 'prior to']],
  ['>=', true, ['since', 'on or after', 'from', 'starting from']],
  ['<=', true, ['until', 'on or before', 'through', 'no later than']],
  ['<>', false, ['not equal to', 'different from', 'other than', 'not', '<>']],
  ['=', false, ['equal to', 'equals', 'equal', 'exactly', '=']],
];

const copulas: readonly string[] =
  spoken(`is | are | was | were | of | being | has | have | that is | that are | which is | value | values | amounting to |
    it is`);

/** A comparison standing here, with the copula before it; a copula alone is "=". */
export const comparatorAt = ({ atoms }: Pick<Reader, 'atoms'>, at: number): Comparator | undefined => {
  const copula = wordsAt(atoms, at, ...copulas);
  const start = at + copula;
  let best: Comparator | undefined;
  for (const [op, temporal, alternatives] of phrases) {
    const used = wordsAt(atoms, start, ...alternatives);
    if (used > 0 && used + copula > (best?.used ?? 0)) best = { op, temporal, used: used + copula };
  }
  if (best !== undefined) return best;
  const word = atoms[at]?.word ?? '';
  return copula === 1 && ['is', 'are', 'was', 'were', 'of'].includes(word) ? { op: '=', temporal: false, used: 1 } : undefined;
};

/** A value standing here: number, date, month, quoted text, true or false. `words` also takes a bare word as text. */
export const literalAt = (
  { atoms }: Pick<Reader, 'atoms'>,
  at: number,
  words = false,
): { readonly value: Literal; readonly used: number } | undefined => {
  const atom = atoms[at];
  if (atom === undefined) return undefined;
  if (atom.kind === 'date') return { value: { kind: 'date', text: atom.word }, used: 1 };
  const month = monthAt(atom);
  const year = atoms[at + 1];
  if (month > 0 && isYear(year?.word) && year !== undefined)
    return { value: { kind: 'month', text: `${year.word}-${String(month).padStart(2, '0')}` }, used: 2 };
  if (atom.kind === 'number') return { value: { kind: isYear(atom.token) ? 'year' : 'number', text: atom.word }, used: 1 };
  if (atom.kind === 'text') return { value: { kind: 'text', text: atom.word }, used: 1 };
  if (atom.kind === 'word' && (atom.word === 'true' || atom.word === 'false'))
    return { value: { kind: 'boolean', text: atom.word }, used: 1 };
  return words && atom.kind === 'word' && atom.head && atom.tail ? { value: { kind: 'text', text: atom.token }, used: 1 } : undefined;
};

const isYear = (text: string | undefined): boolean => /^(19|20)\d\d$/.test(text ?? '');

/** "10 or more", "5 or fewer": the limit counts, whatever stood before. */
export const orMore = ({ atoms }: Pick<Reader, 'atoms'>, at: number): { readonly op: Operator; readonly used: number } | undefined => {
  const more = wordsAt(atoms, at, 'or more', 'or above', 'or higher', 'or over', 'or later', 'and above', 'and more');
  if (more > 0) return { op: '>=', used: more };
  const less = wordsAt(atoms, at, 'or less', 'or fewer', 'or below', 'or lower', 'or earlier');
  return less > 0 ? { op: '<=', used: less } : undefined;
};
