// The seal of a proved table: since it was put there, not one row was added, changed or taken away.
import type { PoolClient } from 'pg';
import type { Publication } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier } from '../transform/postgres.ts';
import { Refused } from './pg-refusal.ts';
import { relationAt } from './pg-target-state.ts';

type Sealed = Publication['sealed'];

/** Made by the job, in the transaction that sealed the table. It refuses every statement that writes. */
const seal = 'datamorph_sealed';

export const isThere = async (client: PoolClient, { schema, name, oid }: Sealed): Promise<boolean> =>
  (await relationAt(client, schema, name))?.oid === String(oid);

/** Under a lock that keeps everybody out, it is the very relation that the verdict is about, row by row. Answers the transaction that sealed it. */
export const assertSealed = async (client: PoolClient, sealed: Sealed): Promise<string> => {
  const name = formatTableName(sealed.schema, sealed.name);
  if (!(await isThere(client, sealed))) throw new Refused('source-missing', `the proved table ${name} is gone`);
  await client.query(`lock table ${quoted(sealed)} in access exclusive mode`);
  if (!(await isThere(client, sealed))) throw new Refused('source-missing', `the proved table ${name} was replaced`);
  const { rows } = await client.query<{ filenode: string }>('select pg_relation_filenode($1::oid)::text as filenode', [sealed.oid]);
  if (rows[0]?.filenode !== String(sealed.filenode))
    throw new Refused('source-missing', `the proved table ${name} was rewritten or emptied after it was sealed`);
  const by = await sealedBy(client, sealed, name);
  await assertUnwritten(client, sealed, name, by);
  return by;
};

export const breakSeal = async (client: PoolClient, sealed: Sealed): Promise<void> => {
  await client.query(`drop trigger ${seal} on ${quoted(sealed)}`);
};

/**
 * Transaction of the seal, from its trigger, which must be enabled for everybody, as it was made, and alone. The name of the table's row type was given
 * in that transaction too: a trigger that was dropped for a while and made again is younger.
 */
const sealedBy = async (client: PoolClient, sealed: Sealed, name: string): Promise<string> => {
  const { rows } = await client.query<{ by: string; whole: boolean }>(
    `select t.xmin::text as by,
            t.tgname = $2 and t.tgenabled = 'A' and t.tgtype = 62 and t.tgqual is null and t.tgattr = ''::int2vector
              and t.tgfoid = 'pg_catalog.suppress_redundant_updates_trigger()'::regprocedure and t.xmin = y.xmin as whole
       from pg_trigger t join pg_type y on y.typrelid = t.tgrelid
      where t.tgrelid = $1::oid and not t.tgisinternal`,
    [sealed.oid, seal],
  );
  const [only, ...others] = rows;
  if (only?.whole !== true || others.length > 0) throw new Refused('source-missing', `the seal of the proved table ${name} was broken`);
  return only.by;
};

/**
 * As many rows as were sealed, and none of a transaction as late as the seal: so they are the same rows, without reading a value. One scan, whatever
 * the size (0.2 s for a million rows), of a table that nobody uses yet; the target is not locked meanwhile.
 */
const assertUnwritten = async (client: PoolClient, sealed: Sealed, name: string, by: string): Promise<void> => {
  const { rows } = await client.query<{ count: string; later: boolean }>(
    `select count(*)::text as count, coalesce(bool_or(age(xmin) <= age($1::text::xid)), false) as later from ${quoted(sealed)}`,
    [by],
  );
  if (rows[0]?.count !== String(sealed.rows) || rows[0].later)
    throw new Refused('source-missing', `rows of the proved table ${name} were changed after it was sealed`);
};

const quoted = ({ schema, name }: Sealed): string => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
