// Types of process-lock.mjs.
export type Holder = { readonly pid: number; readonly startedAt: string | undefined; readonly [extra: string]: unknown };
/** When the process began, as its system tells it; undefined when it is gone. */
export const startOf: (pid: number) => string | undefined;
export const thisProcess: () => { pid: number; startedAt: string | undefined };
export const isAlive: (holder: { readonly pid: number; readonly startedAt: string | undefined }) => boolean;
/** The living holder, with whatever it wrote beside its identity. */
export const holderOf: (file: string) => Holder | undefined;
export const tryLock: (file: string, extra?: object) => boolean;
export const updateLock: (file: string, extra: object) => void;
export const unlock: (file: string) => void;
export const withLock: <Result>(file: string, work: () => Promise<Result>, onWait?: (holder: Holder) => void) => Promise<Result>;
