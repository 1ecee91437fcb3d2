// The whole thread on a stack of its own, for tests: real queues, real PostgreSQL, real Spark unless faked, faults on request.
import { rm } from 'node:fs/promises';
import type { RunRequested } from '../../contracts/generated/types.ts';
import type { Harness } from '../../infra/local/glue/harness.ts';
import { type OpenOptions, type OpenStack, openStack } from '../../infra/local/open-stack.ts';
import { placeOf } from '../../infra/local/places.ts';
import { ask } from '../../services/cli/ask.ts';
import { type Outcome, outcomeOf } from '../../services/cli/outcome.ts';
import { prepareOwn } from '../../services/cli/prepare.ts';
import { type Session, sessionWith } from '../../services/cli/session.ts';

export type Thread = {
  readonly stack: OpenStack;
  readonly session: Session;
  /** Runs SQL; rows with all values as text. */
  readonly sql: (text: string) => Promise<readonly Record<string, string | null>[]>;
  /** Asks on the bus and follows the run to its end. */
  readonly ask: (request: RunRequested | string) => Promise<Outcome>;
  /** Faults for the job runs that start from now on; undefined: none. */
  readonly faults: (faults: Harness['faults'] | undefined) => void;
  readonly close: () => Promise<void>;
};

const text = { getTypeParser: () => (value: string) => value };

/** `name` keeps this stack apart from others of the checkout; its stores are empty at the start. */
export const openThread = async (name: string, options: Omit<OpenOptions, 'stateDir'> = {}): Promise<Thread> => {
  const stateDir = placeOf(`tests/${name}`);
  await rm(stateDir, { recursive: true, force: true });
  let faults: Harness['faults'];
  const harness: Harness = { ...options.harness, faults: (job) => faults?.(job) };
  const stack = await openStack({ ...options, harness, stateDir });
  const session = sessionWith(stack);
  await prepareOwn(session);
  return {
    stack,
    session,
    sql: async (statement) => {
      const result = await session.database.query({ text: statement, types: text });
      return [result].flat().at(-1)?.rows ?? [];
    },
    ask: async (request) => {
      const asked = typeof request === 'string' ? { prompt: request } : request;
      return outcomeOf(session, await ask(session.bus, { budget: { deadlineSeconds: 120 }, ...asked }, () => undefined));
    },
    faults: (wanted) => {
      faults = wanted;
    },
    close: async () => {
      await session.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
};
