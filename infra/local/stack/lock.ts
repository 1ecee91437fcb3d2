// One stack per checkout: who runs it, and where it answers.
import { setTimeout as sleep } from 'node:timers/promises';
import type { StackInfo } from '../deploy.ts';
import { placeOf } from '../places.ts';
import type { DatabaseAddress } from '../postgres.ts';
import { type Holder, holderOf, tryLock, unlock, updateLock } from '../process-lock.mjs';

/** All that a client of a running stack needs. */
export type StackAccess = {
  readonly endpoints: { readonly aws: string; readonly glue: string; readonly bedrock: string; readonly api: string | undefined };
  /** Environment for processes whose SDK clients shall reach the stack. */
  readonly env: Readonly<Record<string, string>>;
  readonly info: StackInfo;
  readonly database: DatabaseAddress;
};
export type RunningStack = StackAccess & { readonly pid: number };

export class StackIsRunning extends Error {
  override readonly name = 'StackIsRunning';
  readonly pid: number;
  constructor({ pid }: Holder) {
    super(`the local stack of this checkout already runs in process ${pid}: use it, or stop that process first`);
    this.pid = pid;
  }
}

const fileIn = (state?: string): string => placeOf('stack.json', state);

export const takeStack = (state?: string): void => {
  for (let tries = 0; tries < 5; tries++) {
    if (tryLock(fileIn(state), { phase: 'starting' })) return;
    const holder = holderOf(fileIn(state));
    if (holder !== undefined) throw new StackIsRunning(holder);
  }
  throw new Error(`cannot take ${fileIn(state)}: several starts are fighting for it`);
};

/** Readable by its owner only: it holds the database's password. */
export const announceStack = (access: StackAccess, state?: string): void => updateLock(fileIn(state), { phase: 'ready', access });
export const leaveStack = (state?: string): void => unlock(fileIn(state));

/** The stack that runs in this checkout; undefined when none does. One that is just starting is waited for. */
export const attachStack = async ({
  state,
  withinMs = 120_000,
}: {
  state?: string;
  withinMs?: number;
} = {}): Promise<RunningStack | undefined> => {
  for (const deadline = Date.now() + withinMs; ; ) {
    const holder = holderOf(fileIn(state));
    if (holder === undefined) return undefined;
    if (holder.phase === 'ready') return { ...(holder.access as StackAccess), pid: holder.pid };
    if (Date.now() > deadline) throw new Error(`the stack in process ${holder.pid} is still starting after ${withinMs / 1000} s`);
    await sleep(100);
  }
};
