// S3, Secrets Manager and EventBridge, as much of them as a job run needs, in memory on loopback. Create-only puts are honoured: the claim rests on them.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StateChange = {
  readonly jobName: string;
  readonly state: string;
  readonly severity: string;
  readonly jobRunId: string;
  readonly message: string;
};

export type AwsStandIn = {
  readonly url: string;
  /** `bucket/key` → bytes. */
  readonly objects: Map<string, Buffer>;
  readonly secrets: Map<string, string>;
  readonly events: { readonly bus: string; readonly source: string; readonly type: string; readonly detail: StateChange }[];
  /** The first event of that job run that has not been waited for. */
  event(jobRunId: string): Promise<StateChange>;
  stop(): Promise<void>;
};

export const startAws = async (): Promise<AwsStandIn> => {
  const objects = new Map<string, Buffer>();
  const secrets = new Map<string, string>();
  const events: AwsStandIn['events'] = [];
  const waiting: (() => void)[] = [];
  const seen = new Set<number>();
  const server = createServer(async (request, response) => {
    const body = await bytesOf(request).catch(() => undefined);
    if (body === undefined) return; // the caller is gone
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.endsWith('.GetSecretValue')) return secret(response, secrets, JSON.parse(body.toString()).SecretId);
    if (target.endsWith('.PutEvents')) {
      for (const entry of JSON.parse(body.toString()).Entries)
        events.push({
          bus: entry.EventBusName ?? 'default',
          source: entry.Source,
          type: entry.DetailType,
          detail: JSON.parse(entry.Detail),
        });
      for (const wake of waiting.splice(0)) wake();
      return json(response, 200, { FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    }
    object(request, response, objects, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const event = async (jobRunId: string): Promise<StateChange> => {
    for (;;) {
      const found = events.findIndex(({ detail }, n) => detail.jobRunId === jobRunId && !seen.has(n));
      if (found >= 0) {
        seen.add(found);
        return (events[found] as (typeof events)[number]).detail;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, objects, secrets, events, event, stop };
};

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return /aws-chunked/.test(String(request.headers['content-encoding'] ?? '')) ? unchunked(body) : body;
};

/** SDKs may sign and checksum a body in pieces: `<hex length>;…\r\n<bytes>\r\n`, the last of length 0. */
const unchunked = (body: Buffer): Buffer => {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.subarray(at, end).toString(), 16);
    if (!(length > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
};

const object = (request: IncomingMessage, response: ServerResponse, objects: Map<string, Buffer>, body: Buffer): void => {
  const key = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname.slice(1));
  const found = objects.get(key);
  if (request.method === 'PUT') {
    const refused = request.headers['if-none-match'] === '*' && found !== undefined;
    if (!refused) objects.set(key, body);
    if (refused) s3Error(response, 412, 'PreconditionFailed');
    else response.writeHead(200, { etag: '"1"' }).end();
  } else if (found === undefined) s3Error(response, 404, 'NoSuchKey');
  else response.writeHead(200, { etag: '"1"', 'content-length': found.length }).end(found);
};

const s3Error = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
};

const secret = (response: ServerResponse, secrets: Map<string, string>, name: string): void => {
  const found = secrets.get(name);
  if (found === undefined) json(response, 400, { __type: 'ResourceNotFoundException', Message: 'no such secret' });
  else json(response, 200, { Name: name, SecretString: found });
};

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
};
