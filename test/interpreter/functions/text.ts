// Functions on text. A character is a code point, positions count from 1.
import { strict, type Typed } from '../typed.ts';
import type { Value } from '../values.ts';
import { type Family, int, text } from './arguments.ts';

const texts = (args: readonly Typed[], type: string, apply: (...texts: string[]) => Value): Typed =>
  strict(
    type,
    args.map((_, index) => text(args, index)),
    (values) => apply(...(values as string[])),
  );

const characters = (value: Value | undefined): string[] => Array.from(value as string);

export const textFunctions: Family = {
  concat: (args) => texts(args, 'text', (...all) => all.join('')),
  concat_ws: (args) => joinedWith(args),
  upper: (args) => texts(args, 'text', (value = '') => value.toUpperCase()),
  lower: (args) => texts(args, 'text', (value = '') => value.toLowerCase()),
  initcap: (args) => texts(args, 'text', (value = '') => value.toLowerCase().split(' ').map(capital).join(' ')),
  trim: (args) => texts(args, 'text', (value = '', marks = ' ') => trimmedEnd(trimmedStart(Array.from(value), marks), marks).join('')),
  ltrim: (args) => texts(args, 'text', (value = '', marks = ' ') => trimmedStart(Array.from(value), marks).join('')),
  rtrim: (args) => texts(args, 'text', (value = '', marks = ' ') => trimmedEnd(Array.from(value), marks).join('')),
  length: (args) => texts(args, 'int', (value) => BigInt(characters(value).length)),
  substring: (args) =>
    strict('text', [text(args, 0), int(args, 1), ...(args.length > 2 ? [int(args, 2)] : [])], ([value, from, count]) =>
      part(characters(value), Number(from), count === undefined ? undefined : Number(count)),
    ),
  left: (args) => strict('text', [text(args, 0), int(args, 1)], ([value, n]) => characters(value).slice(0, atLeastZero(n)).join('')),
  right: (args) =>
    strict('text', [text(args, 0), int(args, 1)], ([value, n]) => {
      const all = characters(value);
      return all.slice(Math.max(0, all.length - atLeastZero(n))).join('');
    }),
  replace: (args) => texts(args, 'text', (value = '', search = '', by = '') => (search === '' ? value : value.split(search).join(by))),
  starts_with: (args) => texts(args, 'boolean', (value = '', start = '') => value.startsWith(start)),
  ends_with: (args) => texts(args, 'boolean', (value = '', end = '') => value.endsWith(end)),
  contains: (args) => texts(args, 'boolean', (value = '', part = '') => value.includes(part)),
  position: (args) =>
    texts(args, 'int', (part = '', whole = '') => {
      const found = whole.indexOf(part);
      return found < 0 ? 0n : BigInt(characters(whole.slice(0, found)).length + 1);
    }),
  lpad: (args) => padded(args, (value, fill) => fill + value),
  rpad: (args) => padded(args, (value, fill) => value + fill),
};

/** A letter that is one capital only together with another, as ß, stays as it is. */
const capital = (word: string): string => {
  const [first = '', ...rest] = Array.from(word);
  const large = digraphs[first] ?? first.toUpperCase();
  return (Array.from(large).length === 1 ? large : first) + rest.join('');
};
const digraphs: Readonly<Record<string, string>> = { ǆ: 'ǅ', ǉ: 'ǈ', ǌ: 'ǋ', ǳ: 'ǲ' };

const trimmedStart = (all: readonly string[], marks: string): readonly string[] => {
  const first = all.findIndex((character) => !Array.from(marks).includes(character));
  return first < 0 ? [] : all.slice(first);
};
const trimmedEnd = (all: readonly string[], marks: string): readonly string[] => trimmedStart(all.toReversed(), marks).toReversed();

const atLeastZero = (value: Value | undefined): number => Math.max(0, Number(value));

/** A position below zero counts from the end, zero is the first; what lies outside of the text is nothing. */
const part = (all: readonly string[], position: number, count: number | undefined): string => {
  const from = position === 0 ? 1 : position > 0 ? position : all.length + position + 1;
  const end = count === undefined ? all.length : from - 1 + Math.max(0, count);
  return all.slice(Math.max(0, from - 1), Math.max(0, end)).join('');
};

const padded = (args: readonly Typed[], put: (value: string, fill: string) => string): Typed =>
  strict('text', [text(args, 0), int(args, 1), ...(args.length > 2 ? [text(args, 2)] : [])], ([value, length, filling = ' ']) => {
    const all = characters(value);
    const wanted = atLeastZero(length);
    if (all.length >= wanted) return all.slice(0, wanted).join('');
    const pieces = characters(filling);
    const missing = pieces.length === 0 ? 0 : wanted - all.length;
    return put(all.join(''), Array.from({ length: missing }, (_, index) => pieces[index % pieces.length]).join(''));
  });

const joinedWith = (args: readonly Typed[]): Typed => {
  const [separator, ...parts] = args.map((_, index) => text(args, index));
  return {
    type: 'text',
    value: (here) => {
      const between = separator?.value(here) ?? null;
      if (between === null) return null;
      return parts
        .map((each) => each.value(here))
        .filter((value) => value !== null)
        .join(String(between));
    },
  };
};
