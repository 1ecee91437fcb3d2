// Children that cannot outlive us: each reads a pipe that only we hold the other end of, so that even SIGKILL of this process reaches them as an end of file.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export type OwnedProcess = {
  readonly pid: number;
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  hasEnded(): boolean;
  /** SIGTERM, and SIGKILL after the grace. Resolves when it has ended; a second call waits for the same end. */
  stop(graceMs?: number): Promise<void>;
};

export type OwnedOptions = {
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Each line of stdout and stderr. */
  readonly onLine: (line: string) => void;
};

/** Starts a program that ends by itself when its stdin does. In a process group of its own, so that Ctrl-C reaches only us and we stop things in order. */
export const spawnOwned = (command: string, args: readonly string[], options: OwnedOptions): OwnedProcess => {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: { ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.user,
  });
  child.stdin.on('error', () => {}); // it may end before we do
  eachLine(child, options.onLine);
  let over = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      over = true;
      resolve({ code, signal });
    });
  });
  ended.catch(() => {}); // whoever waits for it is told
  const stop = async (graceMs = 8000): Promise<void> => {
    if (over) return;
    child.kill('SIGTERM');
    const impatient = setTimeout(() => killGroup(child), graceMs);
    await ended.catch(() => {});
    clearTimeout(impatient);
  };
  return { pid: child.pid ?? 0, ended, hasEnded: () => over, stop };
};

/**
 * Runs a program that knows nothing of us to its end, together with all that it starts: it gets a process group of its own, which a watcher kills when
 * our end of a pipe closes. Answers what it said; throws with the last of that when it fails.
 */
export const runOwned = (command: string, args: readonly string[], options: Pick<OwnedOptions, 'cwd' | 'env'>): Promise<string> =>
  new Promise((resolve, reject) => {
    // A line tells the watcher that all is well; an end of file does not.
    const watched = 'exec 3<&0; (read -r over <&3 || kill -KILL 0) >/dev/null 2>&1 & exec "$0" "$@" </dev/null 3<&-';
    const { cwd, env } = options;
    const where = cwd === undefined ? {} : { cwd };
    const child = spawn('/bin/sh', ['-c', watched, command, ...args], { stdio: 'pipe', detached: true, env: { ...env }, ...where });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    child.stdin.on('error', () => {}); // the watcher may have ended with the rest
    child.on('error', reject);
    child.on('exit', () => child.stdin.end('over\n'));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(said);
      else reject(new Error(`${path.basename(command)} ended with ${signal ?? code}:\n${said.slice(-3000)}`));
    });
  });

/** Resolves with `ready`, or throws with the last lines of the child when it ends before, or when the time is up. */
export const readyOrDead = async (
  name: string,
  child: OwnedProcess,
  ready: Promise<unknown>,
  lastLines: () => string,
  withinMs: number,
): Promise<void> => {
  const died = child.ended.then(({ code, signal }) => {
    throw new Error(`${name} ended before it was ready (${signal ?? `exit ${code}`}):\n${lastLines()}`);
  });
  died.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} was not ready within ${withinMs / 1000} s:\n${lastLines()}`)), withinMs);
  });
  await Promise.race([ready, died, late]).finally(() => clearTimeout(timer));
};

const killGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {} // gone in the meantime
};

const eachLine = (child: ChildProcess, onLine: (line: string) => void): void => {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    if (stream !== null && stream !== undefined)
      void once(stream, 'close').then(
        () => rest !== '' && onLine(rest),
        () => {},
      );
  }
};

/** Keeps the last lines for an error message, and passes each on. */
export const rememberLines = (
  pass: (line: string) => void,
  keep = 40,
): { readonly onLine: (line: string) => void; readonly last: () => string } => {
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    if (lines.length > keep) lines.shift();
    pass(line);
  };
  return { onLine, last: () => lines.join('\n') };
};
