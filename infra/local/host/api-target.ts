// Functions that no queue feeds (the HTTP API's): the emulator posts each event here instead of starting a process of its own.
import { createServer } from 'node:http';
import { LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { clientOptions } from '../aws-env.ts';
import { type DeployedFunction, proxyVariable } from '../deploy.ts';
import type { Hosted } from './invoke.ts';

export type ApiTarget = { readonly stop: () => Promise<void> };

/** Listens on loopback and tells the emulator where. A handler that throws is answered with 500, which the API turns into 502 as AWS does. */
export const startApiTarget = async (endpoint: string, functions: readonly (readonly [DeployedFunction, Hosted])[]): Promise<ApiTarget> => {
  const byName = new Map(functions.map(([fn, hosted]) => [fn.name, hosted]));
  const server = createServer((request, response) => {
    const hosted = byName.get(decodeURIComponent(request.url?.slice(1) ?? ''));
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
    };
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (hosted === undefined) return answer(404, { errorMessage: `no function at ${request.url}` });
      Promise.resolve()
        .then(() => hosted.invoke(JSON.parse(Buffer.concat(parts).toString('utf8'))))
        .then(
          (result) => answer(200, result),
          (error: Error) => answer(500, { errorType: error.name, errorMessage: error.message }),
        );
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await sendEventsTo(`http://127.0.0.1:${port}`, endpoint, functions);
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const sendEventsTo = async (
  target: string,
  endpoint: string,
  functions: readonly (readonly [DeployedFunction, Hosted])[],
): Promise<void> => {
  const client = new LambdaClient(clientOptions(endpoint));
  await Promise.all(
    functions.map(([{ name, env }]) => {
      const Variables = { ...env, [proxyVariable]: `${target}/${encodeURIComponent(name)}` };
      return client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment: { Variables } }));
    }),
  ).finally(() => client.destroy());
};
