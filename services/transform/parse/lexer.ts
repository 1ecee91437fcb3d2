// Text of an expression -> tokens. Splits characters exactly where PostgreSQL's own scanner does; what it would read otherwise is refused.

export type Token = {
  readonly is: 'name' | 'quoted-name' | 'number' | 'text' | 'operator' | 'end';
  /** Names folded to lower case, quotes and doubled quotes removed, `!=` as `<>`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

/** Thrown inside parse/ only; parse turns it into a diagnostic. Characters are counted from 0, end excluded. */
export class SyntaxTrouble extends Error {
  override readonly name = 'SyntaxTrouble';
  readonly start: number;
  readonly end: number;
  readonly expected: readonly string[];
  constructor(message: string, at: { readonly start: number; readonly end: number }, expected: readonly string[] = []) {
    super(message);
    this.start = at.start;
    this.end = at.end;
    this.expected = expected;
  }
}

export const tokensOf = (source: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = skipBlanks(source, 0);
  while (at < source.length) {
    const token = tokenAt(source, at);
    tokens.push(token);
    at = skipBlanks(source, token.end);
  }
  return [...tokens, { is: 'end', text: 'the end', start: source.length, end: source.length }];
};

const tokenAt = (source: string, start: number): Token => {
  const first = source.charAt(start);
  if (first === "'") return quoted(source, start, "'", 'text');
  if (first === '"') return quoted(source, start, '"', 'quoted-name');
  const number = match(numberPattern, source, start);
  if (number !== undefined) return numberToken(source, start, number);
  const name = match(namePattern, source, start);
  if (name !== undefined) return nameToken(source, start, name);
  if ('(),.[]'.includes(first)) return { is: 'operator', text: first, start, end: start + 1 };
  if (source.startsWith('::', start)) return { is: 'operator', text: '::', start, end: start + 2 };
  const run = match(operatorPattern, source, start);
  if (run !== undefined) return operatorToken(run, start);
  throw new SyntaxTrouble(`the character ${JSON.stringify(first)} has no meaning here`, { start, end: start + 1 });
};

const nameToken = (source: string, start: number, name: string): Token => {
  const end = start + name.length;
  // e'…', b'…', x'…', n'…', u&'…' are other kinds of literals in PostgreSQL
  if (/^(?:[ebxn]'|u&['"])/i.test(source.slice(start, end + 2)) && name.length === 1) {
    throw new SyntaxTrouble(`literals that begin with ${name} are not part of the language`, { start, end: end + 1 }, ["'text'"]);
  }
  refuseLongName(name, { start, end });
  // PostgreSQL folds ASCII letters only, whatever the encoding of the server
  return { is: 'name', text: name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), start, end };
};

// PostgreSQL would cut it, silently
const refuseLongName = (name: string, at: { readonly start: number; readonly end: number }): void => {
  if (name.length > 15 && new TextEncoder().encode(name).length > 63) throw new SyntaxTrouble('a name has at most 63 bytes', at);
};

const numberToken = (source: string, start: number, text: string): Token => {
  const end = start + text.length;
  if (/[\p{L}\p{N}_$]/u.test(source.charAt(end))) {
    throw new SyntaxTrouble('a number ends where a name begins; numbers are written as 12 or 12.5', { start, end: end + 1 });
  }
  return { is: 'number', text, start, end };
};

const quoted = (source: string, start: number, quote: string, is: 'text' | 'quoted-name'): Token => {
  let end = start + 1;
  while (end < source.length) {
    if (source[end] !== quote) end += 1;
    else if (source[end + 1] === quote) end += 2;
    else break;
  }
  if (end >= source.length) throw new SyntaxTrouble(`the quote ${quote} is not closed`, { start, end: source.length }, [quote]);
  const text = source.slice(start + 1, end).replaceAll(quote + quote, quote);
  const at = { start, end: end + 1 };
  if (text.includes('\0')) throw new SyntaxTrouble('PostgreSQL keeps no text with a zero character', at);
  if (!text.isWellFormed()) throw new SyntaxTrouble('half of a surrogate pair is no character', at);
  if (is === 'quoted-name' && text === '') throw new SyntaxTrouble('a quoted name is empty', at);
  if (is === 'quoted-name') refuseLongName(text, at);
  return { is, text, ...at };
};

// Operator characters are taken as a run; a trailing + or - is left to the next token unless the run has one of ~!@#%^&|`?
const operatorToken = (run: string, start: number): Token => {
  const comment = run.search(/--|\/\*/);
  if (comment === 0) throw new SyntaxTrouble('comments are not part of the language', { start, end: start + 2 });
  let text = comment > 0 ? run.slice(0, comment) : run;
  while (text.length > 1 && /[+-]$/.test(text) && !/[~!@#%^&|`?]/.test(text)) text = text.slice(0, -1);
  const at = { start, end: start + text.length };
  if (!operators.has(text)) throw new SyntaxTrouble(`there is no operator ${text}`, at, otherDialects[text] ?? [...operators]);
  return { is: 'operator', text: text === '!=' ? '<>' : text, ...at };
};

const otherDialects: Readonly<Record<string, readonly string[]>> = {
  '==': ['='],
  '<=>': ['is not distinct from'],
  '&&': ['and'],
  '!': ['not'],
  '^': ['power(x, y)'],
  '**': ['power(x, y)'],
  '~': ['regexp_like(text, pattern)'],
};
const operators = new Set(['+', '-', '*', '/', '%', '||', '=', '<>', '!=', '<', '<=', '>', '>=']);
const numberPattern = /(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)/y;
const namePattern = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const operatorPattern = /[-+*/<>=~!@#%^&|`?]+/y;

const match = (pattern: RegExp, source: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
};

const skipBlanks = (source: string, at: number): number => {
  let next = at;
  while (' \t\n\r\f\v'.includes(source.charAt(next)) && next < source.length) next += 1;
  return next;
};
