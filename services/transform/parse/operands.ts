// What operators stand between: values, columns, elements of arrays, CASE, words with a sign or NOT before them.
import type { Ast } from './ast.ts';
import { parseCall } from './calls.ts';
import { isReserved } from './keywords.ts';
import { SyntaxTrouble } from './lexer.ts';
import { level } from './precedence.ts';
import type { Reader } from './reader.ts';

/** Parses an expression whose operators bind at least so strongly. */
type Inner = (least: number) => Ast;

/** `least` is how strongly the operator before it binds at least. */
export const parseOperand = (reader: Reader, inner: Inner, least: number): Ast => {
  const { token } = reader;
  if (token.is === 'operator' && (token.text === '-' || token.text === '+')) {
    reader.take();
    const value = inner(level.sign);
    return { is: 'operator', name: token.text === '-' ? 'negate' : 'plus', args: [value], start: token.start, end: value.end };
  }
  if (token.is === 'operator' && token.text === '(') {
    reader.take();
    const content = inner(level.lowest);
    const close = reader.expectSymbol(')');
    return parseElement(reader, inner, { ...content, start: token.start, end: close.end });
  }
  if (token.is === 'number') return { is: 'number', text: reader.take().text, start: token.start, end: token.end };
  if (token.is === 'text') return { is: 'text', value: reader.take().text, start: token.start, end: token.end };
  if (token.is === 'quoted-name') return parseColumn(reader, inner);
  if (token.is === 'name') return parseWord(reader, inner, least);
  throw reader.unexpected(['a column', 'a value', 'a function']);
};

const parseWord = (reader: Reader, inner: Inner, least: number): Ast => {
  const { token, next } = reader;
  const place = { start: token.start, end: token.end };
  if (token.text === 'not') {
    // PostgreSQL reads it in some such places and in others not
    if (least > level.not)
      throw new SyntaxTrouble('not binds more weakly than what stands before it: it needs brackets', token, ['(not …)']);
    reader.take();
    const value = inner(level.not);
    return { is: 'operator', name: 'not', args: [value], start: token.start, end: value.end };
  }
  if (token.text === 'true' || token.text === 'false') return { is: 'boolean', value: reader.take().text === 'true', ...place };
  if (token.text === 'null') {
    reader.take();
    return { is: 'null', ...place };
  }
  if (token.text === 'case') return parseCase(reader, inner);
  if ((token.text === 'date' || token.text === 'timestamp') && next.is === 'text') {
    reader.take();
    const value = reader.take();
    return { is: 'typed-text', type: token.text, value: value.text, start: token.start, end: value.end };
  }
  if (next.is === 'operator' && next.text === '(') return parseCall(reader, inner);
  return parseColumn(reader, inner);
};

const parseColumn = (reader: Reader, inner: Inner): Ast => {
  const token = reader.take();
  const place = { start: token.start, end: token.end };
  if ((token.text === 'left' || token.text === 'right') && reader.takeSymbol('.'))
    return parseElement(reader, inner, sided(reader, token.text, token.start));
  if (token.is === 'name' && isReserved(token.text)) {
    throw new SyntaxTrouble(`${token.text} is a word of SQL; a column of that name is written in quotes`, place, [`"${token.text}"`]);
  }
  if (reader.token.is === 'operator' && reader.token.text === '.') {
    const plain = reader.next.is === 'name' || reader.next.is === 'quoted-name' ? [reader.next.text] : [];
    const qualifier = { start: token.start, end: reader.token.end };
    throw new SyntaxTrouble('a step sees the plain columns of its input, without the name of a table', qualifier, plain);
  }
  return parseElement(reader, inner, { is: 'column', name: token.text, quoted: token.is === 'quoted-name', ...place });
};

/** PostgreSQL reads left and right before a point only in quotes: here they are read without, too. */
const sided = (reader: Reader, side: 'left' | 'right', start: number): Ast => {
  const { token } = reader;
  if (token.is !== 'name' && token.is !== 'quoted-name') throw reader.unexpected(['a column']);
  reader.take();
  return { is: 'column', name: token.text, quoted: token.is === 'quoted-name', side, start, end: token.end };
};

/** As in PostgreSQL, an element is taken of a column or of something in brackets, not of a call as it stands. */
const parseElement = (reader: Reader, inner: Inner, array: Ast): Ast => {
  if (!reader.takeSymbol('[')) return array;
  const at = inner(level.lowest);
  const { end } = reader.expectSymbol(']');
  return { is: 'operator', name: 'element', args: [array, at], start: array.start, end };
};

const parseCase = (reader: Reader, inner: Inner): Ast => {
  const { start } = reader.take();
  const subject = reader.isWord('when') ? undefined : inner(level.lowest);
  const branches: { when: Ast; value: Ast }[] = [];
  do {
    reader.expectWord('when');
    const when = inner(level.lowest);
    reader.expectWord('then');
    branches.push({ when, value: inner(level.lowest) });
  } while (reader.isWord('when'));
  const otherwise = reader.takeWord('else') ? inner(level.lowest) : undefined;
  const end = reader.expectWord('end');
  return { is: 'case', subject, branches, otherwise, start, end: end.end };
};
