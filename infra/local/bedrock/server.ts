// The local Bedrock endpoint: Converse over HTTP/2 cleartext (what the SDK speaks) and HTTP/1.1 on one loopback port.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { type Answer, BedrockError, type ConverseRequest } from './converse.ts';

export type Bedrock = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

const maxBody = 25_000_000;

/** Listens on 127.0.0.1, any free port unless one is named. `close` ends open connections too. */
export const startBedrock = async (answer: Answer, port = 0): Promise<Bedrock> => {
  const sockets = new Set<net.Socket>();
  const h1 = http.createServer((request, response) => {
    collect(request, async (body) => {
      const { status, headers, text } = await reply(request.method ?? '', request.url ?? '', body, answer);
      response.writeHead(status, headers).end(text);
    });
  });
  const h2 = http2.createServer();
  h2.on('sessionError', () => {});
  h2.on('stream', (stream, request) => {
    stream.on('error', () => {});
    collect(stream, async (body) => {
      const { status, headers, text } = await reply(request[':method'] ?? '', request[':path'] ?? '', body, answer);
      if (stream.destroyed) return;
      stream.respond({ ':status': status, ...headers });
      stream.end(text);
    });
  });
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    // The first bytes decide: an HTTP/2 client begins with "PRI * HTTP/2.0".
    socket.once('data', (first: Buffer) => {
      socket.pause();
      const chosen = first.subarray(0, 3).toString() === 'PRI' ? h2 : h1;
      chosen.emit('connection', socket);
      socket.unshift(first);
      socket.resume();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const chosen = (server.address() as AddressInfo).port;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { url: `http://127.0.0.1:${chosen}`, port: chosen, close };
};

const collect = (stream: NodeJS.ReadableStream, done: (body: string) => Promise<void>) => {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => void done(Buffer.concat(chunks).toString()));
};

type Reply = { readonly status: number; readonly headers: Record<string, string>; readonly text: string };

const reply = async (method: string, url: string, body: string, answer: Answer): Promise<Reply> => {
  try {
    return replied(200, await converse(method, url, body, answer));
  } catch (error) {
    const known = error instanceof BedrockError ? error : new BedrockError(500, 'InternalServerException', (error as Error).message);
    return replied(known.status, { message: known.message }, known.type);
  }
};

const converse = async (method: string, url: string, body: string, answer: Answer): Promise<object> => {
  const modelId = /^\/model\/([^/]+)\/converse$/.exec(url.split('?')[0] ?? '')?.[1];
  if (method !== 'POST' || modelId === undefined) throw new BedrockError(404, 'ResourceNotFoundException', `no operation ${method} ${url}`);
  if (body.length > maxBody) throw new BedrockError(400, 'ValidationException', 'Input is too long for requested model.');
  const begun = performance.now();
  const { content, stopReason } = await answer({ ...parsed(body), modelId: decodeURIComponent(modelId) });
  const inputTokens = tokensOf(body);
  const outputTokens = tokensOf(JSON.stringify(content));
  return {
    metrics: { latencyMs: Math.round(performance.now() - begun) },
    output: { message: { role: 'assistant', content } },
    stopReason,
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
  };
};

const parsed = (body: string): Omit<ConverseRequest, 'modelId'> => {
  try {
    const value = JSON.parse(body) as Partial<ConverseRequest> | null;
    if (Array.isArray(value?.messages)) return value as Omit<ConverseRequest, 'modelId'>;
  } catch {
    // told below, with the other bodies that are no request
  }
  throw new BedrockError(400, 'ValidationException', 'The request body is not a Converse request.');
};

/** About four characters make a token. */
const tokensOf = (text: string): number => Math.ceil(text.length / 4);

const replied = (status: number, value: object, type?: string): Reply => ({
  status,
  headers: {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    ...(type === undefined ? {} : { 'x-amzn-errortype': type }),
  },
  text: JSON.stringify(value),
});
