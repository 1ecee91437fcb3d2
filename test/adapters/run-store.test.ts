// The memory run table of the flow tests keeps the promises of the real one.
import { describe, expect, it } from 'vitest';
import { memoryRuns } from '../support/fakes/memory-runs.ts';
import { runStoreContract } from './run-store.contract.ts';

runStoreContract('run table in memory', async () => memoryRuns());

describe('run table in memory', () => {
  it('waits for its turn before it touches anything', async () => {
    const waiting: (() => void)[] = [];
    const store = memoryRuns({ turn: () => new Promise((go) => waiting.push(go)) });
    let read: unknown = 'waiting';
    void store.read('any').then((run) => {
      read = run;
    });
    await new Promise((go) => setImmediate(go));
    expect(read).toBe('waiting');
    waiting[0]?.();
    await new Promise((go) => setImmediate(go));
    expect(read).toBeUndefined();
  });
});
