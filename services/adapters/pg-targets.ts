// Publishing: in one transaction the proved rows are in the target, or nothing changes. Nothing is dropped, truncated or cascaded.
import type { PoolClient } from 'pg';
import type { Publication, PublicationResult, TargetsPort } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';
import type { Choice } from '../transform/write/strategy.ts';
import type { DatabaseConfig } from './config.ts';
import { type Database, systemOnly } from './pg-pool.ts';
import { publicationOf, recordRefusal } from './pg-publications.ts';
import { isLasting, mayPassSoon, type Refusal, Refused, refusalIn } from './pg-refusal.ts';
import { isThere } from './pg-seal.ts';
import { maxNameBytes, prepare } from './pg-swap.ts';
import { choose, write } from './pg-write.ts';

/** The locks were not to be had in several tries; the table is in use by others, and nothing was changed. */
export class TargetBusy extends Error {
  override readonly name = 'TargetBusy';
}

export type TargetsOptions = {
  readonly lockSeconds?: number;
  readonly tries?: number;
  /** Waits before the locks are tried again. */
  readonly pause?: (milliseconds: number) => Promise<void>;
};

export const pgTargets = (database: Database, { lockSeconds = 3, tries = 4, pause = sleep }: TargetsOptions = {}): TargetsPort => ({
  publish: async (publication) => {
    for (let round = 1; ; round += 1) {
      try {
        return await database.use((client, config) => publish(client, config, publication, lockSeconds));
      } catch (error) {
        if (!mayPassSoon(error)) return refusalIn(error, nameOf(publication));
        const { message } = error as Error;
        if (round === tries && isLasting(error)) return new Refused('target-refused', `${nameOf(publication)}: ${message}`).result;
        if (round === tries) throw new TargetBusy(`${nameOf(publication)} is in use: ${message} (${tries} tries of ${lockSeconds} s)`);
        await pause(100 * 2 ** round * (0.5 + Math.random() / 2));
      }
    }
  },
});

/** Two transactions: what may take long, with nobody waiting for it, and the writing. What one of them refuses is recorded under the lock of the target. */
const publish = async (
  client: PoolClient,
  config: DatabaseConfig,
  publication: Publication,
  lockSeconds: number,
): Promise<PublicationResult> => {
  // Each statement must see what is committed by then, whatever the login's default: publications above all, once its turn has come.
  const begin = `begin isolation level read committed read write; ${systemOnly}; ${roomToJoin}; set local row_security = off;
    set local lock_timeout = '${Math.round(lockSeconds * 1000)}ms'`;
  await client.query(begin);
  const before = (await publicationOf(client, publication.runId)) ?? (await readied(client, config, publication));
  await client.query(before.is === 'strategy' || before.is === 'hindered' ? 'commit' : 'rollback');
  if (before.is === 'published') return before;

  await client.query(begin);
  // Two runs that publish to one target take turns.
  await exclusively(client, `datamorph.target ${nameOf(publication)}`);
  const result =
    (await publicationOf(client, publication.runId)) ??
    (before.is === 'refused'
      ? await recordRefusal(client, publication, before)
      : await writtenOrRefused(client, config, publication, before.is === 'hindered' ? { is: 'refused', why: [] } : before));
  await client.query('commit');
  return result;
};

/** The keys of a million rows, which would otherwise be joined on disk. */
const roomToJoin = "set local work_mem = '64MB'";

type Ready = Extract<Choice, { is: 'strategy' }> | { readonly is: 'hindered' } | Refusal;

/** What is to take the target's place gets its key and its checks; answers why it may not. Two deliveries of one run take turns. */
const readied = async (client: PoolClient, config: DatabaseConfig, publication: Publication): Promise<Ready> => {
  const { key, runId, sealed } = publication;
  try {
    assertWanted(config, publication);
    await exclusively(client, `datamorph.run ${runId}`);
    const choice = await choose(client, config, publication);
    // the reasons are told under the lock of the target, where they are known for sure
    if (choice.is === 'refused') return { is: 'hindered' };
    if (await isThere(client, sealed)) await prepare(client, publication, choice.strategy);
    return choice;
  } catch (error) {
    return refusalIn(error, key.length === 0 ? nameOf(publication) : `${nameOf(publication)} cannot have the key ${key.join(', ')}`);
  }
};

const assertWanted = ({ targetSchemas }: DatabaseConfig, { target }: Publication): void => {
  if (!targetSchemas.includes(target.schema))
    throw new Refused('target-refused', `schema ${target.schema} is not one of those that may be written: ${targetSchemas.join(', ')}`);
  // PostgreSQL would cut it, and take another table that is named like the rest.
  if (Buffer.byteLength(target.name) > maxNameBytes)
    throw new Refused('target-refused', `${target.name} is longer than the ${maxNameBytes} bytes that a name may have`);
};

const writtenOrRefused = async (
  client: PoolClient,
  config: DatabaseConfig,
  publication: Publication,
  expected: Choice,
): Promise<PublicationResult> => {
  await client.query('savepoint untouched');
  try {
    return await write(client, config, publication, expected);
  } catch (error) {
    const refusal = refusalIn(error, nameOf(publication));
    await client.query('rollback to savepoint untouched');
    return recordRefusal(client, publication, refusal);
  }
};

const exclusively = async (client: PoolClient, what: string): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1::text, 0::int8))', [what]);
};

const nameOf = ({ target }: Publication): string => formatTableName(target.schema, target.name);
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
