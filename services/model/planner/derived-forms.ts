// How a column is made of others: texts one behind the other, numbers with signs between them.
import { wordsAt } from './atoms.ts';
import { type Reader, skipArticles } from './cursor.ts';
import { isNumeric, type Ref } from './lexicon.ts';
import { columnAt } from './nouns.ts';
import type { Derived, Part } from './reading.ts';
import { spoken } from './words.ts';

const operators: Readonly<Record<string, '+' | '-' | '*' | '/'>> = {
  '+': '+',
  plus: '+',
  '-': '-',
  minus: '-',
  '*': '*',
  '×': '*',
  times: '*',
  '/': '/',
};

type Form = Derived extends infer Each ? (Each extends Derived ? Omit<Each, 'name' | 'phrase'> : never) : never;
type Found = { readonly form: Form; readonly end: number };

const written: readonly string[] = ['| |', '+', 'plus', 'followed by'];

/** Texts one behind the other; `signs` when only a sign or "plus" may stand between them. */
export const joinedAt = (reader: Reader, at: number, signs = false): Found | undefined => {
  const { atoms } = reader;
  const between = signs ? written : ['and', ', and', ',', '&', ...written];
  const parts: Part[] = [];
  let [end, isExact] = [at, false];
  for (let next = at; ; ) {
    const start = skipArticles(reader, next);
    const part = textPartAt(reader, start);
    if (part === undefined) break;
    parts.push(part.part);
    end = start + part.used;
    const gap = wordsAt(atoms, end, ...between);
    if (gap === 0) break;
    isExact ||= wordsAt(atoms, end, '| |') > 0 || 'text' in part.part;
    next = end + gap;
  }
  const columns = parts.filter((part) => 'refs' in part);
  if (columns.length < 2) return undefined;
  const separator = isExact ? undefined : separatorAt(reader, end);
  return {
    form: { is: 'joined', parts, separator: isExact ? '' : separator?.text },
    end: end + (separator?.used ?? 0),
  };
};

const textPartAt = (reader: Reader, at: number): { readonly part: Part; readonly used: number } | undefined => {
  const atom = reader.atoms[at];
  const column = columnAt(reader, at);
  const refs = column?.refs.filter(({ column: { type } }) => type === 'text') ?? [];
  if (column !== undefined && refs.length > 0) return { part: { refs }, used: column.used };
  return atom?.kind === 'text' ? { part: { text: atom.word }, used: 1 } : undefined;
};

const marks: Readonly<Record<string, string>> = {
  space: ' ',
  blank: ' ',
  comma: ', ',
  hyphen: '-',
  dash: '-',
  underscore: '_',
  slash: '/',
};

/** "with a space between them", "separated by ', '", "without a separator" */
export const separatorAt = ({ atoms }: Reader, at: number): { readonly text: string; readonly used: number } | undefined => {
  const comma = wordsAt(atoms, at, ',');
  const none = wordsAt(
    atoms,
    at + comma,
    ...spoken(`without a separator | without separator | without a space | without space | without spaces | without a space between |
      without a space in between | without anything in between`),
  );
  if (none > 0) return { text: '', used: comma + none };
  const lead = wordsAt(
    atoms,
    at + comma,
    ...spoken(`separated by | separated with | separated by a | separated by a single | separated by 1 | with a | with a single | with |
      joined by a | joined with a | joined by | divided by a | using a | using`),
  );
  const atom = atoms[at + comma + lead];
  const text = atom?.kind === 'text' ? atom.word : marks[atom?.word ?? ''];
  if (lead === 0 || text === undefined) return undefined;
  const tail = wordsAt(
    atoms,
    at + comma + lead + 1,
    ...spoken(`between | between them | in between | as separator | as a separator | as the separator | between the two | separator`),
  );
  return { text, used: comma + lead + 1 + tail };
};

/** "quantity * unit_price", "amount minus discount", "price times 1.2": signs of one rank only. */
export const sumAt = (reader: Reader, at: number): Found | undefined => {
  const parts: Part[] = [];
  const signs: ('+' | '-' | '*' | '/')[] = [];
  let end = at;
  for (let next = at; ; ) {
    const start = skipArticles(reader, next);
    const part = numberPartAt(reader, start);
    if (part === undefined) return undefined;
    parts.push(part.part);
    end = start + part.used;
    const words = wordsAt(reader.atoms, end, 'multiplied by', 'divided by');
    const sign = words > 0 ? (reader.atoms[end]?.word === 'divided' ? '/' : '*') : operators[reader.atoms[end]?.word ?? ''];
    if (sign === undefined) break;
    signs.push(sign);
    next = end + (words || 1);
  }
  const isOneRank = signs.every((sign) => sign === '+' || sign === '-') || signs.every((sign) => sign === '*' || sign === '/');
  return signs.length === 0 || !isOneRank || !parts.some((part) => 'refs' in part)
    ? undefined
    : { form: { is: 'computed', parts, operators: signs }, end };
};

const numberPartAt = (reader: Reader, at: number): { readonly part: Part; readonly used: number } | undefined => {
  const column = columnAt(reader, at);
  const refs: readonly Ref[] = column?.refs.filter(isNumeric) ?? [];
  if (column !== undefined && refs.length > 0) return { part: { refs }, used: column.used };
  const atom = reader.atoms[at];
  return atom?.kind === 'number' && /^\d+(\.\d+)?$/.test(atom.word) ? { part: { number: atom.word }, used: 1 } : undefined;
};
