// A table as the runner leaves it: written, then sealed under a lock that waits for everybody.
import type { Publication } from '../../events/ports.ts';

type Sql = (text: string) => Promise<readonly Record<string, string | null>[]>;

export type Filling = {
  readonly columns: string;
  /** Statements that fill it, before the seal; STAGING is its name. */
  readonly fill: string;
  /** What happens in the transaction of the seal, after it. */
  readonly within?: string;
};

/** `rows`: as many as `fill` puts there. */
export const sealedTable = async (
  sql: Sql,
  runId: string,
  rows: number,
  { columns, fill, within = '' }: Filling,
): Promise<Publication['sealed']> => {
  const [writing, name] = [`w_${runId.toLowerCase()}_1`, `s_${runId.toLowerCase()}_1`];
  const full = `datamorph_staging.${name}`;
  await sql(`create table datamorph_staging.${writing} (${columns})`);
  await sql(fill.replaceAll('STAGING', `datamorph_staging.${writing}`));
  await sql(`begin; lock table datamorph_staging.${writing} in access exclusive mode; savepoint sealed;
    alter table datamorph_staging.${writing} rename to ${name}; ${within.replaceAll('STAGING', full)};
    ${sealOf(full)}; release savepoint sealed; commit`);
  const [row] = await sql(`select '${full}'::regclass::oid::text as oid, pg_relation_filenode('${full}')::text as filenode`);
  return { schema: 'datamorph_staging', name, oid: Number(row?.oid), filenode: Number(row?.filenode), rows, bytes: 8192 };
};

export const sealOf = (table: string): string => `create trigger datamorph_sealed before insert or update or delete or truncate on ${table}
  for each statement execute function pg_catalog.suppress_redundant_updates_trigger(); alter table ${table} enable always trigger datamorph_sealed`;
