// A JSON document as its text: the texts of its elements and members, as they are written.

export type JsonPlace = {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** As written. */
  readonly text: string;
  /** Of an array. */
  readonly elements: readonly JsonPlace[] | undefined;
  /** A member of an object by its name, or an element of an array from 0. Of several members of one name the last. */
  readonly inside: (step: string | number) => JsonPlace | undefined;
};

export const jsonPlace = (document: string): JsonPlace => {
  const tokens = [...document.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)].map((match) => ({
    text: match[0],
    start: match.index,
  }));
  let at = 0;
  const token = (): { readonly text: string; readonly start: number } => {
    const next = tokens[at];
    if (next === undefined) throw new Error(`${document} is no JSON`);
    at += 1;
    return next;
  };
  const read = (): JsonPlace => {
    const { text, start } = token();
    if (text !== '[' && text !== '{') return { kind: kindOf(text), text, elements: undefined, inside: () => undefined };
    const members: (readonly [string | number, JsonPlace])[] = [];
    const close = text === '[' ? ']' : '}';
    while (tokens[at]?.text !== close) {
      if (members.length > 0) token();
      const name = text === '{' ? String(JSON.parse(token().text)) : members.length;
      if (text === '{') token();
      members.push([name, read()]);
    }
    const end = token().start + 1;
    return {
      kind: text === '[' ? 'array' : 'object',
      text: document.slice(start, end),
      elements: text === '[' ? members.map(([, place]) => place) : undefined,
      inside: (step) => members.findLast(([name]) => name === step)?.[1],
    };
  };
  return read();
};

const kindOf = (text: string): 'string' | 'number' | 'boolean' | 'null' => {
  if (text.startsWith('"')) return 'string';
  return text === 'null' ? 'null' : text === 'true' || text === 'false' ? 'boolean' : 'number';
};
