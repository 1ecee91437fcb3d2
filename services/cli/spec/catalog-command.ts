// spec catalog: the catalog of the configured database as a document, to keep beside specs.
import { existsSync } from 'node:fs';
import type { Catalog } from '../../../contracts/generated/types.ts';
import { attachStack, placeOf } from '../../../infra/local/open-stack.ts';
import { type DatabaseAddress, startPostgres } from '../../../infra/local/postgres.ts';
import { addressOf, secretOf } from '../../../infra/local/stack/database.ts';
import { configIn } from '../../adapters/config.ts';
import { pgCatalog } from '../../adapters/pg-catalog.ts';
import { database } from '../../adapters/pg-pool.ts';
import type { Closing } from '../command.ts';
import { loadDotEnv } from '../dot-env.ts';
import { FileTrouble } from './files.ts';

/** Of DATABASE_URL; without it of the stack of this checkout, whether it runs or not. All tables that may be read, or those named. */
export const catalogCommand = async (sources: readonly string[] | undefined, closing: Closing): Promise<Catalog> => {
  loadDotEnv();
  const config = configIn('DATABASE_URL', JSON.parse(secretOf(await configured(closing))));
  const open = database(async () => config, { application: 'datamorph spec', connections: 1 });
  closing(open.end);
  return pgCatalog(open).profile({ now: new Date().toISOString(), ...(sources === undefined ? {} : { sources }) });
};

const configured = async (closing: Closing): Promise<DatabaseAddress> => {
  const url = process.env.DATABASE_URL;
  if (url !== undefined) return addressOf(url);
  const state = process.env.DATAMORPH_STATE;
  const running = await attachStack(state === undefined ? {} : { state });
  if (running !== undefined) return running.database;
  const dataDir = placeOf('postgres', state);
  if (!existsSync(dataDir))
    throw new FileTrouble(
      'no database is configured: set DATABASE_URL=postgresql://user:password@host:5432/db in the environment or in .env',
    );
  const own = await startPostgres({ dataDir });
  closing(own.stop);
  return own;
};
