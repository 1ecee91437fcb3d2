// One publication taken back: the kept table moved in again, or what was kept of a change put back row by row, and then measured.
import type { PoolClient } from 'pg';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier } from '../transform/postgres.ts';
import { firing, type Statement, strategyFor, type Target } from '../transform/write/strategy.ts';
import { primaryKeyOf } from './pg-dependents.ts';
import { sameKey, writeInPlace } from './pg-in-place.ts';
import { changeColumn } from './pg-kept-changes.ts';
import { Refused } from './pg-refusal.ts';
import { type HashedColumn, rowSum } from './pg-row-sums.ts';
import { carriedOver, keptName, moveAside, moveIn } from './pg-swap.ts';
import { columnsIn } from './pg-target-shape.ts';
import { stateOf } from './pg-target-state.ts';
import type { Version } from './pg-versions.ts';
import { ownSchema } from './warehouse-schema.ts';

type Place = { readonly id: string; readonly target: { readonly schema: string; readonly name: string }; readonly mayFire: boolean };
type Config = { readonly targetSchemas: readonly string[] };

/** Answers where what was taken back is kept; null where it is not kept as a table. The target is locked against everybody else who writes. */
export const undo = async (client: PoolClient, config: Config, version: Version, place: Place): Promise<string | null> => {
  const state = await stateOf(client, config, place.target);
  switch (version.strategy) {
    case 'swap':
      return putBack(client, state, version, place);
    case 'append':
    case 'merge':
    case 'difference':
    case 'rewrite':
      return invert(client, state, version, place);
    case 'first':
      throw new Refused(
        'target-refused',
        `there was no ${nameOf(place)} before run ${version.run_id}, and nothing is ever dropped: drop it yourself if it shall go`,
      );
    case 'restore':
    case null:
      throw new Refused(
        'target-refused',
        `run ${version.run_id} published ${nameOf(place)} with an earlier version, which did not keep what a restore needs to know`,
      );
  }
};

const putBack = async (client: PoolClient, state: Target, version: Version, place: Place): Promise<string> => {
  const kept = await keptOf(client, version);
  const key = (await primaryKeyOf(client, kept.oid))?.columns ?? [];
  const columns = await columnsIn(client, kept.oid);
  const choice = strategyFor({ mode: 'replace', key, columns, vanished: 'delete', mayFire: place.mayFire }, state);
  const oid = state.relation ?? '';
  if (choice.is === 'refused') throw new Refused('target-refused', `${nameOf(place)} cannot be restored: ${choice.why.join('; ')}`);
  if (choice.strategy === 'swap') {
    await client.query(`lock table ${quoted(place.target)}, ${quoted(kept)} in access exclusive mode`);
    // rights may have been given and taken since; what is said of the old version comes with it
    const rights = await carriedOver(client, oid, Number(kept.oid), false);
    const aside = await moveAside(client, { target: place.target, runId: place.id }, oid);
    await moveIn(client, { sealed: { ...kept, oid: Number(kept.oid) }, target: place.target });
    for (const statement of rights) await client.query(statement);
    return aside;
  }
  const strategy = choice.strategy === 'difference' ? 'difference' : 'rewrite';
  const target = { ...place.target, oid };
  const written = await writeInPlace(client, {
    strategy,
    target,
    source: kept,
    key,
    vanished: 'delete',
    keptName: keptName(place.target, place.id),
  });
  return formatTableName(ownSchema, written.kept?.name ?? '');
};

/** What was inserted goes, what was changed is as before, what was deleted is there again; for sure, since the rows were measured before the change. */
const invert = async (client: PoolClient, state: Target, version: Version, place: Place): Promise<null> => {
  const { strategy, key_columns: key, watermark_condition: interval } = version;
  const fires = firing(state, made[strategy ?? ''] ?? [], key ?? [], place.mayFire);
  if (fires.length > 0) throw new Refused('target-refused', `${nameOf(place)} cannot be restored: ${fires.join('; ')}`);
  const table = quoted(place.target);
  // old rows need not keep what the run promised of its own
  for (const check of version.checks ?? []) await client.query(`alter table ${table} drop constraint if exists ${quoteIdentifier(check)}`);
  if (version.kept_relation === null) await client.query(`delete from only ${table} where (${interval ?? 'false'}) is true`);
  else await putRowsBack(client, state, version, place);
  await client.query('set constraints all immediate');
  await assertAsBefore(client, state, version, place);
  return null;
};

