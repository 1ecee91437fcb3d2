// The two processes that keep things, emulator and database: started together, and made to belong together.
import { rm } from 'node:fs/promises';
import { type Emulator, startEmulator } from '../emulator.ts';
import { placeOf } from '../places.ts';
import { type DatabaseAddress, type Postgres, startPostgres } from '../postgres.ts';
import { addressOf } from './database.ts';
import { belongTogether, mark } from './marker.ts';
import { allOrFirstFailure, type Closing } from './side-by-side.ts';

export type Stores = {
  readonly emulator: Emulator;
  readonly database: DatabaseAddress;
  /** Resolves when one ends although nobody stopped it. */
  readonly trouble: Promise<Error>;
};
type Reporting = {
  readonly onProgress: (line: string) => void;
  readonly onLog: (line: string) => void;
  readonly timed: <Result>(part: string, work: Promise<Result>) => Promise<Result>;
};

/** Starts both and marks them. An emulator that does not belong to the database is emptied first; a user's own database is neither compared nor marked. */
export const startStores = async (
  databaseUrl: string | undefined,
  state: string,
  { onProgress, onLog, timed }: Reporting,
  closing: Closing,
): Promise<Stores> => {
  const start = async (): Promise<Emulator> => startEmulator({ stateDir: placeOf('emulator', state), onLog, onProgress });
  let emulator: Emulator | undefined;
  let own: Postgres | undefined;
  closing.push(() => Promise.all([emulator?.stop(), own?.stop()]));
  const database = async (): Promise<DatabaseAddress> => {
    if (databaseUrl !== undefined) return addressOf(databaseUrl);
    own = await startPostgres({ dataDir: placeOf('postgres', state), onLog });
    const { host, port, database: name, user, password } = own;
    return { host, port, database: name, user, password };
  };
  const starting = start().then((started) => {
    emulator = started;
    return started;
  });
  const [first, address] = await allOrFirstFailure([starting, timed('database', database())]);
  let current = first;
  if (own !== undefined && !(await belongTogether(current.endpoint, address))) {
    onProgress(
      'the emulator and the database are not of the same last run: starting with empty queues and run records (the database is kept)',
    );
    await current.stop();
    await rm(placeOf('emulator', state), { recursive: true, force: true });
    current = emulator = await start();
  }
  if (own !== undefined) await mark(current.endpoint, address);
  return { emulator: current, database: address, trouble: firstToEnd(current, own) };
};

const firstToEnd = (emulator: Emulator, database: Postgres | undefined): Promise<Error> => {
  const end = (name: string, ended: Emulator['ended']): Promise<Error> =>
    ended.then(
      ({ code, signal }) => new Error(`${name} ended unexpectedly (${signal ?? `exit ${code}`}); .datamorph/stack.log has its last words`),
    );
  return Promise.race([end('the emulator', emulator.ended), ...(database === undefined ? [] : [end('PostgreSQL', database.ended)])]);
};
