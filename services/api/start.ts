// POST /start and POST /runs: a request becomes a recorded run, once per idempotency key.

import type { RunRequested, StartReply } from '../../contracts/generated/types.ts';
import { validate } from '../../contracts/generated/validators/StartRequest.js';
import { type Problem, problemsOf } from '../../contracts/validator.ts';
import type { EventOf } from '../../events/catalog.ts';
import { requestMeta } from '../../events/envelope.ts';
import { factOf } from '../../events/run.ts';
import { type HttpContext, type HttpReply, type HttpRequest, problem } from './http.ts';

/** The request travels as one event, and an event holds 256 KB with its envelope. */
const maxBytes = 192 * 1024;

export const startRun = async (request: HttpRequest, { ports, now, id }: HttpContext): Promise<HttpReply> => {
  if (Buffer.byteLength(request.body) > maxBytes) return problem(413, `The request is larger than ${maxBytes / 1024} KB.`);
  const read = readRequest(request);
  if (read.problems.length > 0) return problem(400, 'The request is not understood.', { problems: [...read.problems] });
  const { data } = read;
  const requested: EventOf<'RunRequested'> = { name: 'RunRequested', meta: requestMeta(id, now, 'api', data.continues), data };
  const { run, is } = await ports.runs.open(requested, 'api');
  if (is === 'differs') return problem(409, 'This idempotency key was used for another request.', { run_id: run.runId });
  const recorded = factOf(run, 'RunRequested');
  if (recorded === undefined) throw new Error(`run ${run.runId} was opened and its request is not recorded`);
  const reply: StartReply = {
    status: 'accepted',
    run_id: run.runId,
    url: `/runs/${run.runId}`,
    message: is === 'opened' ? 'The run is on its way.' : 'This request was taken before; it is the same run.',
  };
  // said again for a known run too: the first answer may have died before it was published
  return { status: 202, body: reply, headers: { location: reply.url }, say: recorded };
};

type Read = { readonly data: RunRequested; readonly problems: readonly Problem[] };

const readRequest = ({ body, headers }: HttpRequest): Read => {
  const unread: RunRequested = {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { data: unread, problems: [{ at: '/', expected: 'a body of JSON' }] };
  }
  const key = header(headers, 'idempotency-key');
  const problems = [...problemsOf(validate, value), ...keyProblems(key)];
  if (problems.length > 0) return { data: unread, problems };
  const data = value as RunRequested;
  if (key !== undefined && data.idempotencyKey !== undefined && data.idempotencyKey !== key)
    return { data, problems: [{ at: '/idempotencyKey', expected: 'the same key as in the header Idempotency-Key' }] };
  return { data: key === undefined ? data : { ...data, idempotencyKey: key }, problems };
};

const keyProblems = (key: string | undefined): readonly Problem[] =>
  key !== undefined && (key.length === 0 || key.length > 128) ? [{ at: 'header Idempotency-Key', expected: '1 to 128 characters' }] : [];

const header = (headers: HttpRequest['headers'], name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
