// Text of an expression -> tree, with the precedence of PostgreSQL's grammar. The first mistake of a text is reported.
import { type Diagnostic, type Place, problem } from '../diagnostics.ts';
import type { Ast, OperatorName } from './ast.ts';
import { depthOf } from './depth.ts';
import { SyntaxTrouble } from './lexer.ts';
import { parseOperand } from './operands.ts';
import { level } from './precedence.ts';
import { type Reader, readerOf } from './reader.ts';
import { parseTypeName } from './type-names.ts';

export type Parsed = { readonly is: 'parsed'; readonly tree: Ast } | { readonly is: 'wrong'; readonly problem: Diagnostic };

export const parse = (text: string, path: string): Parsed => {
  try {
    const reader = readerOf(text);
    const tree = parseExpression(reader, level.lowest);
    if (reader.token.is !== 'end') throw reader.unexpected(['an operator', 'the end']);
    if (depthOf(tree) > deepest) throw new SyntaxTrouble(`an expression is at most ${deepest} operators deep`, tree);
    return { is: 'parsed', tree };
  } catch (trouble) {
    if (!(trouble instanceof SyntaxTrouble)) throw trouble;
    const place: Place = { path, start: trouble.start, end: trouble.end };
    return {
      is: 'wrong',
      problem: problem('syntax', place, text.slice(trouble.start, trouble.end), capital(trouble.message), trouble.expected),
    };
  }
};

// the checker and the engines follow a tree down to its leaves
const deepest = 500;

const parseExpression = (reader: Reader, least: number): Ast => {
  const leave = reader.enter();
  let left = parseOperand(reader, (inside) => parseExpression(reader, inside), least);
  // operators of which two in a row have no meaning: a < b < c
  let closed = Number.POSITIVE_INFINITY;
  for (;;) {
    const next = infixAt(reader);
    if (next === undefined || next.level < least) break;
    if (next.level === closed) throw reader.unexpected(['and', 'or', 'the end']);
    left = next.parse(reader, left);
    closed = next.chains ? Number.POSITIVE_INFINITY : next.level;
  }
  leave();
  return left;
};

type Infix = { readonly level: number; readonly chains: boolean; readonly parse: (reader: Reader, left: Ast) => Ast };

const infixAt = (reader: Reader): Infix | undefined => {
  const { token } = reader;
  if (token.is === 'operator') return symbols.get(token.text);
  if (token.is !== 'name') return undefined;
  if (token.text === 'not')
    return negatable.has(reader.next.text) && reader.next.is === 'name' ? negatedInfix(reader.next.text) : undefined;
  return words.get(token.text);
};

const binary = (name: OperatorName, at: number, chains = true): Infix => ({
  level: at,
  chains,
  parse: (reader, left) => {
    reader.take();
    const right = parseExpression(reader, at + 1);
    return { is: 'operator', name, args: [left, right], start: left.start, end: right.end };
  },
});

const symbols: ReadonlyMap<string, Infix> = new Map(
  Object.entries({
    '=': binary('equal', level.comparison, false),
    '<>': binary('not-equal', level.comparison, false),
    '<': binary('less', level.comparison, false),
    '<=': binary('less-or-equal', level.comparison, false),
    '>': binary('greater', level.comparison, false),
    '>=': binary('greater-or-equal', level.comparison, false),
    '||': binary('join-text', level.text),
    '+': binary('add', level.sum),
    '-': binary('subtract', level.sum),
    '*': binary('multiply', level.product),
    '/': binary('divide', level.product),
    '%': binary('modulo', level.product),
    '::': {
      level: level.cast,
      chains: true,
      parse: (reader, value) => {
        reader.take();
        const type = parseTypeName(reader);
        return { is: 'cast', value, type: type.text, typeAt: type, start: value.start, end: type.end };
      },
    },
  }),
);

const words: ReadonlyMap<string, Infix> = new Map(
  Object.entries({
    or: binary('or', level.or),
    and: binary('and', level.and),
    like: { level: level.matching, chains: false, parse: (reader, left) => parseLike(reader, left, 'like') },
    ilike: { level: level.matching, chains: false, parse: (reader, left) => parseLike(reader, left, 'ilike') },
    in: { level: level.matching, chains: false, parse: (reader, left) => parseIn(reader, left, 'in') },
    between: { level: level.matching, chains: false, parse: (reader, left) => parseBetween(reader, left, 'between') },
    is: { level: level.is, chains: false, parse: (reader, left) => parseIs(reader, left) },
  }),
);

const negatable = new Set(['like', 'ilike', 'in', 'between']);
const negatedInfix = (word: string): Infix => ({
  level: level.matching,
  chains: false,
  parse: (reader, left) => {
    reader.take();
    if (word === 'in') return parseIn(reader, left, 'not-in');
    if (word === 'between') return parseBetween(reader, left, 'not-between');
    return parseLike(reader, left, word === 'like' ? 'not-like' : 'not-ilike');
  },
});

const parseLike = (reader: Reader, left: Ast, name: 'like' | 'ilike' | 'not-like' | 'not-ilike'): Ast => {
  reader.take();
  const pattern = parseExpression(reader, level.text);
  if (!reader.takeWord('escape')) return { is: 'operator', name, args: [left, pattern], start: left.start, end: pattern.end };
  const mark = parseExpression(reader, level.text);
  return { is: 'operator', name, args: [left, pattern, mark], start: left.start, end: mark.end };
};

const parseIn = (reader: Reader, left: Ast, name: 'in' | 'not-in'): Ast => {
  reader.take();
  reader.expectSymbol('(');
  const items = [parseExpression(reader, level.lowest)];
  while (reader.takeSymbol(',')) items.push(parseExpression(reader, level.lowest));
  const close = reader.expectSymbol(')');
  return { is: 'operator', name, args: [left, ...items], start: left.start, end: close.end };
};

const parseBetween = (reader: Reader, left: Ast, name: 'between' | 'not-between'): Ast => {
  reader.take();
  const low = parseExpression(reader, level.text);
  reader.expectWord('and');
  const high = parseExpression(reader, level.text);
  return { is: 'operator', name, args: [left, low, high], start: left.start, end: high.end };
};

const parseIs = (reader: Reader, left: Ast): Ast => {
  reader.take();
  const not = reader.takeWord('not');
  if (reader.takeWord('distinct')) {
    reader.expectWord('from');
    const right = parseExpression(reader, level.comparison);
    return { is: 'operator', name: not ? 'is-not-distinct' : 'is-distinct', args: [left, right], start: left.start, end: right.end };
  }
  const word = reader.token;
  if (word.is !== 'name' || !(word.text === 'null' || word.text === 'true' || word.text === 'false' || word.text === 'unknown')) {
    throw reader.unexpected(['null', 'true', 'false', 'unknown', 'distinct from']);
  }
  reader.take();
  return { is: 'operator', name: `is-${not ? 'not-' : ''}${word.text}`, args: [left], start: left.start, end: word.end };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
