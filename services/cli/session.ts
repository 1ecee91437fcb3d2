// A stack to talk to: the one that runs in this checkout, or one of our own for as long as the command lasts.
import pg from 'pg';
import type { ArtifactsPort } from '../../events/ports.ts';
import { enterEnvironment } from '../../infra/local/aws-env.ts';
import { attachStack, type OpenStack, openStack, type StackAccess } from '../../infra/local/open-stack.ts';
import { dynamoRuns } from '../adapters/dynamo-runs.ts';
import { artifacts } from '../adapters/wiring.ts';
import type { RunStore } from '../run/store.ts';

export type Session = {
  readonly bus: string;
  readonly runs: RunStore;
  readonly artifacts: ArtifactsPort;
  readonly access: StackAccess;
  readonly database: pg.Pool;
  /** Part → milliseconds from the start until it was ready; empty when the stack ran already. */
  readonly timings: Readonly<Record<string, number>>;
  /** Resolves when a job starts without waiting for a JVM. */
  readonly sparkReady: Promise<void>;
  /** Resolves when a part of the stack dies. */
  readonly trouble: Promise<Error>;
  readonly close: () => Promise<void>;
};

/** A second stack beside the checkout's own: the folder where it keeps its stores. */
const stateDir = process.env.DATAMORPH_STATE;
export const ownPlace: { readonly stateDir?: string } = stateDir === undefined ? {} : { stateDir };

export type SessionOptions = { readonly databaseUrl?: string | undefined; readonly onProgress: (line: string) => void };

export const openSession = async ({ databaseUrl, onProgress }: SessionOptions): Promise<Session> => {
  const running = await attachStack(stateDir === undefined ? {} : { state: stateDir });
  if (running !== undefined) return attached(running, databaseUrl);
  const stack = await openStack({ onProgress, ...ownPlace, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  return sessionWith(stack);
};

/** A session on a stack that it stops with itself. */
export const sessionWith = (stack: OpenStack): Session => {
  const { timings, sparkReady, trouble } = stack;
  return sessionOf(stack, { timings, sparkReady, trouble, stop: stack.stop });
};

const attached = (running: StackAccess & { readonly pid: number }, databaseUrl: string | undefined): Session => {
  if (databaseUrl !== undefined && !sameDatabase(running, databaseUrl))
    throw new Error(`the running stack (process ${running.pid}) works on another database than DATABASE_URL: stop it first`);
  const leave = enterEnvironment(running.env);
  return sessionOf(running, {
    timings: {},
    sparkReady: Promise.resolve(),
    trouble: new Promise(() => undefined),
    stop: async () => leave(),
  });
};

const sameDatabase = ({ database }: StackAccess, databaseUrl: string): boolean => {
  const url = new URL(databaseUrl);
  return url.hostname === database.host && Number(url.port || 5432) === database.port && url.pathname.slice(1) === database.database;
};

type Rest = Pick<Session, 'timings' | 'sparkReady' | 'trouble'> & { readonly stop: () => Promise<void> };

const sessionOf = (access: StackAccess, { stop, ...rest }: Rest): Session => {
  const { BusName, RunsTable, ArtifactsBucket } = access.info.outputs;
  if (BusName === undefined || RunsTable === undefined || ArtifactsBucket === undefined)
    throw new Error('the deployed stack lacks an output: BusName, RunsTable or ArtifactsBucket');
  const { host, port, database: name, user, password } = access.database;
  const database = new pg.Pool({ host, port, database: name, user, password, max: 2, allowExitOnIdle: true });
  return {
    ...rest,
    bus: BusName,
    runs: dynamoRuns({ table: RunsTable }),
    artifacts: artifacts({ ARTIFACTS_BUCKET: ArtifactsBucket }),
    access,
    database,
    close: async () => {
      await database.end();
      await stop();
    },
  };
};
