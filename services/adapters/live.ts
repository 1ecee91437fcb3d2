// The composition root: an agent, its row's adapters and the function's environment become a Lambda handler. `main.ts` of every agent is one call of it.
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { AnyAgent, Uses } from '../../events/agent.ts';
import type { Ports } from '../../events/ports.ts';
import type { AgentName } from '../../events/topology.ts';
import { dynamoRuns } from './dynamo-runs.ts';
import { type Environment, required } from './environment.ts';
import { eventbridgeBus } from './eventbridge-bus.ts';
import { type Live, type LogEntry, shell } from './shell.ts';
import { sqsQueue } from './sqs-queue.ts';

/** The run table backs these two ports; every shell has it anyway. */
type FromRunTable = 'runs' | 'log';

export type Adapters<Name extends AgentName> = {
  readonly [Port in Exclude<Uses<Name>, FromRunTable>]: (environment: Environment) => Ports[Port];
};

export type SqsHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;
export type Served<Handler> = {
  /** Made for one environment: what the local stack hosts. */
  readonly build: (environment: Environment) => Handler;
  // called by AWS
  readonly handler: Handler;
};

export const serve = <Name extends AgentName>(agent: AnyAgent & { readonly name: Name }, adapters: Adapters<Name>): Served<SqsHandler> => {
  const build = (environment: Environment): SqsHandler => {
    const handle = shell(agent, live(adapters, environment));
    return async (event) => {
      const failed = await handle(
        event.Records.map(({ messageId, body, receiptHandle, attributes }) => ({
          id: messageId,
          body,
          handle: receiptHandle,
          receives: Number(attributes.ApproximateReceiveCount),
        })),
      );
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    };
  };
  return { build, handler: onFirstCall(build) };
};

/** One handler per Lambda environment, made when the first event comes: connections outlive invocations, imports stay cheap. */
export const onFirstCall = <Argument, Result>(build: (environment: Environment) => (event: Argument) => Promise<Result>) => {
  let built: ((event: Argument) => Promise<Result>) | undefined;
  return (event: Argument): Promise<Result> => {
    built ??= build(process.env);
    return built(event);
  };
};

const live = <Name extends AgentName>(adapters: Adapters<Name>, environment: Environment): Live => {
  const shared = common(environment);
  const made = Object.entries<(environment: Environment) => unknown>(adapters).map(([port, make]) => [port, make(environment)]);
  return {
    ...shared,
    ports: { runs: shared.runs, log: shared.runs, ...Object.fromEntries(made) },
    queue: sqsQueue({ queueUrl: required(environment, 'QUEUE_URL'), deadLetterUrl: required(environment, 'DLQ_URL') }),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
  };
};

/** What the HTTP shell shares with the queue's. */
export const common = (environment: Environment): Pick<Live, 'runs' | 'bus' | 'now' | 'log'> => ({
  runs: dynamoRuns({ table: required(environment, 'RUNS_TABLE') }),
  bus: eventbridgeBus({ bus: required(environment, 'BUS_NAME') }),
  now: () => new Date().toISOString(),
  log: logTo(environment.LOG_LEVEL ?? 'INFO'),
});

/** INFO: every line. ERROR: lines about trouble only. Lambda sends both streams to the function's log group. */
const logTo =
  (level: string) =>
  (entry: LogEntry): void => {
    if (entry.error !== undefined) console.error(JSON.stringify(entry));
    else if (level === 'INFO') console.log(JSON.stringify(entry));
  };
