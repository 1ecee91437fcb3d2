// The stack with its real sidecars: the planner behind the Bedrock endpoint, Spark behind the Glue endpoint.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer } from './bedrock/converse.ts';
import { planner } from './bedrock/planner.ts';
import { startBedrock } from './bedrock/server.ts';
import { type GlueEndpoint, startGlue } from './glue/glue-endpoint.ts';
import type { Harness } from './glue/harness.ts';
import type { JobDefinition } from './glue/job-runs.ts';
import { root } from './places.ts';
import { type LocalStack, type StackOptions, startStack } from './stack.ts';

export { placeOf } from './places.ts';
export { attachStack, type StackAccess } from './stack.ts';

export type OpenOptions = Omit<StackOptions, 'services'> & {
  /** Faults that tests ask of Glue. */
  readonly harness?: Harness;
  /** Who answers model calls; the built-in planner when left out. */
  readonly answer?: Answer;
};

export type OpenStack = LocalStack & {
  /** For tests: the Glue endpoint itself. */
  readonly glue: GlueEndpoint;
  /** Resolves when a job would start without waiting for a JVM. */
  readonly sparkReady: Promise<void>;
};

export const openStack = async ({ harness, answer = planner, ...options }: OpenOptions = {}): Promise<OpenStack> => {
  const opened: { glue?: GlueEndpoint } = {};
  const stack = await startStack({
    ...options,
    settings: { ...localSettings, ...options.settings },
    services: {
      bedrock: () => startBedrock(answer),
      glue: async ({ aws, cdkOut, onLog, onProgress }) => {
        const [endpoint, { jobName, jobDefinition }] = await Promise.all([aws, cdkOut.then(jobIn)]);
        const glue = await startGlue({
          endpoint,
          jobName,
          jobDefinition,
          env: {},
          onLog,
          onProgress,
          ...(harness === undefined ? {} : { harness }),
        });
        opened.glue = glue;
        return { url: glue.url, close: glue.stop };
      },
    },
  });
  const { glue: started } = opened;
  if (started === undefined) throw new Error('the Glue endpoint was not started');
  const sparkReady = started.warm();
  sparkReady.catch(() => undefined); // whoever needs Spark is told by the job that fails
  return { ...stack, glue: started, sparkReady };
};

/** What a deployment would configure: who answers model calls, and how much is logged. */
const localSettings = { MODEL_ID: 'planner', LOG_LEVEL: process.env.LOG_LEVEL ?? 'ERROR' };

type GlueJobResource = {
  readonly Type: string;
  readonly Properties: {
    readonly Name: string;
    readonly Timeout?: number;
    readonly DefaultArguments?: Readonly<Record<string, unknown>>;
    readonly ExecutionProperty?: { readonly MaxConcurrentRuns?: number };
  };
};

/** The job as the template defines it. Its script is the checkout's own, from which the template's asset was made. */
const jobIn = async (cdkOut: string): Promise<{ jobName: string; jobDefinition: JobDefinition }> => {
  const template = JSON.parse(await readFile(path.join(cdkOut, 'DataMorph.template.json'), 'utf8')) as {
    Resources: Record<string, GlueJobResource>;
  };
  const job = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::Glue::Job');
  if (job === undefined) throw new Error('the template has no Glue job');
  const { Name, Timeout, DefaultArguments = {}, ExecutionProperty } = job.Properties;
  const defaultArguments = Object.fromEntries(
    Object.entries(DefaultArguments).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return {
    jobName: Name,
    jobDefinition: {
      defaultArguments,
      maxConcurrentRuns: ExecutionProperty?.MaxConcurrentRuns ?? 1,
      scriptPath: path.join(root, 'services/glue-runtime/runner.py'),
      ...(Timeout === undefined ? {} : { timeoutMinutes: Timeout }),
    },
  };
};
