// Python as a tree, laid out as its formatters do it: one line where it fits, else broken at brackets, dots and operators.

export type Python =
  | { readonly is: 'atom'; readonly text: string }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Python[] }
  | { readonly is: 'chain'; readonly base: Python; readonly calls: readonly { readonly name: string; readonly args: readonly Python[] }[] }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Python; readonly right: Python }
  | { readonly is: 'prefix'; readonly operator: string; readonly value: Python }
  | { readonly is: 'dict'; readonly entries: readonly (readonly [string, Python])[] };

export const atom = (text: string): Python => ({ is: 'atom', text });
export const call = (name: string, ...args: readonly Python[]): Python => ({ is: 'call', name, args });
export const method = (base: Python, name: string, ...args: readonly Python[]): Python =>
  base.is === 'chain' ? { ...base, calls: [...base.calls, { name, args }] } : { is: 'chain', base, calls: [{ name, args }] };
export const binary = (left: Python, operator: string, right: Python): Python => ({ is: 'binary', operator, left, right });
export const prefix = (operator: string, value: Python): Python => ({ is: 'prefix', operator, value });
export const string = (text: string): Python => atom(quote(text));

/** A string literal that reads the same in any editor: everything that is not plainly visible is escaped. */
export const quote = (text: string): string => {
  const count = (mark: string): number => text.split(mark).length;
  const mark = count('"') > count("'") ? "'" : '"';
  const escaped = [...text].map((character) =>
    character === mark ? `\\${mark}` : (escapes[character] ?? (visible.test(character) ? character : escapeCode(character))),
  );
  return `${mark}${escaped.join('')}${mark}`;
};

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const visible = /^[\p{L}\p{N}\p{P}\p{S}\p{Mc} ]$/u;
const escapeCode = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

const width = 88;
const step = 4;

/** `head` stands before the expression on its first line, e.g. `totals = `. */
export const statement = (head: string, value: Python, indent: number): string => {
  const flatLine = `${' '.repeat(indent)}${head}${flat(value)}`;
  if (flatLine.length <= width) return flatLine;
  const pad = ' '.repeat(indent);
  if (isFluent(value) || value.is === 'binary') return `${pad}${head}(\n${block(value, indent + step)}\n${pad})`;
  return `${pad}${head}${broken(value, indent, head.length)}`;
};

/** An expression on lines of its own, without the brackets around it. */
const block = (value: Python, indent: number, tail = 0): string => {
  const pad = ' '.repeat(indent);
  const line = flat(value);
  if (indent + line.length + tail <= width) return pad + line;
  if (isFluent(value)) {
    const [first, ...rest] = value.calls;
    const start = startsWithCall(value) ? [value.base] : [method(value.base, first?.name ?? '', ...(first?.args ?? []))];
    const links = startsWithCall(value) ? value.calls : rest;
    const lines = [...start.map((each) => block(each, indent)), ...links.map((link) => `${pad}.${callText(link.name, link.args, indent)}`)];
    return lines.join('\n');
  }
  if (value.is === 'binary') {
    const rest = operandsOf(value).map(({ operator, operand }) => `${pad}${operator} ${operandText(operand, indent, operator.length + 1)}`);
    return [block(firstOf(value), indent), ...rest].join('\n');
  }
  return pad + broken(value, indent);
};

/** a & b & c stand below each other, not a & b beside c; so do operators of one strength. */
const operandsOf = (value: Binary): readonly { readonly operator: string; readonly operand: Python }[] => {
  const before = isSameStrength(value.left, value.operator) ? operandsOf(value.left) : [];
  return [...before, { operator: value.operator, operand: value.right }];
};
const firstOf = (value: Binary): Python => (isSameStrength(value.left, value.operator) ? firstOf(value.left) : value.left);
const isSameStrength = (value: Python, operator: string): value is Binary =>
  value.is === 'binary' &&
  (value.operator === operator || strengths.some((each) => each.includes(value.operator) && each.includes(operator)));
type Binary = Extract<Python, { is: 'binary' }>;
const strengths = [
  ['+', '-'],
  ['*', '/', '%'],
];

const operandText = (value: Python, indent: number, used: number): string =>
  indent + used + flat(value).length <= width ? flat(value) : broken(value, indent);

