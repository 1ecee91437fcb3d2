// Levels of subtotals: which keys each groups by, and the column that names them.
import type { AggregateStep } from '../../../../contracts/generated/types.ts';
import { nearest } from '../../diagnostics.ts';
import type { Context } from '../frames.ts';

export type Level = { readonly name: string; readonly by: readonly string[] };

/** Levels in the order of the spec, the keys of each in the order of `by`. */
export const checkLevels = (
  { levels, level_as }: AggregateStep,
  keys: readonly string[],
  path: string,
  { problems }: Context,
): readonly Level[] | undefined | 'wrong' => {
  if (levels === undefined) {
    if (level_as === undefined) return undefined;
    problems.add('levels', { path: `${path}/level_as` }, level_as, 'level_as names levels, and there are none', ['levels']);
    return 'wrong';
  }
  const before = problems.list.length;
  if (level_as === undefined) {
    const message = 'without level_as a subtotal looks like a group whose key is NULL';
    problems.add('levels', { path }, '', message, ['level_as: level']);
  }
  const seen = new Map<string, string>();
  levels.forEach(({ name, by }, at) => {
    by.forEach((key, n) => {
      if (!keys.includes(key))
        problems.add('levels', { path: `${path}/levels/${at}/by/${n}` }, key, `${key} is no key of the step`, adviceFor(key, keys));
    });
    const [same, twin] = [JSON.stringify(keys.filter((key) => by.includes(key))), `name ${name}`];
    if (seen.has(same)) problems.add('levels', { path: `${path}/levels/${at}/by` }, by.join(', '), `${seen.get(same)} has the same keys`);
    if (seen.has(twin)) problems.add('levels', { path: `${path}/levels/${at}/name` }, name, `two levels are named ${name}`, [`${name}_2`]);
    seen.set(same, name);
    seen.set(twin, name);
  });
  if (problems.list.length > before) return 'wrong';
  return levels.map(({ name, by }) => ({ name, by: keys.filter((key) => by.includes(key)) }));
};

const adviceFor = (key: string, keys: readonly string[]): readonly string[] => {
  const near = nearest(key, keys);
  return near.length > 0 ? near : keys;
};
