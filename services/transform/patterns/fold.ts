// Patterns that take capitals and small letters of ASCII alike.
import type { Pattern, Range } from './pattern.ts';

export const folded = (tree: Pattern): Pattern => {
  switch (tree.is) {
    case 'set':
      return { is: 'set', ranges: tree.ranges.flatMap((range) => [range, ...shifted(range, 65, 90, 32), ...shifted(range, 97, 122, -32)]) };
    case 'sequence':
      return { ...tree, parts: tree.parts.map(folded) };
    case 'choice':
      return { ...tree, branches: tree.branches.map(folded) };
    case 'repeat':
    case 'group':
      return { ...tree, of: folded(tree.of) };
    default:
      return tree;
  }
};

/** The part of a range between two letters, in the other case. */
const shifted = ([from, to]: Range, first: number, last: number, by: number): readonly Range[] => {
  const [low, high] = [Math.max(from, first), Math.min(to, last)];
  return low <= high ? [[low + by, high + by]] : [];
};
