// Asks for a table on the bus, as anybody may, and follows the run to its end or to its deadline.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { RunRequested } from '../../contracts/generated/types.ts';
import { type AnyEvent, isTerminal } from '../../events/catalog.ts';
import { requestMeta, ulid } from '../../events/envelope.ts';
import { limits } from '../run/budget.ts';
import { followRun } from './follow.ts';

export type Asked = {
  readonly runId: string;
  /** Every fact as it arrived, with milliseconds since the request. */
  readonly facts: readonly { readonly fact: AnyEvent; readonly after: number }[];
  /** The fact that ended the run; undefined when the deadline passed first. */
  readonly end: AnyEvent | undefined;
};

/** Seconds beyond the run's own deadline before we stop listening. */
const grace = 5;

export const ask = async (bus: string, request: RunRequested, onFact: (fact: AnyEvent, after: number) => void): Promise<Asked> => {
  const began = Date.now();
  const runId = ulid(began, crypto.randomUUID());
  const following = await followRun(bus, runId);
  try {
    const asked = Date.now();
    await put(bus, runId, request, new Date(began).toISOString());
    const facts: { fact: AnyEvent; after: number }[] = [];
    const seconds = (request.budget?.deadlineSeconds ?? limits.deadlineSeconds) + grace;
    for await (const fact of following.facts(asked + seconds * 1000)) {
      const after = Date.now() - asked;
      facts.push({ fact, after });
      onFact(fact, after);
    }
    return { runId, facts, end: facts.map(({ fact }) => fact).findLast((fact) => isTerminal(fact.name)) };
  } finally {
    await following.close();
  }
};

const put = async (bus: string, runId: string, data: RunRequested, at: string): Promise<void> => {
  const events = new EventBridgeClient({});
  const detail = { meta: requestMeta(runId, at, 'cli', data.continues), data };
  const entry = { EventBusName: bus, Source: 'datamorph.cli', DetailType: 'RunRequested', Detail: JSON.stringify(detail) };
  const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  events.destroy();
  const refused = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
  if (refused !== undefined) throw new Error(`the bus refused the request: ${refused.ErrorCode} ${refused.ErrorMessage}`);
};
