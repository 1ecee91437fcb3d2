// The changes that make one spec of another.
import type { SpecPatch, TransformSpec } from '../../contracts/generated/types.ts';
import { addressOf, isObject } from './diff/address.ts';
import { isSame } from './diff/canonical.ts';
import type { Change } from './diff/change.ts';
import { type Below, listChanges } from './diff/list-changes.ts';

/** Applied to `a` they give `b`; empty when both are the same. Elements are told by their names, so that what moved is moved and what was renamed is renamed. */
export const diff = (a: TransformSpec, b: TransformSpec): SpecPatch => {
  for (let depth = deepest; depth > 1; depth -= 1) {
    const changes = changesBetween(a, b, depth) ?? [];
    if (changes.length <= mostChanges && changes.every(({ at }) => at.length <= longestAddress)) return [...changes];
  }
  return [...(changesBetween(a, b, 1) ?? [])];
};

// what the schema of a patch allows
const mostChanges = 50;
const longestAddress = 400;
/** Levels at which parts are told apart; below that they are replaced whole. The steps are the first, a step the second, its columns the fourth. */
const deepest = 9;

/** Addresses are relative to the value. Undefined: it can only be replaced as a whole. */
const changesBetween = (a: unknown, b: unknown, depth: number): readonly Change[] | undefined => {
  if (isSame(a, b)) return [];
  if (depth === 0) return undefined;
  const below: Below = (part, from, to) => partChanges(part, from, to, depth - 1);
  if (Array.isArray(a) && Array.isArray(b)) return listChanges(a, b, below);
  if (isObject(a) && isObject(b)) return objectChanges(a, b, below);
  return undefined;
};

const partChanges = (part: string, from: unknown, to: unknown, depth: number): readonly Change[] => {
  const at = addressOf([part]);
  const whole: readonly Change[] = [{ op: 'replace', at, value: to }];
  const inner = changesBetween(from, to, depth)?.map((change) => ({ ...change, at: at + change.at }));
  return inner === undefined || sizeOf(inner) > sizeOf(whole) ? whole : inner;
};

const sizeOf = (changes: readonly Change[]): number => JSON.stringify(changes).length;

type Part = Readonly<Record<string, unknown>>;

/** The name last: until then the addresses of the other changes hold. */
const objectChanges = (a: Part, b: Part, below: Below): readonly Change[] => {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort((one, other) => Number(one === 'name') - Number(other === 'name'));
  return keys.flatMap((key): readonly Change[] => {
    if (!Object.hasOwn(b, key)) return [{ op: 'remove', at: addressOf([key]) }];
    if (!Object.hasOwn(a, key)) return [{ op: 'add', at: addressOf([key]), value: b[key] }];
    return below(key, a[key], b[key]);
  });
};
