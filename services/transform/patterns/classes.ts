// Sets of characters as patterns write them: classes in brackets, \d and its like, escapes.
import { complement, PatternTrouble, type Range } from './pattern.ts';
import type { Reader } from './reader.ts';

export const literalOf = (character: string): string => {
  const control = controls.get(character);
  if (control !== undefined) return control;
  if (/[1-9]/.test(character)) throw new PatternTrouble('a pattern does not refer back to its groups');
  if (/[\p{L}\p{N}]/u.test(character))
    throw new PatternTrouble(`\\${character} is not part of the language; \\d \\w \\s \\b \\t \\n \\r are`);
  return character;
};

export const classRanges = (reader: Reader): readonly Range[] => {
  const negated = reader.takeAll('^');
  const ranges: Range[] = [];
  if (reader.peek() === ']') throw new PatternTrouble('[] holds nothing; ] stands for itself after a backslash');
  while (!reader.takeAll(']')) ranges.push(...classItem(reader));
  return negated ? complement(ranges) : ranges;
};

const classItem = (reader: Reader): readonly Range[] => {
  const first = reader.take();
  if (first === '[') throw new PatternTrouble('[ inside a class stands after a backslash; classes by name are not part of the language');
  if (first === '&' && reader.peek() === '&') throw new PatternTrouble('&& inside a class stands after backslashes');
  let from = first;
  if (first === '\\') {
    const character = reader.take();
    const ranges = classes.get(character.toLowerCase());
    if (ranges !== undefined) return character === character.toLowerCase() ? ranges : complement(ranges);
    from = literalOf(character);
  }
  if (!reader.takeAll('-')) return [single(from)];
  if (reader.peek() === ']') return [single(from), single('-')];
  const last = reader.take();
  if (last === '[') throw new PatternTrouble('[ inside a class stands after a backslash');
  const to = last === '\\' ? literalOf(reader.take()) : last;
  const range: Range = [single(from)[0], single(to)[0]];
  if (range[0] > range[1]) throw new PatternTrouble(`${from}-${to} is no range`);
  return [range];
};

export const single = (character: string): Range => {
  const code = character.codePointAt(0) ?? 0;
  return [code, code];
};

export const classes: ReadonlyMap<string, readonly Range[]> = new Map([
  ['d', [[48, 57]]],
  [
    'w',
    [
      [48, 57],
      [65, 90],
      [95, 95],
      [97, 122],
    ],
  ],
  [
    's',
    [
      [9, 13],
      [32, 32],
    ],
  ],
]);
const controls: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);
