// Follows the facts of one run as the bus brings them: a rule and a queue of our own for as long as somebody looks.
import {
  DeleteRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type AnyEvent, isTerminal } from '../../events/catalog.ts';
import { parse, source } from '../../events/envelope.ts';

export type Following = {
  /** Facts in the order of arrival, each once, until the run has ended or `until` has passed. */
  readonly facts: (until: number) => AsyncIterable<AnyEvent>;
  readonly close: () => Promise<void>;
};

const prefix = 'datamorph-follow-';
const staleAfter = 3_600_000;

/** Start this before the run is asked for, else its first facts are missed. */
export const followRun = async (bus: string, runId: string): Promise<Following> => {
  const { receive, close } = await listen(bus, runId, { source: [source], detail: { meta: { runId: [runId] } } });
  return { facts: (until) => received(receive, until), close };
};

export type Listening = {
  /** Bodies of the next messages, as soon as there are any, else none after so many seconds. */
  readonly receive: (seconds: number) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** A rule and a queue of our own for a pattern; named after a ULID, so that what a killed listener leaves can be told by its age. */
export const listen = async (bus: string, id: string, pattern: object): Promise<Listening> => {
  const events = new EventBridgeClient({});
  const sqs = new SQSClient({});
  await sweep(events, sqs, bus);
  const name = `${prefix}${id.toLowerCase()}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { MessageRetentionPeriod: '3600' } }));
  const Arn = await allow(sqs, QueueUrl as string, name);
  await events.send(new PutRuleCommand({ Name: name, EventBusName: bus, EventPattern: JSON.stringify(pattern) }));
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName: bus, Targets: [{ Id: 'queue', Arn }] }));
  return {
    receive: async (seconds) => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: seconds, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
      );
      return Messages.map(({ Body = '' }) => Body);
    },
    close: async () => {
      await remove(events, sqs, bus, name);
      events.destroy();
      sqs.destroy();
    },
  };
};

/** EventBridge may write to the queue only when the queue says so. */
const allow = async (sqs: SQSClient, url: string, name: string): Promise<string> => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
  const arn = Attributes?.QueueArn ?? name;
  const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  return arn;
};

async function* received(receive: Listening['receive'], until: number): AsyncIterable<AnyEvent> {
  const seen = new Set<string>();
  for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
    for (const body of await receive(Math.max(1, Math.min(20, Math.floor(left / 1000))))) {
      const heard = parse(body);
      if (heard.is !== 'fact' || seen.has(heard.event.meta.eventId)) continue;
      seen.add(heard.event.meta.eventId);
      yield heard.event;
      if (isTerminal(heard.event.name)) return;
    }
  }
}

const remove = async (events: EventBridgeClient, sqs: SQSClient, bus: string, name: string): Promise<void> => {
  await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: bus, Ids: ['queue'] })).catch(() => undefined);
  await events.send(new DeleteRuleCommand({ Name: name, EventBusName: bus })).catch(() => undefined);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name })).catch(() => ({ QueueUrl: undefined }));
  if (QueueUrl !== undefined) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
};

/** What followers that were killed left behind. The run's id tells the time. */
const sweep = async (events: EventBridgeClient, sqs: SQSClient, bus: string): Promise<void> => {
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: bus, NamePrefix: prefix }));
  const stale = Rules.map(({ Name }) => Name ?? '').filter((name) => Date.now() - startedAt(name.slice(prefix.length)) > staleAfter);
  await Promise.all(stale.map((name) => remove(events, sqs, bus, name)));
};

const startedAt = (runId: string): number =>
  [...runId.slice(0, 10).toUpperCase()].reduce((time, letter) => time * 32 + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter), 0);
