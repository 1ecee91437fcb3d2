// The composition root: an agent, its row's adapters and the function's environment become a Lambda handler. `main.ts` of every agent is one call of it.
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { AnyAgent, PortsOf, Uses } from '../../events/agent.ts';
import type { Ports } from '../../events/ports.ts';
import type { AgentName } from '../../events/topology.ts';
import { dynamoRuns } from './dynamo-runs.ts';
import { eventbridgeBus } from './eventbridge-bus.ts';
import { type Live, type LogEntry, shell } from './shell.ts';
import { sqsQueue } from './sqs-queue.ts';

/** A function's environment. The local stack hosts all functions in one process, so nothing below reads process.env. */
export type Environment = Readonly<Record<string, string | undefined>>;

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
    const handle = shell(agent, live(agent.name, adapters, environment));
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

const live = <Name extends AgentName>(name: Name, adapters: Adapters<Name>, environment: Environment): Live => ({
  ...common(environment),
  ports: ports(name, adapters, environment),
  queue: sqsQueue({ queueUrl: required(environment, 'QUEUE_URL'), deadLetterUrl: required(environment, 'DLQ_URL') }),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
});

/** What the HTTP shell shares with the queue's. */
export const common = (environment: Environment): Pick<Live, 'runs' | 'bus' | 'now' | 'log'> => ({
  runs: dynamoRuns({ table: required(environment, 'RUNS_TABLE') }),
  bus: eventbridgeBus({ bus: required(environment, 'BUS_NAME') }),
  now: () => new Date().toISOString(),
  log,
});

/** Ports from the adapters given, the run table's from the run table; those that the row does not name are not there. */
export const ports = <Name extends AgentName>(_name: Name, adapters: Adapters<Name>, environment: Environment): PortsOf<Name> => {
  const { runs } = common(environment);
  const made = Object.entries(adapters).map(([port, make]) => [port, (make as (environment: Environment) => unknown)(environment)]);
  return { runs, log: runs, ...Object.fromEntries(made) } as PortsOf<Name>;
};

const log = (entry: LogEntry): void => console.log(JSON.stringify(entry));

export const required = (environment: Environment, name: string): string => {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`environment variable ${name} is missing: expected from the deployed template`);
  return value;
};
