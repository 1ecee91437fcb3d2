// GET /runs/{id}: how a run stands.
import { publicView } from '../run/public-view.ts';
import { type HttpContext, type HttpReply, problem } from './http.ts';

export const runIdShape = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export const runReply = async (runId: string, { ports }: HttpContext): Promise<HttpReply> => {
  const run = runIdShape.test(runId) ? await ports.runs.read(runId) : undefined;
  return run === undefined ? noSuchRun() : { status: 200, body: publicView(run) };
};

export const noSuchRun = (): HttpReply => problem(404, 'There is no such run.');
