// LIKE: % any characters, _ one, and what the escape character stands before is itself. Always the whole text.
import { NoMeaning } from './raised.ts';
import { adapted, type Typed } from './typed.ts';

export const like = (value: Typed, pattern: Typed, escaping: Typed | undefined, ignoresCase: boolean): Typed => {
  if (pattern.literal?.is !== 'text') throw new NoMeaning('a pattern is written out');
  const text = adapted(value, 'text');
  const mark = escaping === undefined ? '\\' : escaping.literal?.is === 'text' ? escaping.literal.text : undefined;
  if (mark === undefined) throw new NoMeaning('the escape character is written out');
  // small letters on both sides, the escape character apart
  const parts = partsOf(pattern.literal.text, mark).map((part) => (typeof part === 'string' && ignoresCase ? part.toLowerCase() : part));
  return {
    type: 'boolean',
    value: (here) => {
      const whole = text.value(here) as string | null;
      return whole === null ? null : matches(Array.from(ignoresCase ? whole.toLowerCase() : whole), parts);
    },
  };
};

type Part = string | { readonly any: 'one' | 'many' };

const partsOf = (pattern: string, mark: string): readonly Part[] => {
  const characters = Array.from(pattern);
  const parts: Part[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character === mark) {
      at += 1;
      if (at >= characters.length) throw new NoMeaning('nothing follows the escape character');
      parts.push(characters[at] ?? '');
    } else parts.push(character === '%' ? { any: 'many' } : character === '_' ? { any: 'one' } : character);
  }
  // a small letter may be two characters
  return parts.flatMap((part): readonly Part[] => (typeof part === 'string' ? Array.from(part) : [part]));
};

const matches = (text: readonly string[], parts: readonly Part[]): boolean => {
  const [part, ...rest] = parts;
  if (part === undefined) return text.length === 0;
  if (typeof part === 'string') return text[0] === part && matches(text.slice(1), rest);
  if (part.any === 'one') return text.length > 0 && matches(text.slice(1), rest);
  return matches(text, rest) || (text.length > 0 && matches(text.slice(1), parts));
};
