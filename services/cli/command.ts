// What every command shares: it ends with its exit code, and with everything it opened closed, also on Ctrl-C and on a defect.
import { constants } from 'node:os';

export type Closing = (close: () => Promise<void>) => void;

/** Runs a command. Its answer is the exit code; what it throws is said in one line (all of it with DEBUG set), exit 1. */
export const command = async (main: (closing: Closing) => Promise<number>): Promise<never> => {
  const open: (() => Promise<void>)[] = [];
  let ending: Promise<void> | undefined;
  const closeAll = (): Promise<void> => {
    ending ??= open.toReversed().reduce((before, close) => before.then(close).catch(complain), Promise.resolve());
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      process.stderr.write(`\nstopping …\n`);
      void closeAll().finally(() => process.exit(128 + constants.signals[signal]));
    });
  const code = await main((close) => open.push(close)).catch((error: unknown) => {
    complain(error);
    return 1;
  });
  await closeAll();
  process.exit(code);
};

const complain = (error: unknown): void => {
  const text = error instanceof Error ? (process.env.DEBUG === undefined ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n`);
};
