// Function calls, and those that PostgreSQL's grammar gives a syntax of their own: cast(x as t), extract(f from x), position(a in b).
import type { Ast, SortItem } from './ast.ts';
import { isCallable } from './keywords.ts';
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
  if (name.text === 'trim') return parseTrim(reader, inner, name);
  if (choices.has(name.text)) return parseChoice(reader, inner, name);
  if (!isCallable(name.text)) throw new SyntaxTrouble(`${name.text} is not part of the language`, name);
  return parsePlainCall(reader, inner, name);
};

type Name = { readonly text: string; readonly start: number; readonly end: number };

/** The grammar knows these by name: nothing but arguments stands in their brackets, and no filter behind them. */
const parseChoice = (reader: Reader, inner: Inner, name: Name): Ast => {
  const args: Ast[] = [];
  do args.push(inner(level.lowest));
  while (reader.takeSymbol(','));
  const { end } = reader.expectSymbol(')');
  if (name.text === 'nullif' && args.length !== 2) throw new SyntaxTrouble('nullif takes two values', name, ['nullif(a, b)']);
  return { ...plain(name.text, name, end), args };
};
const choices = new Set(['coalesce', 'greatest', 'least', 'nullif', 'substring']);

const parsePlainCall = (reader: Reader, inner: Inner, name: Name): Ast => {
  const star = reader.token.text === '*' && reader.token.is === 'operator' && reader.take() !== undefined;
  const distinct = !star && reader.takeWord('distinct');
  const args: Ast[] = [];
  if (distinct || !(star || isClose(reader))) {
    do args.push(inner(level.lowest));
    while (reader.takeSymbol(','));
  }
  const order = !star && reader.isWord('order') ? parseOrder(reader, inner) : undefined;
  let end = reader.expectSymbol(')').end;
  let where: Ast | undefined;
  if (reader.isWord('filter') && reader.next.text === '(') {
    reader.take();
    reader.take();
    reader.expectWord('where');
    where = inner(level.lowest);
    end = reader.expectSymbol(')').end;
  }
  if (reader.isWord('over')) throw new SyntaxTrouble(overElsewhere, reader.token, ['a step with do: window']);
  const sorted = order !== undefined && { order };
  return { is: 'call', name: name.text, nameEnd: name.end, args, star, distinct, where, ...sorted, start: name.start, end };
};
const overElsewhere = 'a window stands beside the expression: partition, order and frame of a window step';

/** NULLs sort last unless it is said otherwise, in either direction. */
const parseOrder = (reader: Reader, inner: Inner): readonly SortItem[] => {
  reader.take();
  reader.expectWord('by');
  const order: SortItem[] = [];
  do {
    const value = inner(level.lowest);
    const direction = reader.takeWord('desc') ? 'desc' : 'asc';
    if (direction === 'asc') reader.takeWord('asc');
    order.push({ value, direction, nulls: parseNulls(reader) });
  } while (reader.takeSymbol(','));
  return order;
};

const parseNulls = (reader: Reader): 'first' | 'last' => {
  if (!reader.takeWord('nulls') || reader.takeWord('last')) return 'last';
  reader.expectWord('first');
  return 'first';
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

/** trim(x), trim(x, 'chars'), and SQL's trim(leading 'chars' from x). */
const parseTrim = (reader: Reader, inner: Inner, name: Name): Ast => {
  const side = ['both', 'leading', 'trailing'].find((word) => reader.takeWord(word)) ?? 'both';
  const of = side === 'leading' ? 'ltrim' : side === 'trailing' ? 'rtrim' : 'trim';
  const args: Ast[] = [];
  if (!reader.isWord('from')) {
    do args.push(inner(level.lowest));
    while (reader.takeSymbol(','));
  }
  if (args.length <= 1 && reader.takeWord('from')) args.unshift(inner(level.lowest));
  const { end } = reader.expectSymbol(')');
  return { ...plain(of, name, end), args };
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

const fields = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'isodow', 'isoyear', 'doy', 'epoch']);
