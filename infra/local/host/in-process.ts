// Handlers in this process, built from their source with the deployed environment: one debugger, no bundle, the fastest.
import type { DeployedFunction } from '../deploy.ts';
import { contextOf, type Handler, type Hosted, withinTimeout } from './invoke.ts';

/** Builds the handler of an agent for an environment: what `services/<agent>/main.ts` exports as `build`. */
export type LoadHandler = (agent: string, env: Readonly<Record<string, string>>) => Promise<Handler>;

/** Loaded at once, so that the first message does not wait. A handler cannot be killed here: past its timeout its answer no longer counts. */
export const hostInProcess = async (fn: DeployedFunction, load: LoadHandler): Promise<Hosted> => {
  const handler = await load(fn.agent, fn.env);
  return {
    invoke: (event) =>
      withinTimeout(
        fn,
        Promise.resolve().then(() => handler(event, contextOf(fn))),
        () => {},
      ),
    concurrency: Number.POSITIVE_INFINITY,
    stop: async () => {},
  };
};
