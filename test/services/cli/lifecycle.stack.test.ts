// `npm run local` and the hard ways to end it: Ctrl-C, SIGKILL, a launcher that vanishes, an interrupt in the middle of a start. Works in the checkout's own .datamorph.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureSpark } from '../../../infra/local/glue/setup.ts';
import { placeOf, root } from '../../../infra/local/places.ts';
import { type Holder, holderOf, isAlive, startOf } from '../../../infra/local/process-lock.mjs';

const lock = placeOf('stack.json');
const running = holderOf(lock);

type Started = {
  readonly child: ChildProcess;
  /** Everything that it has started by now and that lives, however deep. */
  readonly family: () => readonly Holder[];
  /** Resolves when the text was printed; throws with all that was when it ended before. */
  readonly says: (text: string) => Promise<void>;
  /** Sends the signal; milliseconds until it ended, and how. */
  readonly end: (
    signal: NodeJS.Signals,
  ) => Promise<{ readonly ms: number; readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
};

const open: Started[] = [];
afterEach(async () => {
  for (const started of open.splice(0)) {
    const family = started.family();
    if (started.child.exitCode === null && started.child.signalCode === null) await started.end('SIGTERM');
    await allGone(family, 10_000);
  }
});

const start = (...command: readonly string[]): Started => {
  // As a terminal without a keyboard: whoever reads stdin sees its end.
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATAMORPH_PARENT_PID: undefined },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const over = () => child.exitCode !== null || child.signalCode !== null;
  const started: Started = {
    child,
    family: () => descendants(child.pid ?? 0),
    says: (text) =>
      until(
        () => `“${text}”`,
        120_000,
        () => {
          if (said.includes(text)) return true;
          if (over()) throw new Error(`ended before it said “${text}”:\n${said}`);
          return false;
        },
      ),
    end: async (signal) => {
      const began = performance.now();
      child.kill(signal);
      const [code, by] = await ended;
      return { ms: performance.now() - began, code, signal: by };
    },
  };
  open.push(started);
  return started;
};
const local = () => start('services/cli/local.ts');

/** By pid and start, so that a stranger who is given a pid later is not taken for one of them. */
const descendants = (ancestor: number): readonly Holder[] => {
  const pairs = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const children = (of: number): number[] => pairs.flatMap(([pid, parent]) => (parent === of ? [pid, ...children(pid)] : []));
  return children(ancestor).flatMap((pid) => {
    const startedAt = startOf(pid);
    return startedAt === undefined ? [] : [{ pid, startedAt }];
  });
};
const until = async (what: () => string, within: number, isSo: () => boolean): Promise<void> => {
  for (const deadline = performance.now() + within; !isSo(); ) {
    if (performance.now() > deadline) throw new Error(`not within ${within} ms: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const allGone = (family: readonly Holder[], within: number): Promise<void> =>
  until(
    () => `all of ${family.length} processes have ended; left: ${family.filter(isAlive).map(commandOf)}`,
    within,
    () => !family.some(isAlive),
  );
const commandOf = ({ pid }: Holder): string => {
  try {
    return `${pid} ${execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).slice(0, 120)}`;
  } catch {
    return String(pid);
  }
};

describe.skipIf(running !== undefined)('npm run local', () => {
  // What a first start installs is not what is interrupted here.
  beforeAll(async () => void (await ensureSpark()));

  it('ends on Ctrl-C within 10 s, with all its processes and its lock, and can be started again', async () => {
    const first = local();
    await first.says('The stack is up');
    const family = first.family();
    expect(family.length).toBeGreaterThanOrEqual(3); // the emulator, PostgreSQL and its shell
    const { ms, code } = await first.end('SIGINT');
    expect(code).toBe(130);
    expect(ms).toBeLessThan(10_000);
    expect(family.filter(isAlive).map(commandOf)).toEqual([]);
    expect(holderOf(lock)).toBeUndefined();
    await local().says('The stack is up');
  });

  it('leaves no process 5 s after it was killed, Spark included, and can be started again', async () => {
    const first = local();
    await first.says('Spark is warm');
    const family = first.family();
    expect(family.map(commandOf).join('\n')).toMatch(/java/);
    await first.end('SIGKILL');
    await allGone(family, 5000);
    await local().says('The stack is up');
  });

  it('can be started at once after it was killed', async () => {
    const first = local();
    await first.says('The stack is up');
    await first.end('SIGKILL');
    await local().says('The stack is up');
  });

  it('ends when the launcher of npm is killed', async () => {
    const launcher = start(path.join('infra/local/start.mjs'), 'services/cli/local.ts');
    await launcher.says('The stack is up');
    const family = launcher.family();
    await launcher.end('SIGKILL');
    await allGone(family, 5000);
    expect(holderOf(lock)).toBeUndefined();
  });

  it('may be interrupted in the middle of its start', async () => {
    const first = local();
    await until(
      () => 'its first processes',
      30_000,
      () => first.family().length >= 2,
    );
    const family = first.family();
    const { ms } = await first.end('SIGINT');
    expect(ms).toBeLessThan(10_000);
    await allGone(family, 5000);
    await local().says('The stack is up');
  });

  it('refuses a second start, and names the first', async () => {
    const first = local();
    await first.says('The stack is up');
    const second = local();
    await expect(second.says('The stack is up')).rejects.toThrow(`already runs in process ${first.child.pid}`);
    expect(second.child.exitCode).toBe(1);
  });
});
