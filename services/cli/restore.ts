// npm run restore -- schema.table: the version before, back in its place. Exit 0 restored, or as wanted already; 1 refused.
import { parseArgs } from 'node:util';
import { ulid } from '../../events/envelope.ts';
import { addressOf, secretOf } from '../../infra/local/stack/database.ts';
import { configIn, type ReadConfig, secretConfig } from '../adapters/config.ts';
import { database } from '../adapters/pg-pool.ts';
import { type Restored, restore } from '../adapters/pg-restore.ts';
import { create } from '../adapters/warehouse-schema.ts';
import { formatTableName, parseTableName } from '../transform/index.ts';
import { type Closing, command } from './command.ts';
import { loadDotEnv } from './dot-env.ts';
import { openSession } from './session.ts';

const usage = `usage: npm run restore -- schema.table [--to <run id>] [--may-fire] [--json]
Takes back the latest publication of a table that DataMorph published, or all after the run that --to names. --may-fire: triggers of the table, and foreign
keys that cascade from it, may fire. DATABASE_URL, from the environment or .env, is the PostgreSQL to work on; without it, the one of the local stack.`;

const options = { to: { type: 'string' }, 'may-fire': { type: 'boolean' }, json: { type: 'boolean' } } as const;

const run = async (closing: Closing): Promise<number> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const asked = positionals.length === 1 ? parseTableName(positionals[0] ?? '') : undefined;
  if (asked === undefined) {
    process.stderr.write(`${usage}\n`);
    return 1;
  }
  loadDotEnv();
  const read = await configuration(closing);
  const pool = database(read, { application: 'datamorph restore', connections: 1, statementSeconds: 3600 });
  closing(pool.end);
  await create(pool);
  const { schema = (await read(false)).targetSchema, name } = asked;
  const { to, 'may-fire': mayFire = false, json } = values;
  const now = Date.now();
  const restored = await restore(pool, {
    id: ulid(now, `restore ${schema}.${name} ${now} ${process.pid}`),
    target: { schema, name },
    to,
    mayFire,
  });
  process.stdout.write(`${json ? JSON.stringify(restored, null, 2) : told(formatTableName(schema, name), restored)}\n`);
  return restored.is === 'refused' ? 1 : 0;
};

/** Of the user's database, or of the stack's. */
const configuration = async (closing: Closing): Promise<ReadConfig> => {
  const { DATABASE_URL: url } = process.env;
  if (url !== undefined) {
    const config = configIn('DATABASE_URL', JSON.parse(secretOf(addressOf(url))));
    return async () => config;
  }
  const session = await openSession({ onProgress: (line) => process.stderr.write(`  ${line}\n`) });
  closing(session.close);
  return secretConfig(session.access.info.outputs.ConfigSecret ?? 'datamorph/config');
};

const told = (table: string, restored: Restored): string => {
  if (restored.is !== 'restored') return `${restored.is === 'refused' ? 'Nothing was changed: ' : ''}${restored.message}`;
  const { to, undone, rows, previous } = restored;
  const version = to === null ? 'what was there before the first run' : `the version of run ${to}`;
  const kept = previous === null ? '' : ` What was taken back is kept in ${previous}.`;
  return `${table} is ${version} again: ${rows} rows. Taken back: ${undone.length === 1 ? 'run' : 'runs'} ${undone.join(', ')}.${kept}`;
};

await command(run);
