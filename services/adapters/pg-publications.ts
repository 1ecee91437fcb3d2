// datamorph.publications: which run published what, so that a second try is a no-op and an older snapshot does not cover a newer one.
import type { PoolClient } from 'pg';
import type { Publication, PublicationResult } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';
import type { Strategy } from '../transform/write/strategy.ts';
import type { Refusal } from './pg-refusal.ts';
import type { RowSum } from './pg-row-sums.ts';

type Row = {
  readonly outcome: 'published' | 'tombstone';
  readonly row_count: string;
  readonly previous: string | null;
  readonly published_at: string;
  readonly refusal_code: Refusal['code'] | null;
  readonly refusal: string | null;
};

/** ISO 8601 in UTC with milliseconds, as everywhere in events. */
export const instant = (expression: string): string => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What this run's first call did; undefined when there was none. */
export const publicationOf = async (client: PoolClient, runId: string): Promise<PublicationResult | undefined> => {
  const { rows } = await client.query<Row>(
    `select outcome, row_count::text, previous, ${instant('published_at')} as published_at, refusal_code, refusal
       from datamorph.publications where run_id = $1`,
    [runId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.outcome === 'tombstone')
    return { is: 'refused', code: row.refusal_code ?? 'superseded', message: row.refusal ?? `run ${runId} must not publish any more` };
  return { is: 'published', rows: Number(row.row_count), previous: row.previous, publishedAt: row.published_at };
};

/** So that a second delivery does not publish what the first refused. */
export const recordRefusal = async (client: PoolClient, publication: Publication, refusal: Refusal): Promise<Refusal> => {
  const { runId, attempt, target, mode } = publication;
  await client.query(
    `insert into datamorph.publications (run_id, attempt, target_schema, target_name, mode, outcome, refusal_code, refusal, published_at)
     values ($1, $2, $3, $4, $5, 'tombstone', $6, $7, clock_timestamp())`,
    [runId, attempt, target.schema, target.name, mode, refusal.code, refusal.message],
  );
  return refusal;
};

/**
 * Why the rows are older than what stands; undefined when they are not. The id of an exported snapshot tells no order, so the runner may add what the
 * snapshot saw, as `<id>@<pg_current_snapshot()>`: the one with the higher xmax was taken later, if both were taken in one cluster. Where one of the two
 * lacks it, or a database was moved in between, the time of the requests decides (run ids sort by it): the later wish stands. Appends bring other rows
 * each, in whatever order.
 */
export const refusedAsOlder = async (client: PoolClient, { runId, target, snapshot, mode }: Publication): Promise<string | undefined> => {
  const { rows } = await client.query<{ run_id: string; published_at: string }>(
    `select run_id, ${instant('published_at')} as published_at from datamorph.publications
      where outcome = 'published' and target_schema = $1 and target_name = $2 and run_id <> $3 and not ($6 = 'append' and mode = 'append')
        and case when cluster = $5 and snapshot_xmax is not null and $4::numeric is not null then snapshot_xmax > $4::numeric else run_id > $3 end
      order by published_at desc limit 1`,
    [target.schema, target.name, runId, xmaxOf(snapshot), await clusterOf(client), mode],
  );
  const [newer] = rows;
  return newer && `run ${newer.run_id} has published newer rows to ${formatTableName(target.schema, target.name)} at ${newer.published_at}`;
};

/** What was done, as a restore will need it. */
export type Done = {
  readonly strategy: Strategy;
  /** The table that has the rows now, and whether we made it. */
  readonly oid: string;
  readonly ours: boolean;
  /** What keeps the old table, or what was taken from it. */
  readonly previous: { readonly name: string; readonly oid: string } | undefined;
  /** Constraints that came to the table. */
  readonly checks: readonly string[];
  /** Of a table that was written in place. */
  readonly sums?: { readonly before: RowSum; readonly after: RowSum; readonly hashed: readonly string[] };
  /** Of a table that was moved in: the transaction that sealed it. */
  readonly sealedBy?: string;
};

/** Written last, so that its time is that of the commit, as near as a transaction can know it. */
export const recordPublication = async (client: PoolClient, publication: Publication, done: Done): Promise<PublicationResult> => {
  const { runId, attempt, target, mode, key, sealed, snapshot, interval } = publication;
  const { strategy, oid, ours, previous, sums, sealedBy } = done;
  const publishedAt = await record(client, {
    ...{ run_id: runId, attempt, target_schema: target.schema, target_name: target.name, mode, outcome: 'published' },
    ...{ relation: ours ? oid : null, row_count: sealed.rows, snapshot, snapshot_xmax: xmaxOf(snapshot), cluster: await clusterOf(client) },
    ...{ previous: previous?.name ?? null, kept_relation: previous?.oid ?? null, strategy, target_relation: oid, key_columns: [...key] },
    ...{ before_rows: sums?.before.rows, before_hash: sums?.before.hash, after_rows: sums?.after.rows, after_hash: sums?.after.hash },
    ...{ hashed_columns: sums === undefined ? null : [...sums.hashed], sealed_by: sealedBy, checks: [...done.checks] },
    ...{ watermark_column: interval?.column, watermark_from: interval?.from, watermark_to: interval?.to },
    watermark_condition: interval?.condition,
  });
  return { is: 'published', rows: sealed.rows, previous: previous?.name ?? null, publishedAt };
};

type Value = string | number | boolean | readonly string[] | null | undefined;

/** One row of publications, as of now; answers its time. Names of columns are ours, never a user's. */
export const record = async (client: PoolClient, row: Readonly<Record<string, Value>>): Promise<string> => {
  const said = Object.entries(row).filter(([, value]) => value !== undefined && value !== null);
  const { rows } = await client.query<{ published_at: string }>(
    `insert into datamorph.publications (${said.map(([column]) => column).join(', ')}, published_at)
     values (${said.map((_, n) => `$${n + 1}`).join(', ')}, date_trunc('milliseconds', clock_timestamp()))
     returning ${instant('published_at')} as published_at`,
    said.map(([, value]) => value),
  );
  return rows[0]?.published_at ?? '';
};

/** Second number of xmin:xmax:xip_list behind the @. */
const xmaxOf = (snapshot: string): string | null => /@\d+:(\d+):[\d,]*$/.exec(snapshot)?.[1] ?? null;

/**
 * In which cluster transactions were numbered: a dump that is restored elsewhere brings these rows along, and starts counting anew. Where a login may not
 * ask for the system's identifier (asking raises even in a branch that is not taken), numbers tell that a restored database hardly ever has again.
 */
export const clusterOf = async (client: PoolClient): Promise<string> => {
  const known = clusters.get(client);
  if (known !== undefined) return known;
  const { rows: allowed } = await client.query<{ yes: boolean }>(
    "select has_function_privilege('pg_catalog.pg_control_system()', 'execute') as yes",
  );
  const { rows } = await client.query<{ cluster: string }>(
    allowed[0]?.yes === true
      ? 'select system_identifier::text as cluster from pg_control_system()'
      : `select d.oid || '.' || c.relnamespace || '.' || c.oid as cluster
           from pg_database d, pg_class c where d.datname = current_database() and c.oid = 'datamorph.publications'::regclass`,
  );
  const cluster = rows[0]?.cluster ?? '';
  clusters.set(client, cluster);
  return cluster;
};

/** A connection stays in one. */
const clusters = new WeakMap<PoolClient, string>();
