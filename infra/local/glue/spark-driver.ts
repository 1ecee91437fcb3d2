// The Python process with the warm Spark: started at once, started again when it dies. Job runs go in as lines, their ends come out as lines.
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { JobFault } from './harness.ts';
import type { SparkEnvironment } from './setup.ts';

export type SparkJob = {
  readonly jobRunId: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly faults: readonly JobFault[];
};

/** What runs job runs: a warm Spark, or what stands in for it. */
export type JobRunner = {
  /** Resolves when a job run would begin at once. */
  ready(): Promise<void>;
  /** Resolves when it would also run at full speed. */
  warm(): Promise<void>;
  /** Why the job run failed, as Glue would say it; null when it succeeded. Never throws. */
  run(job: SparkJob): Promise<string | null>;
  /** The job run ends soon, as failed. */
  cutOff(jobRunId: string): void;
  /** SIGKILL to the JVM. */
  kill(): void;
  close(): Promise<void>;
};

type Options = {
  readonly spark: SparkEnvironment;
  /** Folder of runner.py. */
  readonly runner: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLog: (line: string) => void;
};

type Process = {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly warm: Promise<void>;
  readonly say: (message: object) => void;
  jvm: number | undefined;
};

/** Deaths before the first ready that make it hopeless. */
const maxFailedStarts = 3;
/** Text of Glue when a driver is gone. */
const driverLost = 'Command failed with exit code 10';

export const startSparkDriver = (options: Options): JobRunner => {
  const pending = new Map<string, (failure: string | null) => void>();
  let closed = false;
  let failedStarts = 0;

  const heard = (message: DriverMessage, from: Process): void => {
    if (message.is === 'started') from.jvm = message.jvm;
    if (message.is === 'ended') {
      pending.get(message.id)?.(message.message);
      pending.delete(message.id);
    }
    if (message.is === 'ready') failedStarts = 0;
    if (message.is === 'warm') options.onLog(`spark: warm after ${(message.milliseconds / 1000).toFixed(1)} s`);
  };
  const died = (): void => {
    for (const end of pending.values()) end(driverLost);
    pending.clear();
    failedStarts += 1;
    if (closed || failedStarts > maxFailedStarts) return;
    options.onLog('spark: the driver ended, starting another');
    current = launch(options, heard, died);
  };
  let current = launch(options, heard, died);

  const reached = async (state: 'ready' | 'warm'): Promise<void> => {
    for (;;) {
      const waitedFor = current;
      try {
        return await waitedFor[state];
      } catch (error) {
        if (current === waitedFor) throw error; // no other was started
      }
    }
  };
  const run = async (job: SparkJob): Promise<string | null> => {
    try {
      await reached('ready');
    } catch {
      return driverLost;
    }
    const { promise, resolve } = Promise.withResolvers<string | null>();
    pending.set(job.jobRunId, resolve);
    current.say({ is: 'run', id: job.jobRunId, arguments: job.arguments, faults: job.faults });
    return promise;
  };
  const close = async (): Promise<void> => {
    closed = true;
    await end(current.child);
    await rm(options.spark.temporary, { recursive: true, force: true, maxRetries: 3 });
  };
  return {
    ready: () => reached('ready'),
    warm: () => reached('warm'),
    run,
    cutOff: (jobRunId) => current.say({ is: 'stop', id: jobRunId }),
    kill: () => current.jvm !== undefined && process.kill(current.jvm, 'SIGKILL'),
    close,
  };
};

/** The end of its stdin ends it; SIGKILL when that does not. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  const impatient = setTimeout(() => child.kill('SIGKILL'), 4000);
  await ended;
  clearTimeout(impatient);
};

type DriverMessage =
  | { readonly is: 'started'; readonly jvm: number }
  | { readonly is: 'ready' }
  | { readonly is: 'warm'; readonly milliseconds: number }
  | { readonly is: 'ended'; readonly id: string; readonly message: string | null };

/** One process. Its stdin is its life: when we go, however that is, it reads an end of file and goes too. */
const launch = (
  { spark, runner, env, onLog }: Options,
  heard: (message: DriverMessage, from: Process) => void,
  died: () => void,
): Process => {
  const args = [
    ...[path.join(import.meta.dirname, 'driver.py'), '--java', spark.java, '--jdbc-jar', spark.jdbcJar],
    ...['--archive', spark.archive, '--temporary', spark.temporary, '--runner', runner],
  ];
  const child = spawn(spark.python, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // Ctrl-C is for the parent, which then stops things in order
    env: {
      ...env,
      TZ: 'UTC',
      PYSPARK_PYTHON: spark.python,
      PYTHONDONTWRITEBYTECODE: '1',
      SPARK_LOCAL_IP: '127.0.0.1',
      SPARK_HOME: undefined,
    },
  });
  const ready = Promise.withResolvers<void>();
  const warm = Promise.withResolvers<void>();
  for (const { promise } of [ready, warm]) promise.catch(() => {}); // whoever waits for it is told
  const last: string[] = [];
  const one: Process = {
    child,
    ready: ready.promise,
    warm: warm.promise,
    jvm: undefined,
    say: (message) => child.stdin.write(`${JSON.stringify(message)}\n`),
  };
  child.stdin.on('error', () => {}); // it may end before we do
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as DriverMessage;
    heard(message, one);
    if (message.is === 'ready') ready.resolve();
    if (message.is === 'warm') warm.resolve();
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    last.push(line);
    if (last.length > 40) last.shift();
    onLog(`spark: ${line}`);
  });
  let over = false;
  const end = (why: string): void => {
    if (over) return;
    over = true;
    const error = new Error(`the Spark driver ended (${why}):\n${last.join('\n')}`);
    ready.reject(error);
    warm.reject(error);
    died();
  };
  child.on('error', (error) => end(error.message));
  child.on('exit', (code, signal) => end(signal ?? `exit ${code}`));
  return one;
};
