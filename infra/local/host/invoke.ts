// One invocation of a deployed function: context, deadline, end. How its code is reached is the mode's business.
import { randomUUID } from 'node:crypto';
import type { DeployedFunction } from '../deploy.ts';

/** What a handler may ask of its surroundings; the part of AWS's context that has a meaning here. */
export type InvocationContext = {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryLimitInMB: string;
  readonly invokedFunctionArn: string;
  readonly getRemainingTimeInMillis: () => number;
};
export type Handler = (event: unknown, context: InvocationContext) => Promise<unknown>;

/** A function that can be called. `stop` ends what it holds. */
export type Hosted = {
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Lambda keeps an environment busy until its handler returns; more than this at once would share one. */
  readonly concurrency: number;
  readonly stop: () => Promise<void>;
};

export class TimedOut extends Error {
  override readonly name = 'TimedOut';
  constructor({ name, timeout }: DeployedFunction) {
    super(`${name} did not end within ${timeout} s`);
  }
}

/** Settles as the handling does, or with TimedOut after the function's timeout; `kill` then ends what still runs. */
export const withinTimeout = async (fn: DeployedFunction, handling: Promise<unknown>, kill: () => void): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimedOut(fn));
      kill();
    }, fn.timeout * 1000);
  });
  handling.catch(() => {}); // after the timeout nobody listens
  return await Promise.race([handling, late]).finally(() => clearTimeout(timer));
};

export const contextOf = (fn: DeployedFunction, requestId: string = randomUUID()): InvocationContext => {
  const deadline = Date.now() + fn.timeout * 1000;
  return {
    awsRequestId: requestId,
    functionName: fn.name,
    functionVersion: '$LATEST',
    memoryLimitInMB: String(fn.memory),
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${fn.name}`,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};
