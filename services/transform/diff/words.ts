// A patch in plain words: one sentence per change, which names the step, column or source and what stood there.
import type { SpecPatch, TransformSpec } from '../../../contracts/generated/types.ts';
import { endOfList, isObject, nameOf, partAt, partsOf, positionOf } from './address.ts';
import { type Change, changed } from './change.ts';

/** As many sentences as changes. Throws when the patch does not apply to the spec. */
export const differences = (spec: TransformSpec, patch: SpecPatch): readonly string[] => {
  let document: unknown = spec;
  return patch.map((change) => {
    const sentence = sentenceOf(document, change);
    const next = changed(document, change);
    if ('wrong' in next) throw new Error(`${change.at}: ${next.wrong}`);
    document = next.value;
    return sentence;
  });
};

/** A path of positions (/steps/2/compute/0/expr) by names: step totals, compute total_amount, expr. */
export const placeInWords = (document: unknown, path: string): string => {
  let value: unknown = document;
  const parts = partsOf(path).map((key) => {
    const part = Array.isArray(value) ? (partAt(value, Number(key)) ?? key) : key;
    value = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
    return part;
  });
  return placeOf(document, parts);
};

const sentenceOf = (document: unknown, change: Change): string => {
  const parts = partsOf(change.at);
  const last = parts.at(-1) ?? '';
  const holder = valueAt(document, parts.slice(0, -1));
  const around = placeOf(document, parts.slice(0, -1));
  const what = Array.isArray(holder) ? elementOf(document, parts) : `${around === '' ? '' : `${around}: `}${last}`;
  const old = valueAt(document, parts);
  switch (change.op) {
    case 'replace':
      return last === 'name' && isObject(holder)
        ? `${around} is now named ${shown(change.value)}`
        : `${what} is now ${shown(change.value)}, it was ${shown(old)}`;
    case 'remove':
      return `${what} is gone${isObject(old) || Array.isArray(old) ? '' : `, it was ${shown(old)}`}`;
    case 'move':
      return `${what} now stands ${change.after === null ? 'first' : change.after === endOfList ? 'last' : `behind ${labelOf(holder, change.after)}`}`;
    case 'insert':
      return `new before ${what}: ${described(change.value)}`;
    case 'add':
      if (!Array.isArray(holder)) return `${what} is now ${shown(change.value)}, there was none`;
      return last === endOfList
        ? `new at the end of ${around}: ${described(change.value)}`
        : `new behind ${what}: ${described(change.value)}`;
  }
};

const singular: Readonly<Record<string, string>> = {
  sources: 'source',
  parameters: 'parameter',
  steps: 'step',
  columns: 'column',
  assumptions: 'assumption',
  alternatives: 'alternative',
  levels: 'level',
};

/** The list element at the address, with the place it lies in. */
const elementOf = (document: unknown, parts: readonly string[]): string => {
  const list = parts.at(-2) ?? '';
  const above = placeOf(document, parts.slice(0, -2));
  const label = labelOf(valueAt(document, parts.slice(0, -1)), parts.at(-1) ?? '');
  return `${above === '' ? '' : `${above}, `}${singular[list] ?? list} ${label}`;
};

const placeOf = (document: unknown, parts: readonly string[]): string => {
  if (parts.length === 0) return '';
  if (Array.isArray(valueAt(document, parts.slice(0, -1)))) return elementOf(document, parts);
  const above = placeOf(document, parts.slice(0, -1));
  return `${above === '' ? '' : `${above}, `}${parts.at(-1)}`;
};

/** A name, or the position counted from 1 with what tells the element from others. */
const labelOf = (list: unknown, part: string): string => {
  const at = Array.isArray(list) ? positionOf(list, part) : undefined;
  if (!Array.isArray(list) || at === undefined || nameOf(list[at]) !== undefined) return part;
  const element: unknown = list[at];
  const phrase = isObject(element) ? (element.phrase ?? element.reading) : undefined;
  return typeof phrase === 'string' ? `“${phrase}”` : String(at + 1);
};

const described = (value: unknown): string => {
  if (!isObject(value)) return shown(value);
  const { name, do: kind, ...rest } = value;
  const title = typeof name === 'string' ? `${name}${typeof kind === 'string' ? ` (${kind})` : ''}` : '';
  const properties = Object.entries(rest).map(([key, each]) => `${key} ${shown(each)}`);
  return [title, properties.join(', ')].filter((part) => part !== '').join(', ');
};

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined || text.length <= mostShown ? String(text) : `${text.slice(0, mostShown - 1)}…`;
};
const mostShown = 300;

const valueAt = (document: unknown, [part, ...rest]: readonly string[]): unknown => {
  if (part === undefined) return document;
  if (Array.isArray(document)) {
    const at = positionOf(document, part);
    return at === undefined ? undefined : valueAt(document[at], rest);
  }
  return isObject(document) && Object.hasOwn(document, part) ? valueAt(document[part], rest) : undefined;
};
