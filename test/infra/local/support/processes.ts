// Processes that tests start and kill, and what is left of them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startOf } from '../../../../infra/local/process-lock.mjs';

export type Held<Value> = { readonly child: ChildProcess; readonly pid: number; readonly value: Value; readonly kill: () => Promise<void> };

/** Starts hold.ts and waits for its line. */
export const hold = async <Value>(what: 'postgres' | 'stack' | 'lock', folder: string): Promise<Held<Value>> => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'hold.ts'), what, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text);
    });
    child.on('exit', (code) => reject(new Error(`hold ${what} ended with ${code}`)));
  });
  const kill = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return { child, pid: child.pid ?? 0, value: JSON.parse(line), kill };
};

/** Living processes whose command line or environment names the folder; only this user's can be seen into. */
export const aliveIn = (folder: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0 && pid !== process.pid && startOf(pid) !== undefined && mentions(pid, folder));

const mentions = (pid: number, folder: string): boolean =>
  ['cmdline', 'environ'].some((file) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  });