const isFluent = (value: Python): value is Extract<Python, { is: 'chain' }> =>
  value.is === 'chain' && value.calls.length >= (startsWithCall(value) ? 2 : 3);
const startsWithCall = (value: Extract<Python, { is: 'chain' }>): boolean => value.base.is === 'call';

/** Broken at its last brackets; `used` characters stand before it on its first line. */
const broken = (value: Python, indent: number, used = 0): string => {
  switch (value.is) {
    case 'atom':
      return value.text;
    case 'call':
      return callText(value.name, value.args, indent, true);
    case 'chain': {
      const last = value.calls.at(-1);
      const before: Python = value.calls.length > 1 ? { ...value, calls: value.calls.slice(0, -1) } : standing(value.base);
      if (last === undefined || last.args.length === 0) return `${broken(before, indent, used)}.${last?.name}()`;
      const head = grouped(before, true);
      const tail = `.${last.name}(${last.args.map(flat).join(', ')})`;
      if (indent + used + head.length + last.name.length + 2 <= width) return `${head}.${callText(last.name, last.args, indent, true)}`;
      const start = broken(before, indent, used);
      const lastLine = start.slice(start.lastIndexOf('\n') + 1);
      return lastLine.length + tail.length < width ? start + tail : `${start}.${callText(last.name, last.args, indent, true)}`;
    }
    case 'prefix':
      return `${value.operator}${broken(value.value, indent)}`;
    case 'binary':
      return `(\n${block(value, indent + step)}\n${' '.repeat(indent)})`;
    case 'dict':
      return dictText(value.entries, indent);
  }
};

const callText = (name: string, args: readonly Python[], indent: number, mustBreak = false): string => {
  const line = `${name}(${args.map(flat).join(', ')})`;
  if (args.length === 0 || (!mustBreak && indent + line.length + 1 <= width)) return line;
  const [only] = args;
  if (args.length === 1 && only?.is === 'dict')
    return `${name}(\n${' '.repeat(indent + step)}${dictText(only.entries, indent + step)}\n${' '.repeat(indent)})`;
  return `${name}(\n${argumentLines(args, indent + step)}\n${' '.repeat(indent)})`;
};

const argumentLines = (args: readonly Python[], indent: number): string => {
  const pad = ' '.repeat(indent);
  const line = args.map(flat).join(', ');
  if (indent + line.length <= width) return pad + line;
  if (args.length === 1 && args[0] !== undefined) return block(args[0], indent);
  return args.map((arg) => `${block(arg, indent, 1)},`).join('\n');
};

const dictText = (entries: readonly (readonly [string, Python])[], indent: number): string => {
  const pad = ' '.repeat(indent + step);
  const lines = entries.map(([key, value]) => {
    const line = `${pad}${quote(key)}: ${flat(value)},`;
    if (line.length <= width) return line;
    return `${pad}${quote(key)}: ${isFluent(value) || value.is === 'binary' ? `(\n${block(value, indent + 2 * step)}\n${pad})` : broken(value, indent + step, quote(key).length + 2)},`;
  });
  return `{\n${lines.join('\n')}\n${' '.repeat(indent)}}`;
};

export const flat = (value: Python): string => {
  switch (value.is) {
    case 'atom':
      return value.text;
    case 'call':
      return `${value.name}(${value.args.map(flat).join(', ')})`;
    case 'chain':
      return `${grouped(value.base, true)}${value.calls.map(({ name, args }) => `.${name}(${args.map(flat).join(', ')})`).join('')}`;
    case 'binary':
      return `${flat(value.left)} ${value.operator} ${flat(value.right)}`;
    case 'prefix':
      return `${value.operator}${grouped(value.value)}`;
    case 'dict':
      return `{${value.entries.map(([key, each]) => `${quote(key)}: ${flat(each)}`).join(', ')}}`;
  }
};

const grouped = (value: Python, isBase = false): string =>
  value.is === 'binary' || (isBase && value.is === 'prefix') ? `(${flat(value)})` : flat(value);

/** What a method is called on: in ~x.alias(…) the alias would belong to x. */
const standing = (base: Python): Python => (base.is === 'prefix' || base.is === 'binary' ? { is: 'call', name: '', args: [base] } : base);

/** In brackets, for an operand that Python would otherwise read differently. */
export const bracketed = (value: Python): Python => (value.is === 'binary' ? { is: 'call', name: '', args: [value] } : value);
