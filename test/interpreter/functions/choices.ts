// Functions that choose among values of one type.
import { comparable } from '../logic.ts';
import { NoMeaning } from '../raised.ts';
import { type Typed, unified } from '../typed.ts';
import { noType } from '../types.ts';
import { compare, type Value } from '../values.ts';
import type { Family } from './arguments.ts';

export const choiceFunctions: Family = {
  coalesce: (args) => {
    const { type, all } = typedAlike(args);
    return {
      type,
      value: (here) => {
        for (const each of all) {
          const value = each.value(here);
          if (value !== null) return value;
        }
        return null;
      },
    };
  },
  nullif: (args) => {
    const { type } = typedAlike(args);
    const [a, b] = comparable(args) as [Typed, Typed];
    return {
      type,
      value: (here) => {
        const [x, y] = [a.value(here), b.value(here)];
        return x !== null && y !== null && compare(x, y) === 0 ? null : x;
      },
    };
  },
  greatest: (args) => extreme(args, 1),
  least: (args) => extreme(args, -1),
};

const typedAlike = (args: readonly Typed[]): { readonly type: string; readonly all: readonly Typed[] } => {
  const alike = unified(args);
  if (alike.type === noType) throw new NoMeaning('nothing gives these NULLs a type');
  return alike;
};

const extreme = (args: readonly Typed[], sign: number): Typed => {
  const { type } = typedAlike(args);
  const all = comparable(args);
  return {
    type,
    value: (here) =>
      all
        .map((each) => each.value(here))
        .filter((value) => value !== null)
        .reduce((best: Value, value) => (best === null || compare(value, best) * sign > 0 ? value : best), null),
  };
};
