// A pattern as text for an engine; what engines write differently, they say.
import { complement, lastPoint, type Pattern, type Range } from './pattern.ts';

export type Notation = { readonly any: string; readonly end: string; readonly boundary: string };

export const writtenPattern = (tree: Pattern, notation: Notation): string => {
  const inner = (part: Pattern): string => writtenPattern(part, notation);
  switch (tree.is) {
    case 'set':
      return setText(tree.ranges, notation);
    case 'sequence':
      return tree.parts.map(inner).join('');
    case 'choice':
      return tree.branches.map(inner).join('|');
    case 'repeat':
      return `${inner(tree.of)}${times(tree.least, tree.most)}`;
    case 'group':
      return `(${tree.captures ? '' : '?:'}${inner(tree.of)})`;
    case 'start':
      return '^';
    case 'end':
      return notation.end;
    case 'boundary':
      return notation.boundary;
  }
};

const times = (least: number, most: number): string => {
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  if (least === 0 && most === 1) return '?';
  return least === most ? `{${least}}` : `{${least},${most}}`;
};

const setText = (ranges: readonly Range[], notation: Notation): string => {
  const merged = complement(complement(ranges));
  const [only] = merged;
  if (merged.length === 1 && only !== undefined) {
    if (only[0] === 0 && only[1] === lastPoint) return notation.any;
    if (only[0] === only[1]) return character(only[0], false);
  }
  const rest = complement(merged);
  return merged.at(-1)?.[1] === lastPoint ? `[^${rest.map(rangeText).join('')}]` : `[${merged.map(rangeText).join('')}]`;
};

const rangeText = ([from, to]: Range): string =>
  from === to ? character(from, true) : `${character(from, true)}${to > from + 1 ? '-' : ''}${character(to, true)}`;

/** Letters and digits stand for themselves, marks that mean something after a backslash, what cannot be seen by its number. */
const character = (code: number, inClass: boolean): string => {
  const text = String.fromCodePoint(code);
  if ((inClass ? '\\]^-[&' : '\\^$.|?*+()[]{}').includes(text)) return `\\${text}`;
  const isPlain = code > 0xffff || /[\p{L}\p{N}\p{P}\p{S} ]/u.test(text);
  return isPlain ? text : `\\u${code.toString(16).padStart(4, '0')}`;
};
