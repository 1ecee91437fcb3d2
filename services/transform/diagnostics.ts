// What is wrong with a spec, as data: the repair turn of a model and a person read the same.
import type { Diagnostic } from '../../contracts/generated/types.ts';

export type { Diagnostic };

/** A place in a spec: path of the document, and characters when inside an expression. */
export type Place = { readonly path: string; readonly start?: number; readonly end?: number };

export const problem = (code: string, place: Place, got: string, message: string, expected: readonly string[] = []): Diagnostic => ({
  code,
  at: place.start === undefined ? place.path : `${place.path}#${place.start}-${place.end}`,
  got: shorten(got, 400),
  expected: expected.map((text) => shorten(text, 400)),
  message: shorten(message, 1000),
});

/** Collects problems while checking goes on, so that all are reported at once. */
export type Problems = {
  readonly add: (code: string, place: Place, got: string, message: string, expected?: readonly string[]) => void;
  /** What is no mistake, but worth saying; once, however often the place is looked at. */
  readonly note: Problems['add'];
  readonly list: readonly Diagnostic[];
};

/** With `notes`, what is only noted is collected there; without, it is dropped. */
export const problems = (notes?: Problems): Problems => {
  const list: Diagnostic[] = [];
  const note: Problems['add'] = (code, place, ...rest) => {
    const { at } = problem(code, place, ...rest);
    if (notes !== undefined && !notes.list.some((each) => each.code === code && each.at === at)) notes.add(code, place, ...rest);
  };
  return { list, note, add: (...args) => void list.push(problem(...args)) };
};

/** Names most like the wrong one, best first: what was probably meant. At most that share of its letters is wrong. */
export const nearest = (wrong: string, names: readonly string[], most = 3, share = 0.6): readonly string[] =>
  names
    .map((name) => ({ name, distance: closeness(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, wrong.length * share))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);

// A name that contains the other one is near, however long it is.
const closeness = (a: string, b: string): number => (a !== b && (a.includes(b) || b.includes(a)) ? 1.5 : editDistance(a, b));

const editDistance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + change));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
};

const shorten = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
