// The AWS emulator as one child process: SQS, EventBridge, S3, DynamoDB, Secrets Manager, API Gateway and CloudFormation on one loopback port.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type OwnedProcess, readyOrDead, rememberLines, spawnOwned } from './owned-process.ts';
import { isAlive, startOf } from './process-lock.mjs';
import { ensureVenv, type Progress } from './python.ts';

export type Emulator = {
  /** By IP: the SDK then addresses buckets by path. */
  readonly endpoint: string;
  readonly pid: number;
  /** Ended otherwise than by stop. */
  readonly ended: OwnedProcess['ended'];
  /** Writes its state and ends; takes 0.1-2 s. */
  stop(): Promise<void>;
};

export type EmulatorOptions = {
  /** Queues, items and the rest; written when the emulator is told to end, S3 objects at once. */
  readonly stateDir: string;
  readonly onLog: (line: string) => void;
  readonly onProgress?: Progress;
};

const lockFile = path.join(import.meta.dirname, 'emulator/requirements.lock');
const launcher = path.join(import.meta.dirname, 'emulator/launcher.py');

export const prepareEmulator = (onProgress?: Progress): Promise<{ readonly python: string }> =>
  ensureVenv('emulator', lockFile, onProgress);

/** Starts it with the state that is there. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { python } = await prepareEmulator(options.onProgress);
  await mkdir(path.join(options.stateDir, 'tmp'), { recursive: true });
  await endOfLast(options.stateDir);
  for (let tries = 1; ; tries++) {
    try {
      return await startOn(await freePort(path.join(options.stateDir, 'port')), python, options);
    } catch (error) {
      // Between finding a free port and listening on it, somebody else may take it.
      if (tries === 3 || !(error instanceof Error) || !/already in use/.test(error.message)) throw error;
    }
  }
};

const startOn = async (port: number, python: string, { stateDir, onLog }: EmulatorOptions): Promise<Emulator> => {
  const lines = rememberLines(onLog);
  const child = spawnOwned(python, [launcher], { cwd: stateDir, env: environment(port, stateDir), onLine: lines.onLine });
  await writeFile(processFile(stateDir), JSON.stringify({ pid: child.pid, startedAt: startOf(child.pid) }));
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await readyOrDead('the emulator', child, answers(endpoint, child), lines.last, 30_000);
  } catch (error) {
    await child.stop();
    throw error;
  }
  await writeFile(path.join(stateDir, 'port'), String(port));
  return { endpoint, pid: child.pid, ended: child.ended, stop: () => child.stop() };
};

const processFile = (stateDir: string): string => path.join(stateDir, 'process.json');

/** One whose parent was killed a moment ago still writes its state, which this start is about to read. */
const endOfLast = async (stateDir: string): Promise<void> => {
  const text = await readFile(processFile(stateDir), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const last: { pid: number; startedAt: string } = JSON.parse(text);
  for (const deadline = Date.now() + 10_000; isAlive(last); await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`an emulator (process ${last.pid}) still works on ${stateDir}: stop it first`);
  }
};

const environment = (port: number, stateDir: string): Record<string, string | undefined> => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  LANG: process.env.LANG,
  PYTHONUNBUFFERED: '1',
  PYTHONDONTWRITEBYTECODE: '1',
  TMPDIR: path.join(stateDir, 'tmp'),
  BIND_HOST: '127.0.0.1', // it listens on all addresses by default
  GATEWAY_PORT: String(port),
  PERSIST_STATE: '1',
  STATE_DIR: path.join(stateDir, 'state'),
  S3_PERSIST: '1',
  S3_DATA_DIR: path.join(stateDir, 's3'),
  SFTP_ENABLED: '0',
  IOT_MTLS_ENABLED: '0',
  LAMBDA_EXECUTOR: 'local',
  LOG_LEVEL: 'WARNING',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
});

const answers = async (endpoint: string, child: OwnedProcess): Promise<void> => {
  while (!child.hasEnded()) {
    const ready = await fetch(`${endpoint}/_ministack/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};
