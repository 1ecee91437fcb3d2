// HTTP as the api's routes see it: a request and a reply without a server.
import type { ErrorReply } from '../../contracts/generated/types.ts';
import type { EventOf } from '../../events/catalog.ts';
import type { RunsPort } from '../../events/ports.ts';

export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case, as API Gateway gives them; other spellings are found too. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};
export type HttpReply = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Recorded already; to be published. */
  readonly say?: EventOf<'RunRequested'>;
};
export type HttpContext = {
  readonly ports: { readonly runs: RunsPort };
  readonly now: string;
  /** Fresh ULID, for a request that opens a run. */
  readonly id: string;
  /** Version of the service. */
  readonly version: string;
};
export type HttpAgent = { readonly name: 'api'; readonly handle: (request: HttpRequest, context: HttpContext) => Promise<HttpReply> };

export const problem = (status: number, message: string, more: Partial<ErrorReply> = {}): HttpReply => {
  const body: ErrorReply = { status: 'error', message, ...more };
  return { status, body };
};
