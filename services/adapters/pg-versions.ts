// The versions of a target, from datamorph.publications: which of them stand, and which a restore has to take back.
import type { PoolClient } from 'pg';
import { instant } from './pg-publications.ts';

export type Version = {
  readonly run_id: string;
  readonly outcome: 'published' | 'restored';
  readonly strategy: 'first' | 'swap' | 'difference' | 'rewrite' | 'append' | 'merge' | 'restore' | null;
  readonly target_relation: string | null;
  readonly kept_relation: string | null;
  readonly row_count: string | null;
  readonly before_rows: string | null;
  readonly before_hash: string | null;
  readonly after_rows: string | null;
  readonly after_hash: string | null;
  readonly hashed_columns: string[] | null;
  readonly sealed_by: string | null;
  readonly cluster: string | null;
  readonly key_columns: string[] | null;
  readonly watermark_condition: string | null;
  readonly checks: string[] | null;
  readonly undone_by: string | null;
  readonly restored_to: string | null;
  readonly published_at: string;
};

/** Oldest first, restores among them. */
export const versionsOf = async (client: PoolClient, { schema, name }: { schema: string; name: string }): Promise<readonly Version[]> => {
  const { rows } = await client.query<Version>(
    `select run_id, outcome, strategy, target_relation::text, kept_relation::text, row_count::text, before_rows::text, before_hash, after_rows::text,
            after_hash, hashed_columns, sealed_by, cluster, key_columns, watermark_condition, checks, undone_by, restored_to, ${instant('published_at')} as published_at
       from datamorph.publications p
      where outcome in ('published', 'restored') and target_schema = $1 and target_name = $2
      order by p.published_at, run_id`,
    [schema, name],
  );
  return rows;
};

export type Undoing =
  /** `undo`: latest first. `to`: the run whose version stands then; undefined: what was there before the first. */
  | { readonly is: 'undo'; readonly undo: readonly Version[]; readonly to: Version | undefined; readonly last: Version }
  | { readonly is: 'nothing'; readonly message: string }
  | { readonly is: 'unknown'; readonly message: string };

/** `to`: a run; left out: the version before the latest publication. */
export const undoing = (versions: readonly Version[], name: string, to: string | undefined): Undoing => {
  const published = versions.filter(({ outcome }) => outcome === 'published');
  const stand = published.filter(({ undone_by: by }) => by === null);
  const last = versions.at(-1);
  const top = stand.at(-1);
  if (last === undefined) return { is: 'unknown', message: `DataMorph has published nothing to ${name}` };
  if (to === undefined) {
    if (last.outcome === 'restored')
      return { is: 'nothing', message: `${stands(name, last)}; nothing was published since. ${advice(stand)}` };
    return { is: 'undo', undo: [last], to: stand.at(-2), last };
  }
  const at = stand.findIndex(({ run_id: id }) => id === to);
  if (at >= 0 && at === stand.length - 1) return { is: 'nothing', message: `${name} is as run ${to} published it` };
  if (at >= 0) return { is: 'undo', undo: stand.slice(at + 1).toReversed(), to: stand[at], last };
  const undone = published.find(({ run_id: id }) => id === to);
  if (undone !== undefined)
    return {
      is: 'unknown',
      message: `what run ${to} published to ${name} was taken back by restore ${undone.undone_by}: ask for it again as a new run`,
    };
  return { is: 'unknown', message: `run ${to} has not published to ${name}. ${advice(top === undefined ? [] : stand)}` };
};

const stands = (name: string, { restored_to: to, published_at: at }: Version): string =>
  `${name} was restored at ${at}, to ${to === null ? 'what was there before the first run' : `the version of run ${to}`}`;

const advice = (stand: readonly Version[]): string =>
  stand.length === 0
    ? 'No version is left to go back to.'
    : `--to names an earlier version: ${
        stand
          .slice(0, -1)
          .toReversed()
          .slice(0, 5)
          .map(({ run_id: id, published_at: at }) => `${id} (${at})`)
          .join(', ') || 'there is none'
      }.`;
