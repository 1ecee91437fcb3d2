// Changes of a spec by address. The result is a spec by its schema; whether it is sound is for check to say.

import type { SpecPatch, TransformSpec } from '../../contracts/generated/types.ts';
import { documentValidators } from '../../contracts/generated/validators.ts';
import { problemsOf } from '../../contracts/validator.ts';
import { type Diagnostic, nearest, problem } from './diagnostics.ts';

export type Patched =
  | { readonly is: 'patched'; readonly spec: TransformSpec }
  | { readonly is: 'unsound'; readonly diagnostics: readonly Diagnostic[] };

/** All changes in order, or none. The spec given is left as it is. */
export const applyPatch = (spec: TransformSpec, patch: SpecPatch): Patched => {
  let document: unknown = structuredClone(spec);
  for (const [index, change] of patch.entries()) {
    const changed = changedAt(document, change.at.slice(1).split('/').map(unescaped), change);
    if ('wrong' in changed) return { is: 'unsound', diagnostics: [wrongAddress(changed, change.at, index)] };
    document = changed.value;
  }
  return asSpec(document);
};

type Change = SpecPatch[number];
type Changed = { readonly value: unknown } | { readonly wrong: string; readonly part: string; readonly expected: readonly string[] };

const asSpec = (document: unknown): Patched => {
  const validate = documentValidators.TransformSpec;
  if (validate === undefined) throw new Error('the TransformSpec schema has no validator');
  const found = problemsOf(validate, document);
  if (found.length > 0) {
    const diagnostics = found.map(({ at, expected }) =>
      problem('patch-breaks-schema', { path: at }, '', `after the patch ${at} is not as it must be: ${expected}`, [expected]),
    );
    return { is: 'unsound', diagnostics };
  }
  return { is: 'patched', spec: document as TransformSpec };
};

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
  if (change.op === 'remove') return { value: Object.fromEntries(Object.entries(node).filter(([name]) => name !== key)) };
  return { value: { ...node, [key]: change.value } };
};

const changedList = (list: readonly unknown[], part: string, rest: readonly string[], change: Change): Changed => {
  if (rest.length === 0 && change.op === 'add' && part === '-') return { value: [...list, change.value] };
  const at = positionOf(list, part);
  if (at === undefined)
    return { wrong: `the list has no element ${part}`, part, expected: list.map((each, n) => nameOf(each) ?? String(n)) };
  if (rest.length > 0) return within(changedAt(list[at], rest, change), (value) => list.with(at, value));
  if (change.op === 'remove') return { value: list.toSpliced(at, 1) };
  if (change.op === 'add') return { value: list.toSpliced(at + 1, 0, change.value) };
  return { value: list.with(at, change.value) };
};

const within = (changed: Changed, put: (value: unknown) => unknown): Changed =>
  'wrong' in changed ? changed : { value: put(changed.value) };

/** An element by its name; by its position when elements have no names. */
const positionOf = (list: readonly unknown[], part: string): number | undefined => {
  const named = list.findIndex((each) => nameOf(each) === part);
  if (named >= 0) return named;
  const position = /^\d+$/.test(part) ? Number(part) : -1;
  return position >= 0 && position < list.length && nameOf(list[position]) === undefined ? position : undefined;
};

const nameOf = (element: unknown): string | undefined => {
  if (typeof element === 'string') return element;
  return isObject(element) && typeof element.name === 'string' ? element.name : undefined;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// as in JSON pointers, so that names with a slash can be addressed
const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

const wrongAddress = ({ wrong, part, expected }: Extract<Changed, { wrong: string }>, at: string, index: number): Diagnostic => {
  const near = nearest(part, expected);
  return problem('patch-address', { path: `/${index}/at` }, at, `${at}: ${wrong}`, near.length > 0 ? near : expected.slice(0, 12));
};
