// Every fact in, one line out. People read the lines; nobody acts on them.
import { defineAgent } from '../../events/agent.ts';
import { logLine } from '../run/log-line.ts';

export const logger = defineAgent('logger', async (event, { ports }) => {
  await ports.log.append(event.meta.runId, logLine(event));
  return [];
});
