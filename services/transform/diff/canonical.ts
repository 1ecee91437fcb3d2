// Documents as text that is equal when the documents are, whatever the order of their keys.
import { isObject } from './address.ts';

export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (isObject(each) ? sorted(each) : each)) ?? 'undefined';

export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const sorted = (value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
