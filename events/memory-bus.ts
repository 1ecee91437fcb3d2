// The table in one process: a fact goes to the queue of each agent that hears it, as the bus, its rules and queues would bring it there.
// Queues redeliver what was not deleted; the test decides what is delivered when, how often and in which order.
import type { AnyEvent, AwsEventData, AwsEventName } from './catalog.ts';
import { source } from './envelope.ts';
import { hears, type Table } from './graph.ts';
import { type AgentName, topology } from './topology.ts';

/** A message in an agent's queue, as EventBridge would have written it. */
export type Message = { readonly id: number; readonly agent: AgentName; readonly body: string; receives: number };

export type MemoryBus = {
  /** Our facts, source `datamorph`. */
  readonly publish: (events: readonly AnyEvent[]) => void;
  /** Any event by anybody: detail-type, source and detail as PutEvents takes them. */
  readonly put: (entry: { readonly source: string; readonly detailType: string; readonly detail: unknown }) => void;
  readonly putAws: <Name extends AwsEventName>(name: Name, detail: AwsEventData[Name]) => void;
  /** Messages that wait, oldest first. */
  readonly waiting: () => readonly Message[];
  /** Takes a message out of its queue; `release` puts it back. */
  readonly receive: (message: Message) => void;
  readonly release: (message: Message) => void;
  readonly deadLetter: (message: Message, reason: string) => void;
  readonly deadLetters: () => readonly { readonly message: Message; readonly reason: string }[];
};

export const memoryBus = (now: () => string, table: Table = topology): MemoryBus => {
  const waiting: Message[] = [];
  const dead: { message: Message; reason: string }[] = [];
  let messages = 0;
  let events = 0;
  const enqueue = (entry: { source: string; detailType: string; detail: unknown }, reaches: (agent: AgentName) => boolean) => {
    events += 1;
    const body = JSON.stringify({
      version: '0',
      id: `event-${events}`,
      'detail-type': entry.detailType,
      source: entry.source,
      account: '000000000000',
      time: now(),
      region: 'local',
      resources: [],
      detail: entry.detail,
    });
    for (const agent of (Object.keys(table) as AgentName[]).filter(reaches)) {
      messages += 1;
      waiting.push({ id: messages, agent, body, receives: 0 });
    }
  };
  const put: MemoryBus['put'] = (entry) =>
    enqueue(entry, (agent) => {
      const row = table[agent];
      if (row === undefined || row.http) return false;
      const known = entry.detailType as AnyEvent['name'];
      return hears(row, known) && (entry.source === source || entry.detailType === 'RunRequested');
    });
  return {
    put,
    publish: (said) => {
      for (const { name, meta, data } of said) put({ source, detailType: name, detail: { meta, data } });
    },
    putAws: (name, detail) =>
      enqueue({ source: 'aws.glue', detailType: name, detail }, (agent) => table[agent]?.hearsAws?.includes(name) ?? false),
    waiting: () => waiting,
    receive: (message) => {
      waiting.splice(waiting.indexOf(message), 1);
      message.receives += 1;
    },
    release: (message) => {
      waiting.push(message);
    },
    deadLetter: (message, reason) => {
      dead.push({ message, reason });
    },
    deadLetters: () => dead,
  };
};
