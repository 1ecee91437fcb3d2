// Decides the order of everything: each port call of a handler waits for its turn, and one turn is given at a time. A choice is a number below the number of
// things that could happen next; a sequence of choices is an order, and the same sequence is the same order.
import { AsyncLocalStorage } from 'node:async_hooks';

export type Chooser = (options: number) => number;

/** A task may die: instead of that turn, counted from 1, its process is gone. */
export type Task = { turns: number; readonly diesAt?: number | undefined; readonly onDeath?: (() => void) | undefined };

export type Scheduler = {
  /** Waits until it is this task's turn. */
  readonly turn: () => Promise<void>;
  /** Starts a task; its turns belong to it. */
  readonly start: (task: Task, run: () => Promise<void>) => void;
  /** Gives turns until nothing is left to do. `more` offers further things that could happen next. */
  readonly drain: (more: () => readonly (() => void)[]) => Promise<void>;
};

type Waiting = { readonly task: Task; readonly go: () => void };

/** Above any order that ends. */
const maxTurns = 20_000;

export const scheduler = (choose: Chooser): Scheduler => {
  const waiting: Waiting[] = [];
  const tasks = new AsyncLocalStorage<Task>();
  return {
    turn: () => {
      const task = tasks.getStore();
      if (task === undefined) return Promise.resolve();
      task.turns += 1;
      if (task.diesAt !== undefined && task.turns >= task.diesAt) {
        if (task.turns === task.diesAt) task.onDeath?.();
        return new Promise(() => undefined);
      }
      return new Promise<void>((go) => {
        waiting.push({ task, go });
      });
    },
    start: (task, run) => {
      void tasks.run(task, run);
    },
    drain: async (more) => {
      for (let turns = 0; turns < maxTurns; turns += 1) {
        await settled();
        const others = more();
        const options = waiting.length + others.length;
        if (options === 0) return;
        const chosen = choose(options);
        if (chosen >= waiting.length) {
          others[chosen - waiting.length]?.();
          continue;
        }
        const [next] = waiting.splice(chosen, 1);
        next?.go();
      }
      throw new Error(`no end after ${maxTurns} turns`);
    },
  };
};

/** Every promise that can go on without a turn has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Random orders; the seed is what a failure prints. (Mulberry32.) */
export const randomChooser = (seed: number): Chooser => {
  let state = seed >>> 0;
  return (options) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % options;
  };
};

/** All orders, one after the other: `next` is false when every order was tried. */
export const everyOrder = () => {
  let path: { chosen: number; options: number }[] = [];
  let depth = 0;
  const choose: Chooser = (options) => {
    const step = path[depth] ?? { chosen: 0, options };
    path[depth] = { ...step, options };
    depth += 1;
    return Math.min(step.chosen, options - 1);
  };
  const next = (): boolean => {
    path = path.slice(0, depth);
    depth = 0;
    for (let last = path.pop(); last !== undefined; last = path.pop()) {
      if (last.chosen + 1 < last.options) {
        path.push({ chosen: last.chosen + 1, options: last.options });
        return true;
      }
    }
    return false;
  };
  return { choose, next };
};
