// The shell of the agent that answers HTTP: API Gateway's payload v2 in, the agent's answer out, its fact recorded before and published after.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ulid } from '../../events/envelope.ts';
import type { HttpAgent } from '../api/agent.ts';
import type { Environment } from './environment.ts';
import { common, onFirstCall, type Served } from './live.ts';

type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export const serveHttp = (agent: HttpAgent): Served<HttpHandler> => {
  const build = (environment: Environment): HttpHandler => {
    const { runs, bus, now, log } = common(environment);
    return async (event) => {
      const began = performance.now();
      const { method, path } = event.requestContext.http;
      const request = { method, path: event.rawPath || path, headers: event.headers as Record<string, string>, body: bodyOf(event) };
      try {
        const at = now();
        const id = ulid(Date.parse(at), crypto.randomUUID());
        const reply = await agent.handle(request, { ports: { runs }, now: at, id, version: environment.SERVICE_VERSION ?? 'unknown' });
        // The request is recorded; a client that gets no answer asks again and meets the same run.
        if (reply.say !== undefined) await bus.publish([reply.say]);
        log({ agent: agent.name, runId: reply.say?.meta.runId, outcome: `${reply.status}`, ms: Math.round(performance.now() - began) });
        return {
          statusCode: reply.status,
          headers: { 'content-type': 'application/json', ...reply.headers },
          body: JSON.stringify(reply.body),
        };
      } catch (error) {
        log({ agent: agent.name, outcome: '500', ms: Math.round(performance.now() - began), error: `${error}` });
        const body = { status: 'error', message: 'The service has trouble of its own; the same request can be sent again.' };
        return { statusCode: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      }
    };
  };
  return { build, handler: onFirstCall(build) };
};

const bodyOf = (event: APIGatewayProxyEventV2): string =>
  event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
