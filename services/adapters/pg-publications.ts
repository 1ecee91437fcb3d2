// datamorph.publications: which run published what, so that a second try is a no-op and an older snapshot does not cover a newer one.
import type { PoolClient } from 'pg';
import type { Publication, PublicationResult } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';

type Row = {
  readonly outcome: 'published' | 'tombstone';
  readonly row_count: string;
  readonly previous: string | null;
  readonly published_at: string;
};

/** ISO 8601 in UTC with milliseconds, as everywhere in events. */
const instant = (expression: string): string => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What this run's first call did; undefined when there was none. */
export const publicationOf = async (client: PoolClient, runId: string): Promise<PublicationResult | undefined> => {
  const { rows } = await client.query<Row>(
    `select outcome, row_count::text, previous, ${instant('published_at')} as published_at from datamorph.publications where run_id = $1`,
    [runId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.outcome === 'tombstone') return { is: 'refused', code: 'superseded', message: `run ${runId} must not publish any more` };
  return { is: 'published', rows: Number(row.row_count), previous: row.previous, publishedAt: row.published_at };
};

/**
 * Why the rows are older than what stands; undefined when they are not. The id of an exported snapshot tells no order, so the runner may add what the
 * snapshot saw, as `<id>@<pg_current_snapshot()>`: the one with the higher xmax was taken later. Where one of the two lacks it, the time of the
 * requests decides (run ids sort by it): the later wish stands.
 */
export const refusedAsOlder = async (client: PoolClient, { runId, target, snapshot }: Publication): Promise<string | undefined> => {
  const { rows } = await client.query<{ run_id: string; published_at: string }>(
    `select run_id, ${instant('published_at')} as published_at from datamorph.publications
      where outcome = 'published' and target_schema = $1 and target_name = $2 and run_id <> $3
        and case when snapshot_xmax is null or $4::numeric is null then run_id > $3 else snapshot_xmax > $4::numeric end
      order by published_at desc limit 1`,
    [target.schema, target.name, runId, xmaxOf(snapshot)],
  );
  const [newer] = rows;
  return newer && `run ${newer.run_id} has published newer rows to ${formatTableName(target.schema, target.name)} at ${newer.published_at}`;
};

/** `previous`: where the old table is kept. Written last, so that its time is that of the commit, as near as a transaction can know it. */
export const recordPublication = async (
  client: PoolClient,
  publication: Publication,
  previous: string | null,
): Promise<PublicationResult> => {
  const { runId, attempt, target, mode, sealed, snapshot } = publication;
  const { rows } = await client.query<{ published_at: string }>(
    `insert into datamorph.publications
       (run_id, attempt, target_schema, target_name, mode, outcome, relation, row_count, snapshot, snapshot_xmax, previous, published_at)
     values ($1, $2, $3, $4, $5, 'published', $6, $7, $8, $9, $10, date_trunc('milliseconds', clock_timestamp()))
     returning ${instant('published_at')} as published_at`,
    [runId, attempt, target.schema, target.name, mode, sealed.oid, sealed.rows, snapshot, xmaxOf(snapshot), previous],
  );
  return { is: 'published', rows: sealed.rows, previous, publishedAt: rows[0]?.published_at ?? publication.now };
};

/** Second number of xmin:xmax:xip_list behind the @. */
const xmaxOf = (snapshot: string): string | null => /@\d+:(\d+):[\d,]*$/.exec(snapshot)?.[1] ?? null;
