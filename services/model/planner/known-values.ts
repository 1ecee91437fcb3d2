// Values that statistics show in a column, written in the prompt: one, or a list of them.
import { phraseOf, wordsAt } from './atoms.ts';
import type { Reader } from './cursor.ts';
import type { Column } from './lexicon.ts';
import type { Literal, Test } from './reading.ts';

type View = Pick<Reader, 'atoms' | 'prompt'>;
const mostWords = 4;

/** The value as the column holds it; the longest that stands here. */
const valueAt = (
  { atoms, prompt }: View,
  at: number,
  { type, statistics }: Column,
): { readonly text: string; readonly used: number } | undefined => {
  const first = atoms[at];
  if (type !== 'text' || first === undefined || !first.head || (first.kind !== 'word' && first.kind !== 'text')) return undefined;
  for (let used = first.kind === 'text' ? 1 : mostWords; used > 0; used -= 1) {
    const last = atoms[at + used - 1];
    if (last === undefined || !last.tail) continue;
    const written = first.kind === 'text' ? first.word : phraseOf(prompt, atoms, at, at + used);
    const text = statistics?.common?.find((value) => value.toLowerCase() === written.toLowerCase());
    if (text !== undefined) return { text, used };
  }
  return undefined;
};

/** "returned", "returned or shipped", "Germany, France and Spain": a row has one of them, whatever word stands between. */
export const valuesAt = (
  view: View,
  at: number,
  column: Column,
): { readonly values: readonly string[]; readonly used: number } | undefined => {
  const first = valueAt(view, at, column);
  if (first === undefined) return undefined;
  const values = [first.text];
  let { used } = first;
  for (;;) {
    const gap = wordsAt(view.atoms, at + used, ', or', ', and', ',', 'or', 'and', '/');
    const next = gap === 0 ? undefined : valueAt(view, at + used + gap, column);
    if (next === undefined) return { values: [...new Set(values)], used };
    values.push(next.text);
    used += gap + next.used;
  }
};

export const oneOf = (texts: readonly string[]): Test => {
  const [first, ...others] = texts.map((text): Literal => ({ kind: 'text', text }));
  return first === undefined || others.length > 0
    ? { is: 'in', values: first === undefined ? [] : [first, ...others] }
    : { is: 'compare', op: '=', value: first };
};
