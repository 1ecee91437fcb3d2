// join: two inputs side by side; with `lookups` a chain of lookups, each on the result so far.
import type { JoinStep } from '../../../../contracts/generated/types.ts';
import type { JoinPlan } from '../../plan.ts';
import { type Checked, type Context, type Frame, inputOf } from '../frames.ts';
import { checkOneJoin, type JoinParts } from './join/one-join.ts';

export const checkJoin = (step: JoinStep, path: string, context: Context): Checked | undefined => {
  const { name, left, right, lookups = [] } = step;
  const names = chainNames(name, [right, ...lookups.map((lookup) => lookup.right)], context);
  const base = inputOf(left, `${path}/left`, context);
  const first = joined(step, names[0] ?? name, base, path, context);
  const chain: (Checked | undefined)[] = [first];
  lookups.forEach((lookup, at) => {
    const parts: JoinParts = { ...lookup, keep: [{ side: 'left', columns: 'all' }, ...keptOf(lookup)] };
    chain.push(joined(parts, names[at + 1] ?? name, chain.at(-1)?.frame, `${path}/lookups/${at}`, context));
  });
  if (!chain.every((each) => each !== undefined)) return undefined;
  const last = chain.at(-1) as Checked;
  return { ...last, before: chain.slice(0, -1).map((each) => each.step as JoinPlan) };
};

type Lookup = NonNullable<JoinStep['lookups']>[number];

const keptOf = ({ keep }: Lookup): JoinParts['keep'] =>
  Array.isArray(keep) && keep.length === 0 ? [] : [{ side: 'right', columns: keep, at: 'keep' }];

const joined = (parts: JoinParts, name: string, left: Frame | undefined, path: string, context: Context): Checked | undefined => {
  const right = inputOf(parts.right, `${path}/right`, context);
  return left === undefined || right === undefined ? undefined : checkOneJoin(parts, name, left, right, path, context);
};

/** The last join has the step's name; those before say how far they are: orders with customers, orders with products. */
const chainNames = (name: string, rights: readonly string[], { names }: Context): readonly string[] => {
  const taken = new Set(names);
  return rights.map((right, at) => {
    if (at === rights.length - 1) return name;
    const wanted = `${name} with ${right}`;
    let fresh = cut(wanted, '');
    for (let n = 2; taken.has(fresh); n += 1) fresh = cut(wanted, ` ${n}`);
    taken.add(fresh);
    return fresh;
  });
};

/** PostgreSQL cuts names after 63 bytes, and two might become one. */
const cut = (text: string, end: string): string => {
  let kept = [...text];
  while (new TextEncoder().encode(kept.join('') + end).length > 63) kept = kept.slice(0, -1);
  return kept.join('') + end;
};
