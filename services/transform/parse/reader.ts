// A cursor over tokens, with the questions a parser asks.
import { SyntaxTrouble, type Token, tokensOf } from './lexer.ts';

export type Reader = {
  readonly token: Token;
  readonly next: Token;
  readonly take: () => Token;
  readonly isWord: (word: string) => boolean;
  readonly takeWord: (word: string) => boolean;
  readonly takeSymbol: (symbol: string) => boolean;
  /** These throw SyntaxTrouble when something else stands here. */
  readonly expectWord: (word: string) => Token;
  readonly expectSymbol: (symbol: string) => Token;
  readonly unexpected: (expected: readonly string[]) => SyntaxTrouble;
  /** Counts nesting; call the result when leaving. */
  readonly enter: () => () => void;
};

const deepest = 150;

export const readerOf = (text: string): Reader => {
  const tokens = tokensOf(text);
  const last = tokens.length - 1;
  let at = 0;
  let depth = 0;
  const tokenAt = (index: number): Token => tokens[Math.min(index, last)] as Token;
  const here = (): Token => tokenAt(at);
  const take = (): Token => tokenAt(at++);
  const is = (kind: 'name' | 'operator', word: string): boolean => here().is === kind && here().text === word;
  const unexpected = (expected: readonly string[]): SyntaxTrouble =>
    new SyntaxTrouble(`${here().is === 'end' ? 'the expression ends too early' : `${here().text} is out of place`}`, here(), expected);
  const expect = (kind: 'name' | 'operator', word: string): Token => {
    if (!is(kind, word)) throw unexpected([word]);
    return take();
  };
  return {
    get token() {
      return here();
    },
    get next() {
      return tokenAt(at + 1);
    },
    take,
    isWord: (word) => is('name', word),
    takeWord: (word) => is('name', word) && take() !== undefined,
    takeSymbol: (symbol) => is('operator', symbol) && take() !== undefined,
    expectWord: (word) => expect('name', word),
    expectSymbol: (symbol) => expect('operator', symbol),
    unexpected,
    enter: () => {
      depth += 1;
      if (depth > deepest) throw new SyntaxTrouble(`an expression is nested at most ${deepest} deep`, here());
      return () => {
        depth -= 1;
      };
    },
  };
};
