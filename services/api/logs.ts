// GET /get/logs/{run_id}: what happened in a run, line by line.
import type { LogsReply } from '../../contracts/generated/types.ts';
import type { HttpContext, HttpReply } from './http.ts';
import { noSuchRun, runIdShape } from './run-reply.ts';

export const logsReply = async (runId: string, { ports }: HttpContext): Promise<HttpReply> => {
  if (!runIdShape.test(runId) || (await ports.runs.read(runId)) === undefined) return noSuchRun();
  const lines = await ports.runs.logsOf(runId);
  const body: LogsReply = {
    run_id: runId,
    logs: lines.map(({ at, type, title, description, attempt, eventId }) => ({ at, type, title, description, attempt, event_id: eventId })),
    log_count: lines.length,
    created_at: lines[0]?.at ?? null,
    updated_at: lines.at(-1)?.at ?? null,
  };
  return { status: 200, body };
};
