// The way back: what a patch did to a spec, undone.
import type { SpecPatch, TransformSpec } from '../../../contracts/generated/types.ts';
import { addressOf, endOfList, isObject, partAt, partsOf, positionOf } from './address.ts';
import { type Change, changed, landing } from './change.ts';

/** Applied to the patched spec it gives `spec` again. Throws when the patch does not apply to the spec. */
export const invert = (spec: TransformSpec, patch: SpecPatch): SpecPatch => {
  let before: unknown = spec;
  const back: Change[] = [];
  for (const change of patch) {
    const result = changed(before, change);
    if ('wrong' in result) throw new Error(`${change.at}: ${result.wrong}; a patch that does not apply cannot be undone`);
    back.unshift(inverse(before, result.value, change));
    before = result.value;
  }
  return back;
};

/** Keys and positions: they stay true when a change gives an element another name. */
type Trail = readonly (string | number)[];

const inverse = (before: unknown, after: unknown, change: Change): Change => {
  const trail = trailOf(before, partsOf(change.at), change.op === 'add');
  const holder = trail.slice(0, -1);
  const [old, now] = [valueAt(before, holder), valueAt(after, holder)];
  const last = trail.at(-1);
  const back = Array.isArray(old) && Array.isArray(now) ? inListBack(old, now, Number(last), change) : inObjectBack(old, now, String(last));
  const above = addressAt(after, holder);
  return back === undefined || above === undefined ? wholeBack(before, after, holder) : { ...back, at: above + back.at };
};

const inObjectBack = (old: unknown, now: unknown, key: string): Change => {
  const at = addressOf([key]);
  if (!isObject(old) || !Object.hasOwn(old, key)) return { op: 'remove', at };
  return { op: isObject(now) && Object.hasOwn(now, key) ? 'replace' : 'add', at, value: old[key] };
};

/** Undefined where an element has no address of its own. */
const inListBack = (old: readonly unknown[], now: readonly unknown[], at: number, change: Change): Change | undefined => {
  const on = (position: number, make: (place: string) => Change | undefined): Change | undefined => {
    const part = partAt(now, position);
    return part === undefined ? undefined : make(addressOf([part]));
  };
  switch (change.op) {
    case 'replace':
      return on(at, (place) => ({ op: 'replace', at: place, value: old[at] }));
    case 'add':
      return on(Math.min(at + 1, old.length), (place) => ({ op: 'remove', at: place }));
    case 'insert':
      return on(at, (place) => ({ op: 'remove', at: place }));
    case 'remove':
      if (at === now.length) return { op: 'add', at: addressOf([endOfList]), value: old[at] };
      return on(at, (place) => ({ op: 'insert', at: place, value: old[at] }));
    case 'move': {
      const landed = landing(old, at, change.after) ?? at;
      return on(landed, (place) => moveBack(now, place, at, landed));
    }
  }
};

const moveBack = (now: readonly unknown[], at: string, to: number, from: number): Change | undefined => {
  if (to === 0) return { op: 'move', at, after: null };
  if (to === now.length - 1) return { op: 'move', at, after: endOfList };
  const after = partAt(now, to - 1 < from ? to - 1 : to);
  return after === undefined || after === endOfList ? undefined : { op: 'move', at, after };
};

/** The nearest part around it that has an address is put back as it was. */
const wholeBack = (before: unknown, after: unknown, holder: Trail): Change => {
  const at = addressAt(after, holder);
  return at === undefined ? wholeBack(before, after, holder.slice(0, -1)) : { op: 'replace', at, value: valueAt(before, holder) };
};

const trailOf = (document: unknown, [part, ...rest]: readonly string[], adds: boolean): Trail => {
  if (part === undefined) return [];
  const isEnd = adds && rest.length === 0 && part === endOfList;
  const key = !Array.isArray(document) ? part : isEnd ? document.length : (positionOf(document, part) ?? 0);
  return [key, ...trailOf(valueAt(document, [key]), rest, adds)];
};

const valueAt = (document: unknown, [key, ...rest]: Trail): unknown => {
  if (key === undefined) return document;
  if (Array.isArray(document)) return valueAt(document[Number(key)], rest);
  return isObject(document) ? valueAt(document[key], rest) : undefined;
};

const addressAt = (document: unknown, [key, ...rest]: Trail): string | undefined => {
  if (key === undefined) return '';
  const part = Array.isArray(document) ? partAt(document, Number(key)) : String(key);
  const below = part === undefined ? undefined : addressAt(valueAt(document, [key]), rest);
  return part === undefined || below === undefined ? undefined : addressOf([part]) + below;
};
