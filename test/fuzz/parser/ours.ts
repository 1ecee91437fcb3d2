// Our tree in the form in which it is compared.
import type { Ast } from '../../../services/transform/parse/ast.ts';
import { flag, isLanguageType, type Neutral, numeral } from './neutral.ts';

/** Our tree. */
export const ofOurs = (tree: Ast): Neutral => {
  const inner = ofOurs;
  switch (tree.is) {
    case 'column':
      return ['column', ...(tree.side === undefined ? [] : [tree.side]), tree.name];
    case 'number':
      return numeral(tree.text);
    case 'text':
      return ['text', tree.value];
    case 'boolean':
      return ['boolean', String(tree.value)];
    case 'null':
      return ['null'];
    case 'typed-text':
      return ['cast', ['text', tree.value], tree.type];
    case 'operator':
      return ourOperator(tree.name, tree.args.map(inner));
    case 'call':
      return ourCall(tree, inner);
    case 'case': {
      const branches = tree.branches.map(({ when, value }) => [inner(when), inner(value)]);
      return ['case', tree.subject ? inner(tree.subject) : [], branches, tree.otherwise ? inner(tree.otherwise) : []];
    }
    case 'cast':
      return ['cast', inner(tree.value), isLanguageType(tree.type) ? tree.type : 'another type'];
  }
};

const ourOperator = (name: string, args: readonly Neutral[]): Neutral => {
  const [first] = args;
  if (name === 'negate' && Array.isArray(first) && first[0] === 'number') return numeral(opposite(String(first[1])));
  return name === 'and' || name === 'or' ? flat(name, args) : [name, ...args];
};

const ourCall = (tree: Extract<Ast, { is: 'call' }>, inner: (part: Ast) => Neutral): Neutral => {
  const keys = (tree.order ?? []).map((key) => [inner(key.value), key.direction, key.nulls]);
  const args = tree.args.map(inner);
  if (tree.name === 'array' && !tree.star) return ['call', 'array', args];
  return ['call', tree.name, args, flag(tree.star, '*'), flag(tree.distinct, 'distinct'), keys, tree.where ? inner(tree.where) : []];
};

/** `a and b and c` is one list to PostgreSQL, also where brackets stand around the first two. */
const flat = (name: string, [first, ...rest]: readonly Neutral[]): Neutral =>
  Array.isArray(first) && first[0] === name ? [...first, ...rest] : [name, first ?? [], ...rest];

const opposite = (text: string): string => (text.startsWith('-') ? text.slice(1) : `-${text}`);
