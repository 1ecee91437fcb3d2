// Function calls, and those that PostgreSQL's grammar gives a syntax of their own: cast(x as t), extract(f from x), position(a in b).
import type { Ast } from './ast.ts';
import { SyntaxTrouble } from './lexer.ts';
import { level } from './precedence.ts';
import type { Reader } from './reader.ts';
import { parseTypeName } from './type-names.ts';

/** Parses an expression whose operators bind at least so strongly. */
type Inner = (least: number) => Ast;

/** The cursor stands on the name; an opening bracket follows. */
export const parseCall = (reader: Reader, inner: Inner): Ast => {
  const name = reader.take();
  reader.expectSymbol('(');
  if (name.text === 'cast') return parseCast(reader, inner, name.start);
  if (name.text === 'extract') return parseExtract(reader, inner, name);
  if (name.text === 'position') return parsePosition(reader, inner, name);
  if (notFunctions.has(name.text)) throw new SyntaxTrouble(`${name.text} is not part of the language`, name);
  return parsePlainCall(reader, inner, name);
};

type Name = { readonly text: string; readonly start: number; readonly end: number };

const parsePlainCall = (reader: Reader, inner: Inner, name: Name): Ast => {
  const star = reader.token.text === '*' && reader.token.is === 'operator' && reader.take() !== undefined;
  const distinct = !star && reader.takeWord('distinct');
  const args: Ast[] = [];
  if (!star && !isClose(reader)) {
    do args.push(inner(level.lowest));
    while (reader.takeSymbol(','));
  }
  let end = reader.expectSymbol(')').end;
  let where: Ast | undefined;
  if (reader.isWord('filter') && reader.next.text === '(') {
    reader.take();
    reader.take();
    reader.expectWord('where');
    where = inner(level.lowest);
    end = reader.expectSymbol(')').end;
  }
  return { is: 'call', name: name.text, nameEnd: name.end, args, star, distinct, where, start: name.start, end };
};

const parseCast = (reader: Reader, inner: Inner, start: number): Ast => {
  const value = inner(level.lowest);
  reader.expectWord('as');
  const type = parseTypeName(reader);
  const { end } = reader.expectSymbol(')');
  return { is: 'cast', value, type: type.text, typeAt: type, start, end };
};

const parseExtract = (reader: Reader, inner: Inner, name: Name): Ast => {
  const field = reader.take();
  if (field.is !== 'name' || !fields.has(field.text)) {
    throw new SyntaxTrouble('extract takes a part of a date', field, [...fields]);
  }
  reader.expectWord('from');
  const value = inner(level.lowest);
  const { end } = reader.expectSymbol(')');
  return { ...plain(field.text, name, end), args: [value] };
};

const parsePosition = (reader: Reader, inner: Inner, name: Name): Ast => {
  const part = inner(level.text);
  reader.expectWord('in');
  const whole = inner(level.text);
  const { end } = reader.expectSymbol(')');
  return { ...plain('position', name, end), args: [part, whole] };
};

const plain = (text: string, name: Name, end: number) =>
  ({
    is: 'call',
    name: text,
    nameEnd: name.end,
    args: [],
    star: false,
    distinct: false,
    where: undefined,
    start: name.start,
    end,
  }) as const;

const isClose = (reader: Reader): boolean => reader.token.is === 'operator' && reader.token.text === ')';

const fields = new Set(['year', 'quarter', 'month', 'day', 'hour', 'minute', 'second', 'isodow']);
// words of the grammar before which a bracket means something else than a call
const notFunctions = new Set(
  `any all some array row exists select values in not and or when then else between interval grouping overlay treat normalize setof
  bit char character dec decimal float int integer national nchar numeric real smallint bigint boolean time timestamp varchar xmlelement
  xmlforest xmlparse json_object json_array precision`.split(/\s+/),
);
