// Folders and stacks of tests that leave nothing behind.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LoadHandler } from '../../../../infra/local/host.ts';
import { type LocalStack, type StackOptions, startStack } from '../../../../infra/local/stack.ts';
import { type ChainOptions, writeChain } from './chain-assembly.ts';
import { build } from './chain-handler.ts';
import { aliveIn } from './processes.ts';

/** A folder that goes with the test. */
export const temporary = async (onDone: (clean: () => Promise<void>) => void): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'datamorph-test-'));
  await chmod(folder, 0o755); // as a checkout is, so that root's database can live in it
  onDone(async () => {
    // A child whose parent was killed may still be writing its state.
    if (process.platform === 'linux') await until('nobody works there', () => aliveIn(folder).length === 0);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
};

export const silent = async () => ({ url: 'http://127.0.0.1:9', close: async () => {} });
export const chainHandlers: LoadHandler = async (_agent, env) => build(env) as Awaited<ReturnType<LoadHandler>>;

/** A stack of the chain in a folder of its own. */
export const startChain = (stateDir: string, chain: ChainOptions, options: Partial<StackOptions> = {}): Promise<LocalStack> =>
  startStack({
    stateDir,
    services: { glue: silent, bedrock: silent },
    synth: (outDir) => writeChain(outDir, chain),
    loadHandler: chainHandlers,
    ...options,
  });

export const until = async (what: string, isSo: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> => {
  for (const deadline = Date.now() + withinMs; !(await isSo()); ) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