const made: Readonly<Record<string, readonly Statement[]>> = {
  append: ['delete'],
  merge: ['insert', 'update', 'delete'],
  difference: ['insert', 'update', 'delete'],
  rewrite: ['insert', 'delete'],
};

const putRowsBack = async (client: PoolClient, state: Target, version: Version, place: Place): Promise<void> => {
  const kept = await keptOf(client, version);
  const table = quoted(place.target);
  const rows = `${quoted(kept)} as k`;
  const all = await columnsIn(client, state.relation ?? '');
  const key = version.key_columns ?? [];
  const old = await columnsIn(client, kept.oid);
  const change = `k.${quoteIdentifier(changeColumn(all))}`;
  const gone = all.filter(({ name }) => !old.some((column) => column.name === name)).map(({ name }) => name);
  if (gone.length > 0)
    throw new Refused('target-refused', `${nameOf(place)} has got columns since (${gone.join(', ')}), whose old values nobody knows`);
  if (version.strategy === 'rewrite') await client.query(`delete from only ${table}`);
  else {
    const found = sameKey(
      all.filter(({ name }) => key.includes(name)),
      't',
      'k',
    );
    await client.query(`delete from only ${table} as t using ${rows} where ${change} = 'inserted' and ${found}`);
    const sets = all.filter(({ name, filled }) => !key.includes(name) && filled !== 'always').map(({ name }) => quoteIdentifier(name));
    if (sets.length > 0)
      await client.query(
        `update only ${table} as t set ${sets.map((name) => `${name} = k.${name}`).join(', ')} from ${rows} where ${change} = 'updated' and ${found}`,
      );
  }
  const made = await generated(client, state.relation ?? '');
  const columns = all.filter(({ name }) => !made.includes(name)).map(({ name }) => quoteIdentifier(name));
  await client.query(
    `insert into ${table} (${columns.join(', ')}) overriding system value
     select ${columns.map((name) => `k.${name}`).join(', ')} from ${rows} where ${change} = 'deleted'`,
  );
};

/** Columns whose values nothing can set. An identity's value can be set, and was part of the old row. */
const generated = async (client: PoolClient, oid: string): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select attname::text as name from pg_attribute where attrelid = $1::oid and attnum > 0 and not attisdropped and attgenerated <> ''`,
    [oid],
  );
  return rows.map(({ name }) => name);
};

const assertAsBefore = async (client: PoolClient, state: Target, version: Version, place: Place): Promise<void> => {
  const all = await columnsIn(client, state.relation ?? '');
  const hashed = (version.hashed_columns ?? []).map((name) => all.find((column) => column.name === name));
  if (!hashed.every((column): column is HashedColumn & (typeof all)[number] => column !== undefined))
    throw new Refused('target-refused', `${nameOf(place)} has lost columns since, so it cannot be as before`);
  const sum = await rowSum(client, `only ${quoted(place.target)} as t`, hashed, 't');
  if (sum.hash !== version.before_hash || sum.rows !== Number(version.before_rows))
    throw new Refused(
      'target-refused',
      `${nameOf(place)} would not be what it was before run ${version.run_id}: something changes its rows on the way`,
    );
};

const keptOf = async (client: PoolClient, { kept_relation: oid, run_id: runId }: Version) => {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname::text as schema, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.oid = $1::oid and n.nspname = '${ownSchema}'`,
    [oid],
  );
  const [found] = rows;
  if (oid === null || found === undefined) throw new Refused('target-refused', `what was there before run ${runId} is not kept any more`);
  return { ...found, oid };
};

const nameOf = ({ target }: Place): string => formatTableName(target.schema, target.name);
const quoted = ({ schema, name }: { readonly schema: string; readonly name: string }): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
