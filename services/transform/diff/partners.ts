// Which element of one list is which of another: the same name, equal content, or so alike that it was renamed.
import { isObject, nameOf } from './address.ts';
import { canonical } from './canonical.ts';

/** Position in `a` → position in `b`. */
export const partners = (a: readonly unknown[], b: readonly unknown[]): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (isPair: (from: number, to: number) => boolean): void => {
    a.forEach((_, from) => {
      if (found.has(from)) return;
      const to = b.findIndex((_other, at) => !taken.has(at) && isPair(from, at));
      if (to < 0) return;
      found.set(from, to);
      taken.add(to);
    });
  };
  const [texts, others] = [a.map(canonical), b.map(canonical)];
  pair((from, to) => texts[from] === others[to]);
  pair((from, to) => nameOf(a[from]) !== undefined && nameOf(a[from]) === nameOf(b[to]));
  // where names are kept, an element with a new one is the old one only when most of it is as it was
  pair((from, to) => isObject(a[from]) && isObject(b[to]) && !isAmong(a[from], b) && !isAmong(b[to], a) && likeness(a[from], b[to]) > 0.5);
  // a text, or what has no name, in the same place
  pair(
    (from, to) =>
      from === to && (nameOf(a[from]) !== undefined) === (nameOf(b[to]) !== undefined) && !isNamedObject(a[from]) && !isNamedObject(b[to]),
  );
  pair((from, to) => [a[from], b[to]].every((each) => nameOf(each) === undefined));
  return found;
};

const isNamedObject = (value: unknown): boolean => isObject(value) && nameOf(value) !== undefined;
const isAmong = (value: unknown, list: readonly unknown[]): boolean => {
  const name = nameOf(value);
  return name !== undefined && list.some((each) => nameOf(each) === name);
};

/** Share of the properties, without the name, that are the same in both. */
const likeness = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number => {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => key !== 'name');
  return keys.length === 0 ? 0 : keys.filter((key) => canonical(a[key]) === canonical(b[key])).length / keys.length;
};

/** A longest part of the numbers, all different, in which each is greater than the one before. */
export const longestRising = (numbers: readonly number[]): readonly number[] => {
  const best: (readonly number[])[] = [];
  for (const number of numbers) {
    const before = best.filter((run) => (run.at(-1) ?? 0) < number).reduce<readonly number[]>((a, b) => (b.length > a.length ? b : a), []);
    best.push([...before, number]);
  }
  return best.reduce<readonly number[]>((a, b) => (b.length > a.length ? b : a), []);
};
