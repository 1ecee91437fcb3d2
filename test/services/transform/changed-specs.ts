// Specs of the corpus, changed at random in many places: values, names, orders, elements more, less and twice. Most stay valid by their schema.
import fc from 'fast-check';
import type { SpecPatch, TransformSpec } from '../../../contracts/generated/types.ts';
import { addressOf, partAt } from '../../../services/transform/diff/address.ts';
import { type Change, changed } from '../../../services/transform/diff/change.ts';
import { corpus } from '../../corpus/cases.ts';

export const corpusSpec = (): fc.Arbitrary<TransformSpec> => fc.constantFrom(...corpus().map(({ spec }) => spec));

/** One to six changes, one after the other. */
export const changedSpec = (spec: TransformSpec): fc.Arbitrary<unknown> =>
  fc
    .array(oneChange, { minLength: 1, maxLength: 6 })
    .map((changes) => changes.reduce<unknown>((document, change) => change(document), spec));

/** One to six changes that apply, whatever they make of the spec. */
export const randomPatch = (spec: TransformSpec): fc.Arbitrary<SpecPatch> =>
  fc
    .array(fc.tuple(fc.constantFrom('replace', 'add', 'insert', 'remove', 'move', 'end'), fc.nat(), fc.nat(), names), {
      minLength: 1,
      maxLength: 6,
    })
    .map((wishes) => {
      let document: Document = spec;
      return wishes.flatMap(([op, where, other, name]) => {
        const change = changeAt(document, op, where, other, name);
        const next = change === undefined ? undefined : changed(document, change);
        if (change === undefined || next === undefined || 'wrong' in next) return [];
        document = next.value;
        return [change];
      });
    });

const changeAt = (document: Document, op: string, where: number, other: number, name: string): Change | undefined => {
  const isPlace = (_: unknown, key: unknown) => op === 'replace' || op === 'remove' || op === 'add' || typeof key === 'number';
  const path = pick(
    paths(document, (value, key) => key !== undefined && isPlace(value, key)),
    where,
  );
  const at = path && addressAt(document, path);
  if (path === undefined || at === undefined) return undefined;
  const holder = path.slice(0, -1).reduce<unknown>((value, key) => (value as Readonly<Record<string | number, unknown>>)[key], document);
  const value = other % 2 === 0 ? name : { name, more: other };
  switch (op) {
    case 'remove':
      return { op, at };
    case 'move':
      return { op, at, after: other % 3 === 0 || !Array.isArray(holder) ? null : (partAt(holder, other % holder.length) ?? '-') };
    case 'end':
      return { op: 'add', at: `${at.slice(0, at.lastIndexOf('/'))}/-`, value };
    default:
      return { op: op as 'add', at, value };
  }
};

const addressAt = (document: Document, path: Path): string | undefined => {
  let value = document;
  const parts = path.map((key) => {
    const part = Array.isArray(value) ? partAt(value, Number(key)) : String(key);
    value = (value as Readonly<Record<string | number, unknown>>)[key];
    return part;
  });
  return parts.every((part) => part !== undefined) ? addressOf(parts) : undefined;
};

type Document = unknown;
type Path = readonly (string | number)[];

/** Names that an address has to escape, or that look like something else in one. */
const names = fc.constantFrom('a/b', '~', '~1', 'x~0y', '0', '1', '-', '', ' ', '"q"', 'total_amount', 'customer_id', 'other', '/');

const oneChange: fc.Arbitrary<(document: Document) => Document> = fc
  .tuple(fc.constantFrom('name', 'text', 'swap', 'twice', 'less', 'copy-from', 'turn', 'key-less'), fc.nat(), fc.nat(), fc.nat(), names)
  .map(([kind, where, first, second, name]) => (document) => {
    const change = changes[kind];
    return change === undefined ? document : change(document, { where, first, second, name });
  });

type Luck = { readonly where: number; readonly first: number; readonly second: number; readonly name: string };

const changes: Readonly<Record<string, (document: Document, luck: Luck) => Document>> = {
  name: (document, { where, name }) =>
    atOne(
      document,
      where,
      (value, key) => key === 'name' && typeof value === 'string',
      () => name,
    ),
  text: (document, { where, name }) =>
    atOne(
      document,
      where,
      (value) => typeof value === 'string',
      () => name,
    ),
  swap: (document, { where, first, second }) =>
    atOne(document, where, isList, (list) =>
      list.toSpliced(first % list.length, 1).toSpliced(second % list.length, 0, list[first % list.length]),
    ),
  twice: (document, { where, first, second }) =>
    atOne(document, where, isList, (list) => list.toSpliced(second % (list.length + 1), 0, list[first % list.length])),
  less: (document, { where, first }) => atOne(document, where, isList, (list) => list.toSpliced(first % list.length, 1)),
  'copy-from': (document, { where, first, second, name }) =>
    atOne(document, where, isList, (list) => {
      const element = list[first % list.length];
      const copy =
        typeof element === 'object' && element !== null && 'name' in element
          ? { ...element, name }
          : typeof element === 'string'
            ? name
            : element;
      return list.toSpliced(second % (list.length + 1), 0, copy);
    }),
  turn: (document, { where }) => atOne(document, where, isList, (list) => list.toReversed()),
  'key-less': (document, { where }) =>
    without(
      document,
      pick(
        paths(document, (_, key) => key === 'input' || key === 'drop' || key === 'convention'),
        where,
      ),
    ),
};

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > 0;

function atOne(
  document: Document,
  where: number,
  suits: (value: unknown, key: unknown) => value is readonly unknown[],
  to: (value: readonly unknown[]) => unknown,
): Document;
function atOne(
  document: Document,
  where: number,
  suits: (value: unknown, key: unknown) => boolean,
  to: (value: readonly unknown[]) => unknown,
): Document;
function atOne(
  document: Document,
  where: number,
  suits: (value: unknown, key: unknown) => boolean,
  to: (value: readonly unknown[]) => unknown,
): Document {
  const path = pick(paths(document, suits), where);
  return path === undefined ? document : put(document, path, to);
}

const pick = (all: readonly Path[], where: number): Path | undefined => all[where % Math.max(all.length, 1)];

const paths = (value: unknown, suits: (value: unknown, key: unknown) => boolean, path: Path = []): readonly Path[] => {
  const own = suits(value, path.at(-1)) ? [path] : [];
  if (Array.isArray(value)) return [...own, ...value.flatMap((each, at) => paths(each, suits, [...path, at]))];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, each]) => paths(each, suits, [...path, key]))];
};

const put = (value: unknown, [key, ...rest]: Path, to: (value: readonly unknown[]) => unknown): unknown => {
  if (key === undefined) return to(value as readonly unknown[]);
  if (Array.isArray(value)) return value.with(Number(key), put(value[Number(key)], rest, to));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: put(object[key], rest, to) };
};

const without = (value: unknown, path: Path | undefined): unknown => {
  const [key, ...rest] = path ?? [];
  if (key === undefined) return value;
  if (Array.isArray(value)) return value.with(Number(key), without(value[Number(key)], rest));
  const { [key]: inner, ...others } = value as Readonly<Record<string, unknown>>;
  return rest.length === 0 ? others : { ...others, [key]: without(inner, rest) };
};
