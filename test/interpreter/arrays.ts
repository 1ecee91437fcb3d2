// Arrays: written out, and their elements.
import { NoMeaning } from './raised.ts';
import { adapted, strict, type Typed, unified } from './typed.ts';
import { elementOf, isArrayType, noType } from './types.ts';
import type { Value } from './values.ts';

export const arrayOf = (elements: readonly Typed[]): Typed => {
  const { type, all } = unified(elements);
  if (type === noType) throw new NoMeaning('the elements of an array have a type');
  return { type: `${type}[]`, value: (here) => all.map((each) => each.value(here)) };
};

/** Places count from 1; outside of the array there is NULL. */
export const elementAt = (array: Typed, place: Typed): Typed => {
  if (!isArrayType(array.type)) throw new NoMeaning(`${array.type} has no elements`);
  return strict(elementOf(array.type), [array, adapted(place, 'int')], ([all, at]) => (all as readonly Value[])[Number(at) - 1] ?? null);
};
