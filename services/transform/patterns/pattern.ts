// Regular expressions of the language as trees: the part of their syntax that means the same to every engine. Letters fold and \d, \w, \s stand for ASCII only.
import { classes, classRanges, literalOf, single } from './classes.ts';
import { folded } from './fold.ts';
import { type Reader, readerOf } from './reader.ts';

/** Code points, ends included. */
export type Range = readonly [number, number];
export type Pattern =
  | { readonly is: 'set'; readonly ranges: readonly Range[] }
  | { readonly is: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly is: 'choice'; readonly branches: readonly Pattern[] }
  /** `most` is Infinity for * and +. Always greedy. */
  | { readonly is: 'repeat'; readonly of: Pattern; readonly least: number; readonly most: number }
  | { readonly is: 'group'; readonly of: Pattern; readonly captures: boolean }
  /** The start and the very end of the text, and the edge of a word. */
  | { readonly is: 'start' | 'end' | 'boundary' };

/** What is wrong with a pattern, in words. */
export class PatternTrouble extends Error {
  override readonly name = 'PatternTrouble';
}

/** Throws PatternTrouble for what is no pattern, or would not mean the same everywhere. */
export const parsePattern = (text: string): Pattern => {
  const reader = readerOf(text);
  const folds = reader.takeAll('(?i)');
  const tree = choice(reader);
  if (!reader.atEnd()) throw new PatternTrouble('a bracket is closed that was not opened');
  return folds ? folded(tree) : tree;
};

export const countGroups = (tree: Pattern): number => {
  switch (tree.is) {
    case 'group':
      return (tree.captures ? 1 : 0) + countGroups(tree.of);
    case 'repeat':
      return countGroups(tree.of);
    case 'sequence':
      return tree.parts.reduce((all, part) => all + countGroups(part), 0);
    case 'choice':
      return tree.branches.reduce((all, part) => all + countGroups(part), 0);
    default:
      return 0;
  }
};

export const lastPoint = 0x10ffff;
/** All but the ranges. */
export const complement = (ranges: readonly Range[]): readonly Range[] => {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const rest: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) rest.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return next <= lastPoint ? [...rest, [next, lastPoint]] : rest;
};

const choice = (reader: Reader): Pattern => {
  const branches = [sequence(reader)];
  while (reader.takeAll('|')) branches.push(sequence(reader));
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : { is: 'choice', branches };
};

const sequence = (reader: Reader): Pattern => {
  const parts: Pattern[] = [];
  while (!reader.atEnd() && reader.peek() !== '|' && reader.peek() !== ')') parts.push(repeated(atom(reader), reader));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { is: 'sequence', parts };
};

const repeated = (of: Pattern, reader: Reader): Pattern => {
  const count = countAt(reader);
  if (count === undefined) return of;
  if (of.is === 'start' || of.is === 'end' || of.is === 'boundary') throw new PatternTrouble('a place in the text cannot be repeated');
  if (reader.takeAll('?'))
    throw new PatternTrouble('lazy repetition (*?, +?) finds another text in each engine; name what may not be passed: [^,]*');
  if (reader.takeAll('+') || countAt(reader) !== undefined) throw new PatternTrouble('a repetition is not repeated');
  return { is: 'repeat', of, ...count };
};

const countAt = (reader: Reader): { readonly least: number; readonly most: number } | undefined => {
  if (reader.takeAll('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
  if (reader.takeAll('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (reader.takeAll('?')) return { least: 0, most: 1 };
  if (!reader.takeAll('{')) return undefined;
  let text = '';
  while (reader.peek() !== '}') text += reader.take();
  reader.take();
  const match = /^(\d{1,3})(,(\d{1,3})?)?$/.exec(text);
  const [, least = '', comma, most] = match ?? [];
  const count = {
    least: Number(least),
    most: most !== undefined ? Number(most) : comma === undefined ? Number(least) : Number.POSITIVE_INFINITY,
  };
  if (match === null || count.least > mostTimes || (count.most > mostTimes && most !== undefined) || count.least > count.most) {
    throw new PatternTrouble(`{${text}} is no number of times; {2}, {2,} and {2,5} are, up to ${mostTimes}`);
  }
  return count;
};
// PostgreSQL counts no further
const mostTimes = 255;

const atom = (reader: Reader): Pattern => {
  const character = reader.take();
  if (character === '(') return group(reader);
  if (character === '[') return set(classRanges(reader));
  if (character === '.') return set([[0, lastPoint]]);
  if (character === '^') return { is: 'start' };
  if (character === '$') return { is: 'end' };
  if (character === '\\') return escaped(reader);
  if ('*+?{'.includes(character)) throw new PatternTrouble(`${character} stands where there is nothing to repeat`);
  if ('}]'.includes(character)) throw new PatternTrouble(`${character} stands for itself only after a backslash`);
  return set([single(character)]);
};

const group = (reader: Reader): Pattern => {
  const captures = !reader.takeAll('?:');
  if (captures && reader.peek() === '?')
    throw new PatternTrouble('looking ahead or behind, names of groups and flags inside are not part of the language');
  const of = choice(reader);
  if (!reader.takeAll(')')) throw new PatternTrouble('a bracket is not closed');
  return { is: 'group', of, captures };
};

const escaped = (reader: Reader): Pattern => {
  const character = reader.take();
  const ranges = classes.get(character.toLowerCase());
  if (ranges !== undefined) return set(character === character.toLowerCase() ? ranges : complement(ranges));
  if (character === 'b') return { is: 'boundary' };
  return set([single(literalOf(character))]);
};

/** The character that an escape stands for. */
const set = (ranges: readonly Range[]): Pattern => ({ is: 'set', ranges });
