// JSON as people write it: where in the text each value stands, or where it stops being JSON and what would have to follow.

export type JsonText =
  /** Path (/steps/0/name) → offset of the value in the text. */
  | { readonly is: 'json'; readonly value: unknown; readonly places: ReadonlyMap<string, number> }
  | { readonly is: 'broken'; readonly offset: number; readonly expected: string };

export const readJson = (text: string): JsonText => {
  const places = new Map<string, number>();
  try {
    const end = value({ text, places }, 0, '');
    const rest = space(text, end);
    if (rest < text.length) throw new Broken(rest, 'the end of the file');
    return { is: 'json', value: JSON.parse(text), places };
  } catch (error) {
    if (error instanceof Broken) return { is: 'broken', offset: error.offset, expected: error.expected };
    throw error;
  }
};

/** Line and column from 1, as editors count. */
export const lineAndColumn = (text: string, offset: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

class Broken extends Error {
  readonly offset: number;
  readonly expected: string;
  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
}

type Input = { readonly text: string; readonly places: Map<string, number> };

/** Each reads from an offset and gives the offset behind what it read. */
const value = (input: Input, from: number, path: string): number => {
  const at = space(input.text, from);
  input.places.set(path === '' ? '/' : path, at);
  switch (input.text[at]) {
    case '{':
      return members(input, at + 1, path);
    case '[':
      return elements(input, at + 1, path);
    case '"':
      return string(input.text, at);
    default:
      return matched(input.text, plain, at) ?? fail(at, 'a value');
  }
};

const members = (input: Input, from: number, path: string): number => {
  const { text } = input;
  let at = space(text, from);
  if (text[at] === '}') return at + 1;
  for (;;) {
    if (text[at] !== '"') return fail(at, 'a property name in double quotes');
    const end = string(text, at);
    const key = JSON.parse(text.slice(at, end)) as string;
    const colon = space(text, end);
    if (text[colon] !== ':') return fail(colon, `: after ${text.slice(at, end)}`);
    at = space(text, value(input, colon + 1, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
    if (text[at] === '}') return at + 1;
    if (text[at] !== ',') return fail(at, ', or } after a property');
    at = space(text, at + 1);
  }
};

const elements = (input: Input, from: number, path: string): number => {
  const { text } = input;
  let at = space(text, from);
  if (text[at] === ']') return at + 1;
  for (let n = 0; ; n += 1) {
    at = space(text, value(input, at, `${path}/${n}`));
    if (text[at] === ']') return at + 1;
    if (text[at] !== ',') return fail(at, ', or ] after an element');
    at += 1;
  }
};

const string = (text: string, from: number): number => {
  const end = matched(text, quoted, from);
  if (end !== undefined) return end;
  const good = matched(text, beginning, from) ?? from + 1;
  const what =
    text[good] === undefined || text[good] === '\n' ? '" at the end of a text' : 'a text without control characters and with JSON escapes';
  return fail(good, what);
};

const fail = (offset: number, expected: string): never => {
  throw new Broken(offset, expected);
};
const matched = (text: string, pattern: RegExp, from: number): number | undefined => {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};
const space = (text: string, from: number): number => matched(text, blank, from) ?? from;

const blank = /[ \t\r\n]*/y;
const plain = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts
const beginning = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
