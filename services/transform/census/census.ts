// The census of a plan: everything in it that may fail on some value, as columns to be counted. Nothing may fail: nothing is counted.
import type { Frame } from '../check/frames.ts';
import { neededFor } from '../check/needed.ts';
import type { Census, PlannedSource, PlannedStep } from '../plan.ts';
import { type Rows, type Seed, seedsOf } from './probes.ts';

/** All that was checked, also what the plan does not need: rows are shown by their keys, which a result seldom has. */
export type Whole = {
  readonly sources: readonly PlannedSource[];
  readonly steps: readonly PlannedStep[];
  readonly frames: ReadonlyMap<string, Frame | undefined>;
};

/** Of the steps that the target needs, as far as it needs them. */
export const censusOf = (needed: readonly PlannedStep[], whole: Whole): Census => {
  const names = freshNames([...whole.sources, ...whole.steps].map(({ name }) => name));
  const rows = rowsOf(whole);
  const seeds = needed.flatMap((step) => seedsOf(step, rows, names));
  const wanted = new Map(seeds.map((seed) => [seed.plan.name, [...seed.keys, ...seed.flags]]));
  return { ...neededFor(wanted, whole.sources, [...whole.steps, ...seeds.map(({ plan }) => plan)]), probes: seeds.map(probeOf) };
};

const probeOf = ({ step, plan, failures, flags, keys }: Seed): Census['probes'][number] => ({
  step,
  frame: plan.name,
  failures: failures.map(({ expression }, at) => ({ column: flags[at] ?? '', expression })),
  keys,
});

/** A row is shown by its shortest key, and without one by its first columns. */
const rowsOf = ({ sources, steps, frames }: Whole): Rows => {
  const columns: Rows['columns'] = (frame) => [...sources, ...steps].find(({ name }) => name === frame)?.columns ?? [];
  return {
    columns,
    keys: (frame) => {
      const keys = (frames.get(frame)?.unique ?? []).filter((key) => key.length > 0).toSorted((a, b) => a.length - b.length);
      return (
        keys[0] ??
        columns(frame)
          .slice(0, mostShown)
          .map(({ name }) => name)
      );
    },
  };
};
const mostShown = 3;

const freshNames = (taken: readonly string[]): (() => string) => {
  let n = 0;
  const next = (): string => {
    n += 1;
    const name = `census ${n}`;
    return taken.includes(name) ? next() : name;
  };
  return next;
};
