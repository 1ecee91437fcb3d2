// A version before, back in its place: in one transaction, recorded like a publication, and refused where others have changed the rows meanwhile.
import type { PoolClient } from 'pg';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier } from '../transform/postgres.ts';
import { type Database, systemOnly } from './pg-pool.ts';
import { clusterOf, record } from './pg-publications.ts';
import { Refused, refusalIn } from './pg-refusal.ts';
import { type RowSum, rowSum } from './pg-row-sums.ts';
import { columnsIn } from './pg-target-shape.ts';
import { relationAt } from './pg-target-state.ts';
import { undo } from './pg-undo.ts';
import { undoing, type Version, versionsOf } from './pg-versions.ts';

export type RestoreWish = {
  /** Of this restore, as a run's id sorts. */
  readonly id: string;
  readonly target: { readonly schema: string; readonly name: string };
  /** Run whose version is wanted; left out: the one before the latest. */
  readonly to?: string | undefined;
  /** Triggers of the target and foreign keys that cascade from it may fire. */
  readonly mayFire?: boolean;
  readonly lockSeconds?: number;
};

export type Restored =
  | {
      readonly is: 'restored';
      /** Run whose version stands now; null: what was there before the first. */
      readonly to: string | null;
      readonly undone: readonly string[];
      readonly rows: number;
      /** Where what was taken back is kept, if all of it is. */
      readonly previous: string | null;
      readonly at: string;
    }
  /** It stands as wanted already. */
  | { readonly is: 'unchanged'; readonly message: string }
  /** Nothing was changed. */
  | { readonly is: 'refused'; readonly message: string };

export const restore = (database: Database, wish: RestoreWish): Promise<Restored> =>
  database.use(async (client, config) => {
    const { target, lockSeconds = 10 } = wish;
    const name = formatTableName(target.schema, target.name);
    await client.query(`begin isolation level read committed read write; ${systemOnly}; set local row_security = off;
      set local lock_timeout = '${Math.round(lockSeconds * 1000)}ms'`);
    try {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1::text, 0::int8))', [`datamorph.target ${name}`]);
      const plan = undoing(await versionsOf(client, target), name, wish.to);
      if (plan.is !== 'undo') {
        await client.query('rollback');
        return { is: plan.is === 'nothing' ? 'unchanged' : 'refused', message: plan.message };
      }
      if (!config.targetSchemas.includes(target.schema)) throw new Refused('target-refused', `schema ${target.schema} may not be written`);
      const restored = await restoreTo(client, config, wish, plan);
      await client.query('commit');
      return restored;
    } catch (error) {
      // a name, a right, a foreign key: what time does not mend is a reason, and everything else is thrown
      const { message } = refusalIn(error, name);
      await client.query('rollback');
      return { is: 'refused', message };
    }
  });

type Plan = Extract<ReturnType<typeof undoing>, { is: 'undo' }>;

const restoreTo = async (
  client: PoolClient,
  config: { readonly targetSchemas: readonly string[] },
  { id, target, mayFire = false }: RestoreWish,
  { undo: versions, to, last }: Plan,
): Promise<Restored> => {
  await lock(client, target, last);
  await assertUnchanged(client, target, last);
  let kept: string | null = null;
  for (const [step, version] of versions.entries()) {
    // what others wrote between two publications is in no version, and would go with the first of them; a table that is swapped out is kept whole
    if (version.run_id !== last.run_id && version.after_hash !== null) await assertUnchanged(client, target, version);
    // two tables that go aside in one restore need two names
    const name = step === 0 ? id : `${id}_${step}`;
    kept = await undo(client, config, version, { id: name, target, mayFire });
  }
  const found = await relationAt(client, target.schema, target.name);
  const columns = await columnsIn(client, found?.oid ?? '');
  const sum = await sumOf(client, target, columns);
  const at = await record(client, {
    ...{ run_id: id, attempt: 0, target_schema: target.schema, target_name: target.name, mode: 'restore', outcome: 'restored' },
    ...{ strategy: 'restore', target_relation: found?.oid, row_count: sum.rows, after_rows: sum.rows, after_hash: sum.hash },
    ...{
      hashed_columns: columns.map(({ name }) => name),
      cluster: await clusterOf(client),
      previous: kept,
      restored_to: to?.run_id ?? null,
    },
  });
  const undone = versions.map(({ run_id: runId }) => runId);
  await client.query('update datamorph.publications set undone_by = $1 where run_id = any($2::text[])', [id, undone]);
  return { is: 'restored', to: to?.run_id ?? null, undone, rows: sum.rows, previous: kept, at };
};

/** Readers read on; who writes waits. */
const lock = async (client: PoolClient, target: RestoreWish['target'], { target_relation: oid, run_id: runId }: Version): Promise<void> => {
  const name = formatTableName(target.schema, target.name);
  const found = await relationAt(client, target.schema, target.name);
  if (found === undefined) throw new Refused('target-refused', `${name} is gone`);
  if (oid === null)
    throw new Refused(
      'target-refused',
      `run ${runId} published ${name} with an earlier version, which did not keep what a restore needs to know`,
    );
  const other = `${name} is another table than the one that run ${runId} left`;
  if (found.oid !== oid || !found.is_table) throw new Refused('target-refused', other);
  await client.query(`lock table only ${quoted(target)} in share row exclusive mode`);
  if ((await relationAt(client, target.schema, target.name))?.oid !== oid) throw new Refused('target-refused', other);
};

/** What others have written since would be lost, or mixed with what comes back. */
const assertUnchanged = async (client: PoolClient, target: RestoreWish['target'], last: Version): Promise<void> => {
  const name = formatTableName(target.schema, target.name);
  const changed = new Refused(
    'target-refused',
    `rows of ${name} were changed by others since ${last.outcome === 'published' ? `run ${last.run_id} published them` : `restore ${last.run_id}`} at ${last.published_at}: a restore would lose that`,
  );
  if (last.after_hash !== null) {
    const columns = await columnsIn(client, last.target_relation ?? '');
    const hashed = (last.hashed_columns ?? []).map((column) => columns.find((each) => each.name === column));
    if (!hashed.every((column) => column !== undefined)) throw changed;
    const sum = await sumOf(client, target, hashed);
    if (sum.hash !== last.after_hash || sum.rows !== Number(last.after_rows)) throw changed;
    return;
  }
  if (last.sealed_by === null || last.cluster !== (await clusterOf(client)))
    throw new Refused('target-refused', `${name} was moved from another server since: whether others changed it meanwhile cannot be told`);
  // as the publication checked it: no row is younger than the seal, and none is missing
  const { rows } = await client.query<{ count: string; later: boolean }>(
    `select count(*)::text as count, coalesce(bool_or(age(xmin) <= age($1::text::xid)), false) as later from only ${quoted(target)}`,
    [last.sealed_by],
  );
  if (rows[0]?.count !== last.row_count || rows[0]?.later !== false) throw changed;
};

const sumOf = (client: PoolClient, target: RestoreWish['target'], columns: Parameters<typeof rowSum>[2]): Promise<RowSum> =>
  rowSum(client, `only ${quoted(target)} as t`, columns, 't');

const quoted = ({ schema, name }: RestoreWish['target']): string => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
