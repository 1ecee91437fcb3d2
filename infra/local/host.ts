// The Lambda host: every deployed function can be called, every deployed queue is polled. Polling here rather than in the emulator means that messages wait while we are down.

import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DeployedFunction, StackInfo } from './deploy.ts';
import { startApiTarget } from './host/api-target.ts';
import { hostInProcess, type LoadHandler } from './host/in-process.ts';
import type { Handler, Hosted } from './host/invoke.ts';
import { type Around, type Outcome, pollQueue } from './host/poll-queue.ts';
import { hostStrict } from './host/strict.ts';
import { root } from './places.ts';

export type { LoadHandler } from './host/in-process.ts';
export type { Handler, InvocationContext } from './host/invoke.ts';
export type { Around, Delivery, Outcome } from './host/poll-queue.ts';

export type HostMode = 'in-process' | 'strict';
export type HostOptions = {
  /** The emulator's. */
  readonly endpoint: string;
  readonly stack: StackInfo;
  readonly mode: HostMode;
  /** In-process mode only; its clients read this process's environment. Default: `build` of services/<agent>/main.ts. */
  readonly loadHandler?: LoadHandler;
  /** Strict mode only: what all functions' environments share. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Both modes: variables that go before those of the template, for every function. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Faults of tests. */
  readonly around?: Around;
  /** Told of each batch that was handled. */
  readonly onOutcome?: (outcome: Outcome) => void;
};
export type Host = {
  /** Takes no more messages, lets what runs end, gives everything up. */
  readonly stop: () => Promise<void>;
};

/** Resolves when all handlers are loaded and all queues are polled. */
export const startHost = async (options: HostOptions): Promise<Host> => {
  const { endpoint, stack, around = (_delivery, next) => next(), onOutcome = () => {} } = options;
  const hosted = new Map(await Promise.all(stack.functions.map(async (fn) => [fn.name, await hostOf(fn, options)] as const)));
  const fed = new Set(stack.mappings.map(({ functionName }) => functionName));
  const unfed = stack.functions.flatMap((fn) => (fed.has(fn.name) ? [] : [[fn, required(hosted, fn.name)] as const]));
  const target = unfed.length === 0 ? undefined : await startApiTarget(endpoint, unfed);
  const pollers = stack.mappings.map((mapping) => {
    const agent = stack.functions.find(({ name }) => name === mapping.functionName)?.agent ?? mapping.functionName;
    return pollQueue(endpoint, mapping, { agent, hosted: required(hosted, mapping.functionName), around, onOutcome });
  });
  return {
    stop: async () => {
      await Promise.all([...pollers.map((poller) => poller.stop()), target?.stop()]);
      await Promise.all([...hosted.values()].map((each) => each.stop()));
    },
  };
};

const hostOf = (
  deployed: DeployedFunction,
  { mode, loadHandler = fromServices, environment = {}, settings = {} }: HostOptions,
): Promise<Hosted> => {
  const fn = { ...deployed, env: { ...deployed.env, ...settings } };
  return mode === 'strict' ? hostStrict(fn, environment) : hostInProcess(fn, loadHandler);
};

const required = (hosted: ReadonlyMap<string, Hosted>, name: string): Hosted => {
  const found = hosted.get(name);
  if (found === undefined) throw new Error(`a queue feeds the function ${name}, which the stack does not have`);
  return found;
};

/** services/<agent>/main.ts, as written. */
const fromServices: LoadHandler = async (agent, env) => {
  const file = path.join(root, 'services', agent, 'main.ts');
  const main: { readonly build?: (environment: Readonly<Record<string, string>>) => Handler } = await import(pathToFileURL(file).href);
  if (main.build === undefined) throw new Error(`${path.relative(root, fileURLToPath(pathToFileURL(file)))} does not export build`);
  return main.build(env);
};
