// The local Glue: AWS JSON 1.1 on loopback for one job, run by a warm Spark. Speaks as Glue does, so that callers contain no word about being local.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { awsEnv, clientOptions } from '../aws-env.ts';
import { fakeSpark } from './fake-spark.ts';
import type { EventFault, Harness } from './harness.ts';
import { type JobDefinition, JobRuns } from './job-runs.ts';
import { answer, GlueError } from './operations.ts';
import { ensureSpark } from './setup.ts';
import { type JobRunner, startSparkDriver } from './spark-driver.ts';
import { sayStateChange } from './state-change.ts';

export type GlueEndpoint = {
  readonly url: string;
  /** Resolves when a job would run at full speed; throws when Spark cannot be started. */
  warm(): Promise<void>;
  /** As a lost driver: job runs fail, another driver is started. */
  killSpark(): void;
  stop(): Promise<void>;
};

type Options = {
  /** The other AWS services. */
  readonly endpoint: string;
  readonly jobName: string;
  readonly jobDefinition: JobDefinition;
  /** For the job's process, beyond what reaches the endpoint above. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLog: (line: string) => void;
  /** Told what is being installed, which takes minutes the first time. Default: onLog. */
  readonly onProgress?: (line: string) => void;
  readonly harness?: Harness;
  /** Where it keeps things; for tests. */
  readonly state?: string;
};

/** Answers at once; Spark comes up in the background. */
export const startGlue = async (options: Options): Promise<GlueEndpoint> => {
  const { endpoint, jobName, jobDefinition, onLog, harness = {} } = options;
  // the job's clients need none of the sidecars
  const env = { ...awsEnv(endpoint, { glue: endpoint, bedrock: endpoint }), ...options.env, AWS_ENDPOINT_URL: endpoint };
  const bus = new EventBridgeClient({ ...clientOptions(endpoint), maxAttempts: 3 });
  const runner = harness.spark === 'faked' ? fakeSpark(clientOptions(endpoint)) : sparkInBackground({ ...options, env });
  const eventFaults = new Map<string, readonly EventFault[]>();
  const runs = new JobRuns({
    definition: jobDefinition,
    runner,
    begin: (run) => {
      const { '--run_id': runId, '--attempt_id': attempt } = run.arguments;
      const faults = harness.faults?.({ jobRunId: run.id, runId, attempt: attempt === undefined ? undefined : Number(attempt) });
      eventFaults.set(run.id, faults?.event ?? []);
      return faults?.job ?? [];
    },
    ended: (run, state) => {
      onLog(`glue: ${run.id.slice(0, 11)} ${state}${run.message === '' ? '' : `: ${run.message}`}`);
      sayStateChange(bus, jobName, run, state, eventFaults.get(run.id) ?? []).catch((error) => onLog(`glue: ${error}`));
    },
  });
  const server = createServer((request, response) => void serve(request, response, jobName, runs));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await runner.close();
    bus.destroy();
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, warm: () => runner.warm(), killSpark: () => runner.kill(), stop };
};

/** A driver as soon as what it needs is installed. */
const sparkInBackground = ({ env, jobDefinition, onLog, onProgress = onLog, state }: Options): JobRunner => {
  let closed = false;
  let driver: JobRunner | undefined;
  const started = ensureSpark(onProgress, state).then((spark) => {
    if (closed) throw new Error('the endpoint was stopped');
    // what the driver inherits of this process is what any program needs; AWS only from `env`
    const { PATH, HOME, LANG, JAVA_HOME } = process.env;
    driver = startSparkDriver({
      spark,
      runner: path.dirname(jobDefinition.scriptPath),
      env: { PATH, HOME, LANG, JAVA_HOME, ...env },
      onLog,
    });
    return driver;
  });
  started.catch((error: Error) => onLog(`spark: ${error.message}`));
  return {
    ready: async () => (await started).ready(),
    warm: async () => (await started).warm(),
    run: async (job) => {
      const runner = await started.catch((error: Error) => error.message);
      return typeof runner === 'string' ? runner : runner.run(job);
    },
    cutOff: (jobRunId) => driver?.cutOff(jobRunId),
    kill: () => driver?.kill(),
    close: async () => {
      closed = true; // an installation that is going on is not waited for
      await driver?.close();
    },
  };
};

const serve = async (request: IncomingMessage, response: ServerResponse, jobName: string, runs: JobRuns): Promise<void> => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return; // the caller is gone
  }
  const reply = (status: number, body: object, headers = {}): void => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(JSON.stringify(body));
  };
  try {
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^AWSGlue\./, '');
    reply(200, answer(operation, JSON.parse(Buffer.concat(chunks).toString() || '{}'), jobName, runs));
  } catch (error) {
    const code = error instanceof GlueError ? error.code : 'InternalServiceException';
    reply(
      error instanceof GlueError ? 400 : 500,
      { __type: code, Message: String((error as Error).message) },
      { 'x-amzn-errortype': code },
    );
  }
};
