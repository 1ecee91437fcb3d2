// Publishing: in one transaction the sealed relation becomes the target, or nothing changes. Nothing is dropped, truncated or cascaded.
import type { PoolClient } from 'pg';
import type { Publication, PublicationResult, TargetsPort } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier } from '../transform/postgres.ts';
import type { DatabaseConfig } from './config.ts';
import { dependentsOf, primaryKeyOf } from './pg-dependents.ts';
import { type Database, systemOnly } from './pg-pool.ts';
import { publicationOf, recordPublication, recordRefusal, refusedAsOlder } from './pg-publications.ts';
import { isLasting, Moved, mayPassSoon, type Refusal, Refused, refusalIn } from './pg-refusal.ts';
import { assertSealed, breakSeal, isThere } from './pg-seal.ts';
import { carriedOver, defaultRights, maxNameBytes, moveAside, moveIn, prepare } from './pg-swap.ts';
import { isPublished, relationAt } from './pg-target-state.ts';

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

/** Two transactions: what may take long, with nobody waiting for it, and the swap. What one of them refuses is recorded under the lock of the target. */
const publish = async (
  client: PoolClient,
  config: DatabaseConfig,
  publication: Publication,
  lockSeconds: number,
): Promise<PublicationResult> => {
  // Each statement of the swap must see what is committed by then, whatever the login's default: publications above all, once its turn has come.
  const begin = `begin isolation level read committed read write; ${systemOnly}; set local lock_timeout = '${Math.round(lockSeconds * 1000)}ms'`;
  await client.query(begin);
  const before = (await publicationOf(client, publication.runId)) ?? (await readied(client, config, publication));
  await client.query(before === undefined ? 'commit' : 'rollback');
  if (before?.is === 'published') return before;

  await client.query(begin);
  // Two runs that publish to one target take turns.
  await exclusively(client, `datamorph.target ${nameOf(publication)}`);
  const result =
    (await publicationOf(client, publication.runId)) ??
    (before === undefined ? await swappedOrRefused(client, publication) : await recordRefusal(client, publication, before));
  await client.query('commit');
  return result;
};

/** The sealed relation gets its key; answers why it may not. Two deliveries of one run take turns. */
const readied = async (client: PoolClient, config: DatabaseConfig, publication: Publication): Promise<Refusal | undefined> => {
  const { key, runId, sealed } = publication;
  try {
    assertWanted(config, publication);
    await exclusively(client, `datamorph.run ${runId}`);
    if (await isThere(client, sealed)) await prepare(client, publication);
    return undefined;
  } catch (error) {
    return refusalIn(error, key.length === 0 ? nameOf(publication) : `${nameOf(publication)} cannot have the key ${key.join(', ')}`);
  }
};

const assertWanted = ({ targetSchemas }: DatabaseConfig, { mode, target }: Publication): void => {
  if (mode !== 'replace') throw new Refused('target-refused', `write mode ${mode} cannot be published yet: only replace can`);
  if (!targetSchemas.includes(target.schema))
    throw new Refused('target-refused', `schema ${target.schema} is not one of those that may be written: ${targetSchemas.join(', ')}`);
  // PostgreSQL would cut it, and take another table that is named like the rest.
  if (Buffer.byteLength(target.name) > maxNameBytes)
    throw new Refused('target-refused', `${target.name} is longer than the ${maxNameBytes} bytes that a name may have`);
};

const swappedOrRefused = async (client: PoolClient, publication: Publication): Promise<PublicationResult> => {
  await client.query('savepoint untouched');
  try {
    return await swap(client, publication);
  } catch (error) {
    const refusal = refusalIn(error, nameOf(publication));
    await client.query('rollback to savepoint untouched');
    return recordRefusal(client, publication, refusal);
  }
};

const swap = async (client: PoolClient, publication: Publication): Promise<PublicationResult> => {
  const { sealed } = publication;
  const older = await refusedAsOlder(client, publication);
  if (older !== undefined) throw new Refused('superseded', older);
  await assertSealed(client, sealed);

  const old = await lockedTarget(client, publication);
  await breakSeal(client, sealed);
  // Read while both tables are what they were.
  const rights = old === undefined ? await defaultRights(client, publication) : await carriedOver(client, old.oid, sealed.oid);
  const previous = old === undefined ? null : await moveAside(client, publication, old.oid);
  await moveIn(client, publication);
  for (const statement of rights) await client.query(statement);
  return recordPublication(client, publication, previous);
};

/** The table that has the target's name, locked; undefined when there is none. Refuses one that must not be replaced. */
const lockedTarget = async (client: PoolClient, publication: Publication): Promise<{ readonly oid: string } | undefined> => {
  const { target, named } = publication;
  const name = nameOf(publication);
  const found = await relationAt(client, target.schema, target.name);
  if (found === undefined) return undefined;
  if (!found.is_table) throw new Refused('target-refused', `${name} is not an ordinary table`);
  await client.query(`lock table ${quoteIdentifier(target.schema)}.${quoteIdentifier(target.name)} in access exclusive mode`);
  const locked = await relationAt(client, target.schema, target.name);
  if (locked?.oid !== found.oid) throw new Moved(`${name} was replaced by others just now`);
  const isOurs = await isPublished(client, target.schema, target.name, found.oid);
  if (!named && !isOurs) throw new Refused('target-refused', `${name} was not published by DataMorph: name it as the target to replace it`);
  const losses = [...(await dependentsOf(client, found.oid)), ...(isOurs ? [] : await lostKey(client, publication, found.oid))];
  if (losses.length > 0) {
    const told = losses.map(({ kind, name: lost }) => `${kind} ${lost}`).join(', ');
    throw new Refused('target-refused', `${name} cannot be swapped, since the new table would be without ${told}`);
  }
  return found;
};

/** A primary key that others gave their table, and that the new one does not get. */
const lostKey = async (client: PoolClient, { key }: Publication, oid: string): ReturnType<typeof dependentsOf> => {
  const primary = await primaryKeyOf(client, oid);
  if (primary === undefined || [...primary.columns].sort().join('\0') === [...key].sort().join('\0')) return [];
  return [{ kind: 'constraint', name: `${primary.name} (${primary.columns.join(', ')})` }];
};

const exclusively = async (client: PoolClient, what: string): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1::text, 0::int8))', [what]);
};

const nameOf = ({ target }: Publication): string => formatTableName(target.schema, target.name);
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
