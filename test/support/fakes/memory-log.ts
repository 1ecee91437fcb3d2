// Log lines in memory, for a test of the logger alone; in a flow the run table keeps them.
import type { LogLine, LogPort } from '../../../events/ports.ts';
import { atOnce, copy, type Turn } from './turn.ts';

export const memoryLog = ({
  turn = atOnce,
}: {
  readonly turn?: Turn;
} = {}): LogPort & {
  readonly linesOf: (runId: string) => readonly LogLine[];
} => {
  const lines = new Map<string, { readonly runId: string; readonly line: LogLine }>();
  return {
    append: async (runId, line) => {
      await turn();
      lines.set(`${runId}#${line.at}#${line.eventId}`, { runId, line: copy(line) });
    },
    linesOf: (runId) =>
      [...lines.values()]
        .filter((entry) => entry.runId === runId)
        .map(({ line }) => line)
        .sort((a, b) => (a.at < b.at ? -1 : 1)),
  };
};
