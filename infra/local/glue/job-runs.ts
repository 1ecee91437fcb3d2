// Job runs as Glue keeps them: queued above the limit, started, ended, stopped. Says each end once.
import { randomBytes } from 'node:crypto';
import type { EndState } from './harness.ts';
import type { JobRunner } from './spark-driver.ts';

export type JobDefinition = {
  readonly defaultArguments: Readonly<Record<string, string>>;
  readonly nonOverridableArguments?: Readonly<Record<string, string>>;
  readonly maxConcurrentRuns: number;
  /** runner.py; its modules lie beside it. */
  readonly scriptPath: string;
  readonly timeoutMinutes?: number;
};

type State = 'WAITING' | 'STARTING' | 'RUNNING' | 'STOPPING' | EndState;

export type JobRun = {
  readonly id: string;
  /** As given to StartJobRun, without the defaults. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly startedAt: number;
  readonly timeoutMinutes: number;
  state: State;
  /** When it left the queue. */
  runningAt?: number;
  completedAt?: number;
  message: string;
};

/** `begin` says when a job run leaves the queue, and what the runner gets; `ended` is told each end. */
type Options = {
  readonly definition: JobDefinition;
  readonly runner: JobRunner;
  readonly begin: (run: JobRun) => Parameters<JobRunner['run']>[0]['faults'];
  readonly ended: (run: JobRun, state: EndState) => void;
};

export const hasEnded = (run: JobRun): boolean => run.completedAt !== undefined;

export class JobRuns {
  readonly #options: Options;
  readonly #runs = new Map<string, JobRun>();

  constructor(options: Options) {
    this.#options = options;
  }

  start(given: Readonly<Record<string, string>>, timeoutMinutes = this.#options.definition.timeoutMinutes ?? 480): JobRun {
    const id = `jr_${randomBytes(32).toString('hex')}`;
    const run: JobRun = { id, arguments: given, startedAt: Date.now(), timeoutMinutes, state: 'WAITING', message: '' };
    this.#runs.set(id, run);
    this.#fill();
    return run;
  }

  find(id: string): JobRun | undefined {
    return this.#runs.get(id);
  }

  /** Newest first. */
  all(): readonly JobRun[] {
    return [...this.#runs.values()].reverse();
  }

  /** Whether there was something to stop. */
  stop(run: JobRun): boolean {
    if (hasEnded(run) || run.state === 'STOPPING') return false;
    if (run.state === 'WAITING') this.#end(run, 'STOPPED', 'Job run was stopped');
    else {
      run.state = 'STOPPING';
      this.#options.runner.cutOff(run.id);
    }
    return true;
  }

  #fill(): void {
    const { definition } = this.#options;
    for (const run of this.#runs.values()) {
      const running = [...this.#runs.values()].filter((one) => one.runningAt !== undefined && !hasEnded(one)).length;
      if (running >= definition.maxConcurrentRuns) return;
      if (run.state === 'WAITING') void this.#run(run);
    }
  }

  async #run(run: JobRun): Promise<void> {
    const { definition, runner, begin } = this.#options;
    run.state = 'STARTING';
    run.runningAt = Date.now();
    const faults = begin(run);
    const merged = { ...definition.defaultArguments, ...run.arguments, ...definition.nonOverridableArguments };
    await runner.ready().catch(() => {}); // run() says what is wrong
    let timedOut = false;
    const timeout = setTimeout(() => {
      timedOut = true;
      runner.cutOff(run.id);
    }, run.timeoutMinutes * 60_000);
    timeout.unref();
    if (run.state === 'STARTING') run.state = 'RUNNING';
    const failure = stopping(run) ? 'stopped before it began' : await runner.run({ jobRunId: run.id, arguments: merged, faults });
    clearTimeout(timeout);
    if (stopping(run)) this.#end(run, 'STOPPED', 'Job run was stopped');
    else if (timedOut) this.#end(run, 'TIMEOUT', 'Job run exceeded timeout limit');
    else if (failure === null) this.#end(run, 'SUCCEEDED', '');
    else this.#end(run, 'FAILED', failure);
  }

  #end(run: JobRun, state: EndState, message: string): void {
    run.state = state;
    run.message = message;
    run.completedAt = Date.now();
    this.#options.ended(run, state);
    this.#fill();
  }
}

/** Asked again after each wait, for a stop may have come meanwhile. */
const stopping = (run: JobRun): boolean => run.state === 'STOPPING';
