// The changes that make one list of another: take away, bring into order, add, then change the elements themselves.
import { addressOf, endOfList, nameOf, partAt } from './address.ts';
import { isSame } from './canonical.ts';
import type { Change } from './change.ts';
import { longestRising, partners } from './partners.ts';

/** Changes of the value at a part, which goes from one value to another. */
export type Below = (part: string, from: unknown, to: unknown) => readonly Change[];

/** Undefined when elements cannot all be addressed, as where two have one name. */
export const listChanges = (a: readonly unknown[], b: readonly unknown[], below: Below): readonly Change[] | undefined => {
  if (!areAddressable(a, b)) return undefined;
  const partnerOf = partners(a, b);
  const work: Work = { list: a.map((value, from) => ({ value, to: partnerOf.get(from) })), changes: [] };
  removeLost(work);
  bringIntoOrder(work);
  b.forEach((value, at) => {
    if (!work.list.some(({ to }) => to === at)) add(work, at, value);
  });
  b.forEach((value, at) => {
    become(work, at, value, below);
  });
  return work.changes;
};

const areAddressable = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  const named = [a, b].map((list) => list.flatMap((each) => nameOf(each) ?? []));
  const hasPositions = named.flat().length < a.length + b.length;
  const isUnclear = (name: string): boolean => name === endOfList || (hasPositions && /^\d+$/.test(name));
  return named.every((names) => new Set(names).size === names.length && !names.some(isUnclear));
};

/** The list on its way. `to` is the position in the new list; undefined when the element has no place there. */
type Work = { list: readonly Element[]; readonly changes: Change[] };
type Element = { readonly value: unknown; readonly to: number | undefined };

const partIn = ({ list }: Work, position: number): string => {
  const values = list.map(({ value }) => value);
  const part = partAt(values, position);
  if (part === undefined) throw new Error(`the element at ${position} has no address`);
  return part;
};
const addressIn = (work: Work, position: number): string => addressOf([partIn(work, position)]);

const removeLost = (work: Work): void => {
  for (let at = work.list.length - 1; at >= 0; at -= 1) {
    if (work.list[at]?.to !== undefined) continue;
    work.changes.push({ op: 'remove', at: addressIn(work, at) });
    work.list = work.list.toSpliced(at, 1);
  }
};

/** Moves as few as possible: each one that is out of order goes behind the one that it follows. */
const bringIntoOrder = (work: Work): void => {
  const places = work.list.map(({ to }) => to ?? 0);
  const resting = new Set(longestRising(places));
  for (const place of places.toSorted((x, y) => x - y)) {
    if (!resting.has(place)) moveTo(work, place);
  }
};

const moveTo = (work: Work, place: number): void => {
  const from = work.list.findIndex(({ to }) => to === place);
  const before = work.list.reduce((best, { to = 0 }, at) => (to < place && to >= (work.list[best]?.to ?? -1) ? at : best), -1);
  if (before + 1 === from) return;
  const after = before < 0 ? null : before === work.list.length - 1 ? endOfList : partIn(work, before);
  work.changes.push({ op: 'move', at: addressIn(work, from), after });
  const element = work.list[from] as Element;
  work.list = work.list.toSpliced(from, 1).toSpliced(before < from ? before + 1 : before, 0, element);
};

/** All that stand before it are there already. */
const add = (work: Work, at: number, value: unknown): void => {
  const end = at >= work.list.length;
  if (end) work.changes.push({ op: 'add', at: addressOf([endOfList]), value });
  else if (at === 0) work.changes.push({ op: 'insert', at: addressIn(work, 0), value });
  else work.changes.push({ op: 'add', at: addressIn(work, at - 1), value });
  work.list = work.list.toSpliced(at, 0, { value, to: at });
};

const become = (work: Work, at: number, value: unknown, below: Below): void => {
  const from = work.list[at]?.value;
  if (isSame(from, value)) return;
  work.changes.push(...below(partIn(work, at), from, value));
  work.list = work.list.with(at, { value, to: at });
};
