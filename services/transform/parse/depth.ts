// How deep a tree is: a chain of operators is as deep as it is long. Counted without recursion, for what comes after recurs.
import type { Ast } from './ast.ts';

export const depthOf = (tree: Ast): number => {
  let depth = 0;
  let layer: readonly Ast[] = [tree];
  while (layer.length > 0) {
    depth += 1;
    layer = layer.flatMap(partsOf);
  }
  return depth;
};

const partsOf = (tree: Ast): readonly Ast[] => {
  switch (tree.is) {
    case 'operator':
      return tree.args;
    case 'call':
      return [...tree.args, ...(tree.order ?? []).map(({ value }) => value), ...(tree.where ? [tree.where] : [])];
    case 'case': {
      const branches = tree.branches.flatMap(({ when, value }) => [when, value]);
      return [...(tree.subject ? [tree.subject] : []), ...branches, ...(tree.otherwise ? [tree.otherwise] : [])];
    }
    case 'cast':
      return [tree.value];
    default:
      return [];
  }
};
