// The transaction that publishes, from its first check to its record: nothing newer, the sealed rows, the target as expected, the rows in place.
import type { PoolClient } from 'pg';
import type { Publication, PublicationResult } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier } from '../transform/postgres.ts';
import { overlapping, told } from '../transform/write/interval.ts';
import { type Choice, type Strategy, strategyFor, type Target } from '../transform/write/strategy.ts';
import type { DatabaseConfig } from './config.ts';
import { writeInPlace } from './pg-in-place.ts';
import { type Done, recordPublication, refusedAsOlder } from './pg-publications.ts';
import { Moved, Refused } from './pg-refusal.ts';
import { assertSealed, breakSeal } from './pg-seal.ts';
import { addChecks, addComments, carriedOver, defaultRights, keptName, moveAside, moveIn } from './pg-swap.ts';
import { columnsIn } from './pg-target-shape.ts';
import { relationAt, stateOf } from './pg-target-state.ts';

/** How the rows would come into the target as it stands now. */
export const choose = async (client: PoolClient, config: DatabaseConfig, publication: Publication): Promise<Choice> =>
  (await standing(client, config, publication)).choice;

/** `expected`: the choice that was prepared for. Throws Refused, or Moved where the target is not any more what it was then. */
export const write = async (
  client: PoolClient,
  config: DatabaseConfig,
  publication: Publication,
  expected: Choice,
): Promise<PublicationResult> => {
  const older = await refusedAsOlder(client, publication);
  if (older !== undefined) throw new Refused('superseded', older);
  const sealedBy = await assertSealed(client, publication.sealed);
  if (expected.is === 'strategy') await lock(client, publication, expected.strategy);
  const { target, choice } = await standing(client, config, publication);
  assertMayWrite(publication, target);
  if (choice.is === 'refused')
    throw new Refused('target-refused', `${nameOf(publication)} ${cannot[publication.mode]}: ${choice.why.join('; ')}`);
  const { strategy } = choice;
  if (expected.is !== 'strategy' || expected.strategy !== strategy)
    throw new Moved(`${nameOf(publication)} was changed by others just now`);
  assertNotBrought(publication, target);
  const done =
    strategy === 'first' || strategy === 'swap'
      ? await moved(client, publication, target, strategy, sealedBy)
      : await written(client, publication, target, strategy);
  return recordPublication(client, publication, done);
};

const cannot = { replace: 'cannot be replaced', append: 'cannot be added to', merge: 'cannot be merged into' } as const;

const standing = async (
  client: PoolClient,
  config: DatabaseConfig,
  publication: Publication,
): Promise<{ readonly target: Target; readonly choice: Choice }> => {
  const { mode, key, vanished = 'keep', mayFire = false, sealed } = publication;
  const target = await stateOf(client, config, publication.target);
  const columns = target.exists ? await columnsIn(client, String(sealed.oid)) : [];
  return { target, choice: strategyFor({ mode, key, columns, vanished, mayFire }, target) };
};

/** Against everybody for a swap; against those who write, while readers read on, for everything else. */
const lock = async (client: PoolClient, publication: Publication, strategy: Strategy): Promise<void> => {
  if (strategy === 'first') return;
  const { target } = publication;
  const found = await relationAt(client, target.schema, target.name);
  if (found === undefined || !found.is_table) throw new Moved(`${nameOf(publication)} was taken away by others just now`);
  const how = strategy === 'swap' ? 'access exclusive' : 'share row exclusive';
  await client.query(`lock table ${strategy === 'swap' ? '' : 'only '}${quoted(target)} in ${how} mode`);
};

const assertMayWrite = (publication: Publication, target: Target): void => {
  if (!target.exists) return;
  const { mode, named, seen } = publication;
  const name = nameOf(publication);
  if (target.isTable && !named && !target.published)
    throw new Refused('target-refused', `${name} was not published by DataMorph: name it as the target to ${toDo[mode]} it`);
  // a replacement puts the whole table in its place, whatever stands there
  if (mode === 'replace' || seen === undefined || seen === target.relation) return;
  if (seen !== null || !target.published)
    throw new Refused('target-refused', `${name} is another table than the one that the run looked at`);
};
const toDo = { replace: 'replace', append: 'add to', merge: 'merge into' } as const;

const assertNotBrought = (publication: Publication, { intervals = [] }: Target): void => {
  const { interval } = publication;
  if (interval === undefined) return;
  const other = overlapping(interval, intervals);
  if (other === undefined) return;
  throw new Refused(
    'target-refused',
    `${nameOf(publication)} has been given ${told(other)} by run ${other.runId} already, which overlaps ${told(interval)}`,
  );
};

const moved = async (
  client: PoolClient,
  publication: Publication,
  target: Target,
  strategy: 'first' | 'swap',
  sealedBy: string,
): Promise<Done> => {
  const { sealed } = publication;
  const old = target.relation;
  await assertInside(client, publication);
  await breakSeal(client, sealed);
  // Read while both tables are what they were.
  const rights = old === undefined ? await defaultRights(client, publication) : await carriedOver(client, old, sealed.oid);
  const previous = old === undefined ? undefined : { name: await moveAside(client, publication, old), oid: old };
  await moveIn(client, publication);
  for (const statement of rights) await client.query(statement);
  await addComments(client, publication);
  return { strategy, oid: String(sealed.oid), ours: true, previous, checks: (publication.checks ?? []).map(({ name }) => name), sealedBy };
};

const written = async (
  client: PoolClient,
  publication: Publication,
  target: Target,
  strategy: Exclude<Strategy, 'first' | 'swap'>,
): Promise<Done> => {
  const { sealed, key, vanished = 'keep', interval, checks = [], runId } = publication;
  const oid = target.relation ?? '';
  await assertInside(client, publication);
  if (strategy === 'merge' && !(target.keys ?? []).some((known) => [...known].sort().join('\0') === [...key].sort().join('\0')))
    await client.query(`create unique index on ${quoted(publication.target)} (${key.map(quoteIdentifier).join(', ')})`);
  const { kept, ...sums } = await writeInPlace(client, {
    ...{ strategy, target: { ...publication.target, oid }, source: { ...sealed, oid: String(sealed.oid) }, key, vanished },
    ...{ interval: interval?.condition, keptName: keptName(publication.target, runId) },
  });
  // what others say and demand of their table is theirs
  const added = target.published ? await addChecks(client, publication.target, oid, checks) : [];
  if (target.published) await addComments(client, publication);
  const previous = kept && { name: formatTableName('datamorph', kept.name), oid: kept.oid };
  return { strategy, oid, ours: target.published, previous, checks: added, sums };
};

const assertInside = async (client: PoolClient, { sealed, interval }: Publication): Promise<void> => {
  if (interval === undefined) return;
  const { rows } = await client.query<{ rows: string }>(
    `select count(*)::text as rows from ${quoted(sealed)} where (${interval.condition}) is not true`,
  );
  if (rows[0]?.rows !== '0') throw new Refused('target-refused', `${rows[0]?.rows} of the proved rows do not lie in ${told(interval)}`);
};

const nameOf = ({ target }: Publication): string => formatTableName(target.schema, target.name);
const quoted = ({ schema, name }: { readonly schema: string; readonly name: string }): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
