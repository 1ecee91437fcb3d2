// HTTP in, a recorded request or a view of a run out. What it says is the request as recorded, so asking twice is one run.
import { health } from './health.ts';
import { type HttpAgent, type HttpContext, type HttpReply, type HttpRequest, problem } from './http.ts';
import { logsReply } from './logs.ts';
import { runReply } from './run-reply.ts';
import { startRun } from './start.ts';

export type { HttpAgent, HttpRequest } from './http.ts';

type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (request: HttpRequest, context: HttpContext, argument: string) => Promise<HttpReply> | HttpReply;
};

const routes: readonly Route[] = [
  { method: 'POST', path: /^\/(?:start|runs)$/, answer: startRun },
  { method: 'GET', path: /^\/runs\/([^/]+)$/, answer: (_, context, runId) => runReply(runId, context) },
  { method: 'GET', path: /^\/get\/logs\/([^/]+)$/, answer: (_, context, runId) => logsReply(runId, context) },
  { method: 'GET', path: /^\/health$/, answer: (_, context) => health(context) },
];

export const api: HttpAgent = {
  name: 'api',
  handle: async (request, context) => {
    const path = request.path.length > 1 ? request.path.replace(/\/+$/, '') : request.path;
    const found = routes.filter((route) => route.path.test(path));
    const route = found.find(({ method }) => method === request.method.toUpperCase());
    if (route !== undefined) return route.answer(request, context, route.path.exec(path)?.[1] ?? '');
    if (found.length === 0) return problem(404, 'There is nothing here.');
    const allowed = found.map(({ method }) => method).join(', ');
    return { ...problem(405, `Only ${allowed} is answered here.`), headers: { allow: allowed } };
  },
};
