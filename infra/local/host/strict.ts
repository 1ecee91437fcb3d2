// The deployed bundles, as Lambda runs them: a thread per function with an environment of its own, one event at a time, killed at the timeout.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DeployedFunction } from '../deploy.ts';
import { contextOf, type Hosted, withinTimeout } from './invoke.ts';

type Job = { readonly id: number; readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void };
type Message = {
  readonly ready?: true;
  readonly id?: number;
  readonly answer?: string;
  readonly error?: { name: string; message: string; stack?: string };
};
type Thread = { readonly worker: Worker; readonly ready: Promise<void>; job: Job | undefined; isOver: boolean };

/** `environment` holds what every function shares: endpoints and keys. */
export const hostStrict = async (fn: DeployedFunction, environment: Readonly<Record<string, string>>): Promise<Hosted> => {
  const { file, name } = entryOf(fn);
  let last = 0;
  let stopped = false;
  let turn: Promise<unknown> = Promise.resolve();
  const spawn = (): Thread => startThread(file, name, { ...environment, ...reserved(fn), ...fn.env });
  let thread = spawn();
  await thread.ready;

  const handle = async (event: unknown): Promise<unknown> => {
    if (stopped) throw new Error(`${fn.name} is stopped`);
    if (thread.isOver) thread = spawn(); // it died, or was killed at its timeout
    await thread.ready;
    const on = thread;
    const { getRemainingTimeInMillis, ...context } = contextOf(fn);
    const handling = new Promise<unknown>((resolve, reject) => {
      on.job = { id: ++last, resolve, reject };
      on.worker.postMessage({ id: last, event, context, deadline: Date.now() + getRemainingTimeInMillis() });
    });
    return withinTimeout(fn, handling, () => {
      on.isOver = true; // at once, for the next message does not wait until the thread has ended
      void on.worker.terminate();
    });
  };
  return {
    // API and queue may call the same function: one after the other.
    invoke: (event) => {
      const answer = turn.then(() => handle(event));
      turn = answer.catch(() => {});
      return answer;
    },
    concurrency: 1,
    stop: async () => {
      stopped = true;
      await thread.worker.terminate();
    },
  };
};

const startThread = (file: string, name: string, env: Readonly<Record<string, string>>): Thread => {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { env: { ...env }, workerData: { file, name } });
  worker.unref(); // the stack decides how long this process lives
  let ready = (): void => {};
  let broken = (_error: Error): void => {};
  const thread: Thread = {
    worker,
    job: undefined,
    isOver: false,
    ready: new Promise<void>((resolve, reject) => {
      ready = resolve;
      broken = reject;
    }),
  };
  const fail = (error: Error): void => {
    thread.isOver = true;
    broken(error);
    thread.job?.reject(error);
    thread.job = undefined;
  };
  thread.ready.catch(() => {});
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => fail(new Error(`the thread of ${path.basename(path.dirname(file))} ended with ${code}`)));
  worker.on('message', ({ ready: isReady, id, answer, error }: Message) => {
    if (isReady) return ready();
    if (thread.job === undefined || thread.job.id !== id) return;
    const { resolve, reject } = thread.job;
    thread.job = undefined;
    if (error === undefined) resolve(JSON.parse(answer ?? 'null'));
    else reject(Object.assign(new Error(error.message), error));
  });
  return thread;
};

/** `index.handler` in a folder: Lambda tries these endings too. */
const entryOf = (fn: DeployedFunction): { readonly file: string; readonly name: string } => {
  const dot = fn.handler.lastIndexOf('.');
  const base = path.join(fn.codePath, fn.handler.slice(0, dot));
  const file = ['.mjs', '.js', '.cjs'].map((ending) => base + ending).find((each) => existsSync(each));
  if (fn.codePath === '' || file === undefined)
    throw new Error(`${fn.name}: no file for handler ${fn.handler} in ${fn.codePath || 'its template'}`);
  return { file, name: fn.handler.slice(dot + 1) };
};

/** What Lambda sets itself. */
const reserved = (fn: DeployedFunction): Record<string, string> => ({
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memory),
  LAMBDA_TASK_ROOT: fn.codePath,
  _HANDLER: fn.handler,
  TZ: ':UTC',
});
