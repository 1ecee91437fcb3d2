// One change of a document by its address.
import type { SpecPatch } from '../../../contracts/generated/types.ts';
import { endOfList, isObject, nameOf, partsOf, positionOf } from './address.ts';

export type Change = SpecPatch[number];
export type Changed = { readonly value: unknown } | Wrong;
/** An address that leads nowhere: what is wrong, the part at which it ends, and the parts that would lead on. */
export type Wrong = { readonly wrong: string; readonly part: string; readonly expected: readonly string[] };

/** The document with the change made; the one given stays as it is. */
export const changed = (document: unknown, change: Change): Changed => changedAt(document, partsOf(change.at), change);

const changedAt = (node: unknown, [part, ...rest]: readonly string[], change: Change): Changed => {
  if (part === undefined) return { wrong: 'the address is empty', part: '', expected: [] };
  if (Array.isArray(node)) return changedList(node, part, rest, change);
  if (isObject(node)) return changedObject(node, part, rest, change);
  return { wrong: `nothing lies below ${part}`, part, expected: [] };
};

const changedObject = (node: Readonly<Record<string, unknown>>, key: string, rest: readonly string[], change: Change): Changed => {
  const exists = Object.hasOwn(node, key);
  if (!exists && (rest.length > 0 || change.op !== 'add')) return { wrong: `there is no ${key}`, part: key, expected: Object.keys(node) };
  if (rest.length > 0) return within(changedAt(node[key], rest, change), (value) => ({ ...node, [key]: value }));
  switch (change.op) {
    case 'remove':
      return { value: Object.fromEntries(Object.entries(node).filter(([name]) => name !== key)) };
    case 'add':
    case 'replace':
      return { value: { ...node, [key]: change.value } };
    case 'insert':
    case 'move':
      return { wrong: `${key} is a property, and properties have no order`, part: key, expected: [] };
  }
};

const changedList = (list: readonly unknown[], part: string, rest: readonly string[], change: Change): Changed => {
  if (rest.length === 0 && change.op === 'add' && part === endOfList) return { value: [...list, change.value] };
  const at = positionOf(list, part);
  if (at === undefined) return noElement(list, part);
  if (rest.length > 0) return within(changedAt(list[at], rest, change), (value) => list.with(at, value));
  switch (change.op) {
    case 'remove':
      return { value: list.toSpliced(at, 1) };
    case 'add':
      return { value: list.toSpliced(at + 1, 0, change.value) };
    case 'insert':
      return { value: list.toSpliced(at, 0, change.value) };
    case 'replace':
      return { value: list.with(at, change.value) };
    case 'move':
      return moved(list, at, change.after);
  }
};

const moved = (list: readonly unknown[], from: number, after: string | null): Changed => {
  const to = landing(list, from, after);
  if (to === undefined) return noElement(list, after ?? '');
  return { value: list.toSpliced(from, 1).toSpliced(to, 0, list[from]) };
};

/** Position of a moved element after the move; undefined when there is no element to follow. */
export const landing = (list: readonly unknown[], from: number, after: string | null): number | undefined => {
  if (after === null) return 0;
  const before = after === endOfList ? list.length - 1 : positionOf(list, after);
  // without itself, all behind it stand one place further to the front
  return before === undefined || before >= from ? before : before + 1;
};

const noElement = (list: readonly unknown[], part: string): Wrong => ({
  wrong: `the list has no element ${part}`,
  part,
  expected: list.map((each, n) => nameOf(each) ?? String(n)),
});

const within = (inner: Changed, put: (value: unknown) => unknown): Changed => ('wrong' in inner ? inner : { value: put(inner.value) });
