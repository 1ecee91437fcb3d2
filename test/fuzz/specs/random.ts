// Choices that a seed decides: the same seed, the same spec, on every machine.

export type Random = {
  /** A whole number from 0 up to but not including n. */
  readonly below: (n: number) => number;
  /** True that often, from 0 to 1. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** Some of them, in their order; at least `least`, at most `most`. */
  readonly some: <T>(from: readonly T[], least: number, most?: number) => readonly T[];
  readonly shuffled: <T>(from: readonly T[]) => readonly T[];
};

/** Mulberry32: 32 bits of state are enough to choose among specs, and few enough to print. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  const shuffled = <T>(from: readonly T[]): readonly T[] => {
    const left = [...from];
    return from.map(() => left.splice(below(left.length), 1)[0] as T);
  };
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (from) => {
      if (from.length === 0) throw new Error('nothing to pick from');
      return from[below(from.length)] as (typeof from)[number];
    },
    some: (from, least, most = from.length) => {
      const count = Math.min(from.length, least + below(Math.max(1, most - least + 1)));
      const chosen = new Set(shuffled(from.map((_, at) => at)).slice(0, count));
      return from.filter((_, at) => chosen.has(at));
    },
    shuffled,
  };
};

/** A seed of its own for the n-th of a series, so that one can be made again without those before it. */
export const derived = (seed: number, n: number): number => (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35)) >>> 0;
