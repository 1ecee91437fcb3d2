// The one-machine stack: emulator, database, Glue and Bedrock endpoints, template, host; started side by side, ended in order.
import { appendFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsEnv, enterEnvironment } from './aws-env.ts';
import { deploy, type StackInfo } from './deploy.ts';
import { type Around, type HostMode, type LoadHandler, type Outcome, startHost } from './host.ts';
import { placeOf, root } from './places.ts';
import type { DatabaseAddress } from './postgres.ts';
import { secretOf } from './stack/database.ts';
import { announceStack, leaveStack, type StackAccess, takeStack } from './stack/lock.ts';
import { putSecret } from './stack/marker.ts';
import { whenParentDies } from './stack/parent.ts';
import { allOrFirstFailure, type Closing, closeAll } from './stack/side-by-side.ts';
import { type Stores, startStores } from './stack/stores.ts';
import { type Synth, synthesizeIfChanged, synthInChild } from './stack/synthesize.ts';

export { awsEnv } from './aws-env.ts';
export { attachStack, type RunningStack, type StackAccess, StackIsRunning } from './stack/lock.ts';

/** What a sidecar is started with. It starts at once, beside the rest, and awaits what it needs. */
export type SidecarContext = {
  readonly root: string;
  /** Folder for its state, below .datamorph/. */
  readonly stateDir: string;
  /** The emulator's endpoint, when it answers. */
  readonly aws: Promise<string>;
  readonly database: Promise<DatabaseAddress>;
  /** Folder of the cloud assembly, when it is whole. */
  readonly cdkOut: Promise<string>;
  /** What is deployed, when it is. */
  readonly info: Promise<StackInfo>;
  readonly onProgress: (line: string) => void;
  readonly onLog: (line: string) => void;
};
export type Sidecar = { readonly url: string; readonly close: () => Promise<void> };
export type StartSidecar = (context: SidecarContext) => Promise<Sidecar>;

export type StackOptions = {
  readonly services: { readonly glue: StartSidecar; readonly bedrock: StartSidecar };
  /** Default: in-process. */
  readonly mode?: HostMode;
  /** The user's own PostgreSQL instead of the embedded one. */
  readonly databaseUrl?: string;
  readonly onProgress?: (line: string) => void;
  /** Lines of emulator and database; default: .datamorph/stack.log. */
  readonly onLog?: (line: string) => void;
  readonly loadHandler?: LoadHandler;
  /** What a deployment would configure: variables that go before those of the template, for every function. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Faults of tests, around each batch. */
  readonly around?: Around;
  readonly onOutcome?: (outcome: Outcome) => void;
  readonly synth?: Synth;
  /** Instead of .datamorph/ of this checkout. */
  readonly stateDir?: string;
};
export type LocalStack = StackAccess & {
  /** Milliseconds from the start until each part was ready. */
  readonly timings: Readonly<Record<string, number>>;
  /** Resolves when a part ends although nobody stopped it. */
  readonly trouble: Promise<Error>;
  readonly stop: () => Promise<void>;
};

/** Throws StackIsRunning when this checkout's stack runs in another process. This process's AWS_ variables point at the stack until it is stopped. */
export const startStack = async (options: StackOptions): Promise<LocalStack> => {
  const state = placeOf('', options.stateDir);
  takeStack(state);
  const closing: Closing = [async () => leaveStack(state)];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= closeAll(closing);
    return stopping;
  };
  closing.push(async () => unwatch());
  // In order while that goes quickly; without us, what is left ends by itself.
  const unwatch = whenParentDies(() => void Promise.race([stop(), sleep(2000)]).finally(() => process.exit(1)));
  try {
    return { ...(await build(options, state, closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

type Built = Omit<LocalStack, 'stop'>;

const build = async (options: StackOptions, state: string, closing: Closing): Promise<Built> => {
  const began = performance.now();
  const timings: Record<string, number> = {};
  const { onProgress = () => {}, onLog = logTo(state) } = options;
  const timed = <Result>(part: string, work: Promise<Result>): Promise<Result> => {
    const done = work.then((result) => {
      timings[part] = Math.round(performance.now() - began);
      return result;
    });
    done.catch(() => {}); // whoever needs it is told
    return done;
  };

  const cdkOut = timed('template', synthesize(options, state, onProgress));
  const emulator = timed('emulator', startStores(options.databaseUrl, state, { onProgress, onLog, timed }, closing));
  const info = timed('deployment', deployed(cdkOut, emulator));
  const context: SidecarContext = {
    ...{ root, cdkOut, info, onProgress, onLog, stateDir: state },
    aws: emulator.then((stores) => stores.emulator.endpoint),
    database: emulator.then((stores) => stores.database),
  };
  for (const promise of [context.aws, context.database]) promise.catch(() => {});
  const [stores, stack, glue, bedrock] = await allOrFirstFailure([
    emulator,
    info,
    timed('glue', openSidecar(options.services.glue, context, closing)),
    timed('bedrock', openSidecar(options.services.bedrock, context, closing)),
  ]);

  const aws = stores.emulator.endpoint;
  const env = awsEnv(aws, { glue: glue.url, bedrock: bedrock.url });
  const leave = enterEnvironment(env);
  closing.push(async () => leave());
  const host = await timed('host', startHost({ ...options, endpoint: aws, stack, mode: options.mode ?? 'in-process', environment: env }));
  // A handler may run for minutes; what it did not finish comes again at the next start.
  closing.push(() => Promise.race([host.stop(), sleep(2000, undefined, { ref: false })]));

  const endpoints = { aws, glue: glue.url, bedrock: bedrock.url, api: stack.apiUrl };
  const access: StackAccess = { endpoints, env, info: stack, database: stores.database };
  announceStack(access, state);
  return { ...access, timings, trouble: stores.trouble };
};

const logTo = (state: string) => {
  mkdirSync(state, { recursive: true });
  const file = placeOf('stack.log', state);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) rmSync(file); // of many starts
  return (line: string): void => appendFileSync(file, `${line}\n`);
};

const synthesize = async ({ synth = synthInChild }: StackOptions, state: string, onProgress: (line: string) => void): Promise<string> => {
  const cdkOut = placeOf('cdk.out', state);
  await synthesizeIfChanged(cdkOut, synth, onProgress);
  return cdkOut;
};

const deployed = async (cdkOut: Promise<string>, stores: Promise<Stores>): Promise<StackInfo> => {
  const [folder, { emulator, database }] = await Promise.all([cdkOut, stores]);
  const info = await deploy(folder, emulator.endpoint);
  await putSecret(emulator.endpoint, 'datamorph/config', secretOf(database));
  return info;
};

const openSidecar = async (start: StartSidecar, context: SidecarContext, closing: Closing): Promise<Sidecar> => {
  const sidecar = await start(context);
  closing.push(() => sidecar.close());
  return sidecar;
};
