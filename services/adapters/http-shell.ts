// The shell of the agent that answers HTTP: API Gateway's payload v2 in, the agent's answer out, its fact recorded before and published after.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { EventOf } from '../../events/catalog.ts';
import { ulid } from '../../events/envelope.ts';
import type { HttpAgent, HttpRequest } from '../api/agent.ts';
import { workKey } from '../run/store.ts';
import type { Environment } from './environment.ts';
import { common, onFirstCall, type Served } from './live.ts';
import type { Live } from './shell.ts';

type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export const serveHttp = (agent: HttpAgent): Served<HttpHandler> => {
  const build = (environment: Environment) => answering(agent, common(environment), environment.SERVICE_VERSION ?? 'unknown');
  return { build, handler: onFirstCall(build) };
};

type Around = Pick<Live, 'runs' | 'bus' | 'now' | 'log'>;

export const answering = (agent: HttpAgent, { runs, bus, now, log }: Around, version: string): HttpHandler => {
  return async (event) => {
    const began = performance.now();
    const about: { runId?: string } = {};
    const done = (outcome: string, error?: unknown) =>
      log({
        agent: agent.name,
        ...about,
        outcome,
        ms: Math.round(performance.now() - began),
        error: error === undefined ? undefined : `${error}`,
      });
    try {
      const at = now();
      const id = ulid(Date.parse(at), crypto.randomUUID());
      const reply = await agent.handle(requestIn(event), { ports: { runs }, now: at, id, version });
      if (reply.say !== undefined) {
        about.runId = reply.say.meta.runId;
        await publishOnce({ runs, bus }, reply.say);
      }
      done(`${reply.status}`);
      return answer(reply.status, reply.body, reply.headers);
    } catch (error) {
      done('500', error);
      const message = 'The service has trouble of its own; the same request can be sent again.';
      return answer(500, { status: 'error', message, run_id: about.runId });
    }
  };
};

const answer = (statusCode: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const requestIn = (event: APIGatewayProxyEventV2): HttpRequest => {
  const { method, path } = event.requestContext.http;
  return { method, path: event.rawPath || path, headers: event.headers, body: bodyOf(event) };
};

/** A request that was recorded and not yet published: its run waits for it. One that came another way was published there. */
const publishOnce = async ({ runs, bus }: Pick<Live, 'runs' | 'bus'>, requested: EventOf<'RunRequested'>): Promise<void> => {
  const { runId, eventId } = requested.meta;
  const work = (await runs.load(runId))?.works.get(workKey('api', eventId));
  if (work === undefined || work.published) return;
  await bus.publish(work.facts);
  await runs.markPublished(runId, 'api', eventId);
};

const bodyOf = (event: APIGatewayProxyEventV2): string =>
  event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
