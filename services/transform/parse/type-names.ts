// Names of types inside casts: the language's own, and the names by which PostgreSQL knows the same types.
import { isTypeWord } from './keywords.ts';
import { SyntaxTrouble } from './lexer.ts';
import type { Reader } from './reader.ts';

/** The type's name in the language; names it does not know are given as written, for the checker to refuse. */
export const parseTypeName = (reader: Reader): { readonly text: string; readonly start: number; readonly end: number } => {
  const first = reader.token;
  if (first.is !== 'name' || !isTypeWord(first.text)) throw reader.unexpected(['a type']);
  reader.take();
  let { end } = first;
  if (first.text === 'double' && reader.isWord('precision')) end = reader.take().end;
  const name = synonyms.get(first.text) ?? first.text;
  const args: string[] = [];
  if (reader.takeSymbol('(')) {
    do args.push(wholeNumber(reader));
    while (reader.takeSymbol(','));
    end = reader.expectSymbol(')').end;
  }
  if (args.length > mostArguments(first.text))
    throw new SyntaxTrouble(`${first.text} is written without these digits`, { start: first.start, end });
  if (name === 'decimal' && args.length === 1) args.push('0');
  const element = args.length === 0 ? name : `${name}(${args.join(',')})`;
  if (!reader.takeSymbol('[')) return { text: element, start: first.start, end };
  return { text: `${element}[]`, start: first.start, end: reader.expectSymbol(']').end };
};

/** How many the grammar lets stand in brackets behind the name. */
const mostArguments = (name: string): number => {
  if (/^(?:int|integer|smallint|bigint|real|float|boolean|json|double)$/.test(name)) return 0;
  return /^(?:char|character|nchar|varchar|time|timestamp|interval)$/.test(name) ? 1 : Number.POSITIVE_INFINITY;
};

const wholeNumber = (reader: Reader): string => {
  const { token } = reader;
  if (token.is !== 'number' || !/^\d+$/.test(token.text) || Number(token.text) > 2147483647)
    throw new SyntaxTrouble('a whole number belongs here', token);
  return String(Number(reader.take().text));
};

const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    integer: 'int',
    int4: 'int',
    int8: 'bigint',
    bool: 'boolean',
    real: 'float',
    float4: 'float',
    float8: 'double',
    numeric: 'decimal',
    dec: 'decimal',
    bytea: 'bytes',
    jsonb: 'json',
  }),
);
