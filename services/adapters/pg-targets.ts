// Publishing: in one transaction the sealed relation becomes the target, or nothing changes. Nothing is dropped, truncated or cascaded.
import type { PoolClient } from 'pg';
import type { Publication, PublicationResult, TargetsPort } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';
import type { DatabaseConfig } from './config.ts';
import { dependentsOf } from './pg-dependents.ts';
import { type Database, systemOnly } from './pg-pool.ts';
import { publicationOf, recordPublication, refusedAsOlder } from './pg-publications.ts';
import { carriedOver, defaultRights, moveAside, moveIn, prepare } from './pg-swap.ts';
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

/** Nothing was changed, and trying again would not help. */
class Refused extends Error {
  readonly result: PublicationResult;
  constructor(code: Extract<PublicationResult, { is: 'refused' }>['code'], message: string) {
    super(message);
    this.result = { is: 'refused', code, message };
  }
}

/** lock_not_available, deadlock_detected, serialization_failure */
const busy: ReadonlySet<unknown> = new Set(['55P03', '40P01', '40001']);
/** Data, constraint, syntax or access, and limit errors, and a statement that took too long: the same again would end the same. */
const permanent = /^(22|23|42|54)|^57014$/;
/** insufficient_privilege (who publishes must own what is replaced), undefined schema or table: what an administrator has to mend. */
const notSetUp: ReadonlySet<unknown> = new Set(['42501', '3F000', '42P01']);

export const pgTargets = (database: Database, { lockSeconds = 3, tries = 4, pause = sleep }: TargetsOptions = {}): TargetsPort => ({
  publish: async (publication) => {
    for (let round = 1; ; round += 1) {
      try {
        return await database.use((client, config) => publish(client, config, publication, lockSeconds));
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        if (error instanceof Refused) return error.result;
        if (notSetUp.has(code)) return new Refused('target-refused', `${nameOf(publication)}: ${message}`).result;
        if (!busy.has(code) && permanent.test(code ?? ''))
          return new Refused('target-refused', `${nameOf(publication)}: ${message}`).result;
        if (!busy.has(code)) throw error;
        if (round === tries) throw new TargetBusy(`${nameOf(publication)} is in use: ${message} (${tries} tries of ${lockSeconds} s)`);
        await pause(100 * 2 ** round * (0.5 + Math.random() / 2));
      }
    }
  },
});

const publish = async (
  client: PoolClient,
  config: DatabaseConfig,
  publication: Publication,
  lockSeconds: number,
): Promise<PublicationResult> => {
  const { target, mode, sealed } = publication;
  if (mode !== 'replace') throw new Refused('target-refused', `write mode ${mode} cannot be published yet: only replace can`);
  if (!config.targetSchemas.includes(target.schema))
    throw new Refused(
      'target-refused',
      `schema ${target.schema} is not one of those that may be written: ${config.targetSchemas.join(', ')}`,
    );
  const before = await publicationOf(client, publication.runId);
  if (before !== undefined) return before;

  await client.query(`set lock_timeout = '${Math.round(lockSeconds * 1000)}ms'`);
  // Before the transaction, so that nobody waits for it: the sealed relation is nobody else's.
  if (await sealedIsThere(client, sealed)) await prepare(client, publication).catch(refuseBadKey(publication));

  // Read committed, so that what waited for its turn sees what the run before it published; nobody's functions but the system's.
  await client.query(`begin isolation level read committed read write; ${systemOnly}`);
  // Two runs that publish to one target take turns.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0::int8))', [`datamorph.target ${nameOf(publication)}`]);
  const result = (await publicationOf(client, publication.runId)) ?? (await swap(client, publication));
  await client.query('commit');
  return result;
};

const swap = async (client: PoolClient, publication: Publication): Promise<PublicationResult> => {
  const { sealed } = publication;
  const older = await refusedAsOlder(client, publication);
  if (older !== undefined) throw new Refused('superseded', older);
  await assertSealed(client, publication);

  const old = await lockedTarget(client, publication);
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
  await client.query(`lock table ${quoted(target.schema, target.name)} in access exclusive mode`);
  const locked = await relationAt(client, target.schema, target.name);
  if (locked?.oid !== found.oid) throw Object.assign(new Error(`${name} was replaced by others just now`), { code: '40001' });
  if (!named && !(await isPublished(client, target.schema, target.name, found.oid)))
    throw new Refused('target-refused', `${name} was not published by DataMorph: name it as the target to replace it`);
  const dependents = await dependentsOf(client, found.oid);
  if (dependents.length > 0) {
    const told = dependents.map(({ kind, name: dependent }) => `${kind} ${dependent}`).join(', ');
    throw new Refused('target-refused', `${name} cannot be swapped, since these would stay with the old table: ${told}`);
  }
  return found;
};

type Sealed = Publication['sealed'];

const sealedIsThere = async (client: PoolClient, { schema, name, oid }: Sealed): Promise<boolean> =>
  (await relationAt(client, schema, name))?.oid === String(oid);

/** Under a lock that keeps everybody out, it is the very relation that the verdict is about. */
const assertSealed = async (client: PoolClient, { sealed }: Publication): Promise<void> => {
  const name = formatTableName(sealed.schema, sealed.name);
  if (!(await sealedIsThere(client, sealed))) throw new Refused('source-missing', `the proved table ${name} is gone`);
  await client.query(`lock table ${quoted(sealed.schema, sealed.name)} in access exclusive mode`);
  const { rows } = await client.query<{ filenode: string }>('select pg_relation_filenode($1::oid)::text as filenode', [sealed.oid]);
  if (!(await sealedIsThere(client, sealed))) throw new Refused('source-missing', `the proved table ${name} was replaced`);
  if (rows[0]?.filenode !== String(sealed.filenode))
    throw new Refused('source-missing', `the proved table ${name} was rewritten or emptied after it was sealed`);
};

const refuseBadKey =
  (publication: Publication) =>
  (error: unknown): never => {
    const { code, message } = error as { code?: string; message: string };
    // unique_violation, not_null_violation, undefined_column
    if (code === '23505' || code === '23502' || code === '42703')
      throw new Refused('target-refused', `${nameOf(publication)} cannot have the key ${publication.key.join(', ')}: ${message}`);
    throw error;
  };

const nameOf = ({ target }: Publication): string => formatTableName(target.schema, target.name);
const quoted = (schema: string, name: string): string => [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
