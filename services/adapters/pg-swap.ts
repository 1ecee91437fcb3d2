// The statements of a swap: the key before it, the old table aside, the new one in, and what the old one's users rely on carried over.
import { escapeLiteral, type PoolClient } from 'pg';
import type { Publication } from '../../events/ports.ts';
import { formatTableName } from '../transform/names.ts';
import { quoteIdentifier } from '../transform/postgres.ts';
import type { Strategy } from '../transform/write/strategy.ts';

/** PostgreSQL cuts longer names silently. */
export const maxNameBytes = 63;

/**
 * Before the rows are put in place: statistics, so that plans are good from the first second, and, of a table that becomes the target, the primary key
 * and the checks, unless an earlier try made them. The key's index is named after the relation, for names of several runs meet in the staging schema.
 */
export const prepare = async (client: PoolClient, { sealed, key, checks = [] }: Publication, strategy: Strategy): Promise<void> => {
  const relation = quoted(sealed.schema, sealed.name);
  const becomesTarget = strategy === 'first' || strategy === 'swap';
  if (becomesTarget && key.length > 0 && (await keyIndexOf(client, sealed.oid)) === undefined) {
    const name = quoteIdentifier(fitting(sealed.name, '_pkey'));
    await client.query(`alter table ${relation} add constraint ${name} primary key (${key.map(quoteIdentifier).join(', ')})`);
  }
  if (becomesTarget) await addChecks(client, sealed, sealed.oid, checks);
  const { rows } = await client.query<{ analysed: boolean }>(
    'select exists (select from pg_stats where schemaname = $1 and tablename = $2) as analysed',
    [sealed.schema, sealed.name],
  );
  if (rows[0]?.analysed !== true && sealed.rows > 0) await client.query(`analyze ${relation}`);
};

const keyIndexOf = async (client: PoolClient, oid: number): Promise<string | undefined> => {
  const { rows } = await client.query<{ name: string }>(
    'select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::oid and i.indisprimary',
    [oid],
  );
  return rows[0]?.name;
};

/** Constraints that the table does not have yet, by their names; raises for the first that a row breaks. Answers which it added. */
export const addChecks = async (
  client: PoolClient,
  { schema, name }: Named,
  oid: string | number,
  checks: NonNullable<Publication['checks']>,
): Promise<readonly string[]> => {
  if (checks.length === 0) return [];
  const { rows } = await client.query<{ name: string }>('select conname as name from pg_constraint where conrelid = $1::oid', [oid]);
  const news = checks.filter((check) => !rows.some((row) => row.name === check.name));
  for (const check of news)
    await client.query(`alter table ${quoted(schema, name)} add constraint ${quoteIdentifier(check.name)} check (${check.sql})`);
  return news.map((check) => check.name);
};

/** What the specification says of the table and its columns stands over what was said before. */
export const addComments = async (client: PoolClient, { target, comment, columnComments = [] }: Publication): Promise<void> => {
  const table = quoted(target.schema, target.name);
  const said = [
    ...(comment === undefined ? [] : [{ on: `table ${table}`, comment }]),
    ...columnComments.map((each) => ({ on: `column ${table}.${quoteIdentifier(each.column)}`, comment: each.comment })),
  ];
  for (const { on, comment: text } of said) await client.query(`comment on ${on} is ${escapeLiteral(text)}`);
};

type Named = { readonly schema: string; readonly name: string };

/** The old table is kept in schema datamorph, with its indexes and sequences renamed, since names of several tables meet there. Answers where. */
export const moveAside = async (
  client: PoolClient,
  { target, runId }: { readonly target: Named; readonly runId: string },
  oid: string,
): Promise<string> => {
  const suffix = keptSuffix(runId);
  const { rows } = await client.query<{ schema: string; name: string; kind: 'index' | 'sequence' }>(
    `select n.nspname as schema, c.relname as name, case c.relkind when 'S' then 'sequence' else 'index' end as kind
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.oid in (select indexrelid from pg_index where indrelid = $1::oid)
         or c.relkind = 'S' and c.oid in (select objid from pg_depend where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass
                                           and refobjid = $1::oid and deptype in ('a', 'i'))
      order by c.oid`,
    [oid],
  );
  for (const [n, { schema, name, kind }] of rows.entries())
    await client.query(`alter ${kind} ${quoted(schema, name)} rename to ${quoteIdentifier(fitting(name, `${suffix}_${n}`))}`);
  const kept = keptName(target, runId);
  await client.query(`alter table ${quoted(target.schema, target.name)} rename to ${quoteIdentifier(kept)}`);
  await client.query(`alter table ${quoted(target.schema, kept)} set schema datamorph`);
  return formatTableName('datamorph', kept);
};

const keptSuffix = (runId: string): string => `__${runId.toLowerCase()}`;

/** Name of what a run keeps of a target, in the schema of publications. */
export const keptName = (target: Named, runId: string): string => fitting(target.name, keptSuffix(runId));

/** The new table under the target's name, its key under the name that PostgreSQL would have given it. */
export const moveIn = async (
  client: PoolClient,
  { sealed, target }: { readonly sealed: Named & { readonly oid: number }; readonly target: Named },
): Promise<void> => {
  await client.query(`alter table ${quoted(sealed.schema, sealed.name)} set schema ${quoteIdentifier(target.schema)}`);
  if (sealed.name !== target.name)
    await client.query(`alter table ${quoted(target.schema, sealed.name)} rename to ${quoteIdentifier(target.name)}`);
  await renameNotNulls(client, sealed.oid, target);
  const index = await keyIndexOf(client, sealed.oid);
  if (index === undefined) return;
  const { rows } = await client.query<{ name: string }>(
    'select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1',
    [target.schema],
  );
  const name = free(target.name, '_pkey', new Set(rows.map((row) => row.name)));
  await client.query(`alter index ${quoted(target.schema, index)} rename to ${quoteIdentifier(name)}`);
};

/** Since PostgreSQL 18 NOT NULL is a constraint with a name: here that of the staging table, and of the column as it was called while it was written. */
const renameNotNulls = async (client: PoolClient, oid: number, target: Named): Promise<void> => {
  const { rows } = await client.query<{ name: string; column: string | null }>(
    `select c.conname as name, a.attname as column
       from pg_constraint c left join pg_attribute a on c.contype = 'n' and a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.conrelid = $1::oid order by a.attnum`,
    [oid],
  );
  const taken = new Set(rows.map(({ name }) => name));
  for (const { name, column } of rows) {
    if (column === null || name.startsWith(fitting(`${target.name}_${column}`, '_not_null'))) continue;
    const wanted = free(`${target.name}_${column}`, '_not_null', taken);
    taken.add(wanted);
    const table = quoted(target.schema, target.name);
    await client.query(`alter table ${table} rename constraint ${quoteIdentifier(name)} to ${quoteIdentifier(wanted)}`);
  }
};

/** Statements that give the new table the old one's owner, rights and, if wanted, comments. Made by PostgreSQL itself (format with %I and %L). */
export const carriedOver = async (client: PoolClient, oldOid: string, newOid: number, comments = true): Promise<string[]> => {
  const { rows } = await client.query<{ step: number; statement: string }>(
    `with old as (select * from pg_class where oid = $1::oid),
          target as (select format('%I.%I', n.nspname, o.relname) as name from old o join pg_namespace n on n.oid = o.relnamespace),
          new as (select * from pg_class where oid = $2::oid),
          columns as (select o.attname, o.attacl, col_description(o.attrelid, o.attnum) as comment
                        from pg_attribute o join pg_attribute n on n.attrelid = $2::oid and n.attname = o.attname and not n.attisdropped
                       where o.attrelid = $1::oid and o.attnum > 0 and not o.attisdropped)
     select step, statement from (
       ${revokes('1')}
       union all select 2, format('alter table %s owner to %s', t.name, quote_ident(pg_get_userbyid(o.relowner)))
         from target t, old o, new n where o.relowner <> n.relowner
       union all select 3, format('revoke all on table %s from %s', t.name, quote_ident(pg_get_userbyid(o.relowner)))
         from target t, old o where o.relacl is not null
       union all select 4, ${grant("''")} from target t, old o, aclexplode(o.relacl) a
       union all select 5, ${grant("'(' || quote_ident(c.attname) || ')'")} from target t, columns c, aclexplode(c.attacl) a
       union all select 6, format('comment on table %s is %L', t.name, obj_description($1::oid, 'pg_class'))
         from target t where obj_description($1::oid, 'pg_class') is not null
       union all select 7, format('comment on column %s.%I is %L', t.name, c.attname, c.comment)
         from target t, columns c where c.comment is not null
     ) made(step, statement) order by step`,
    [oldOid, newOid],
  );
  return rows.filter(({ step }) => comments || step < firstComment).map(({ statement }) => statement);
};
const firstComment = 6;

/** Statements that give a first table the rights that a table created in this schema would have; those of the staging schema are taken away. */
export const defaultRights = async (client: PoolClient, { target, sealed }: Publication): Promise<string[]> => {
  const { rows } = await client.query<{ statement: string }>(
    `with new as (select * from pg_class where oid = $2::oid),
          target as (select format('%I.%I', $1::text, $3::text) as name)
     select statement from (
       ${revokes('1')}
       union all select 2, format('alter table %s owner to current_user', t.name)
         from target t, new n where pg_get_userbyid(n.relowner) <> current_user
       union all select 3, ${grant("''")}
         from target t, pg_default_acl d, aclexplode(d.defaclacl) a
        where d.defaclobjtype = 'r' and d.defaclrole = current_user::regrole
          and d.defaclnamespace in (0, (select oid from pg_namespace where nspname = $1))
     ) made(step, statement) order by step`,
    [target.schema, sealed.oid, target.name],
  );
  return rows.map(({ statement }) => statement);
};

const revokes = (step: string): string => `select ${step}, format('revoke all on table %s from %s', t.name,
         case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
         from target t, new n, (select distinct grantee from new, aclexplode(new.relacl)) a where a.grantee <> n.relowner`;

const grant = (columns: string): string => `format('grant %s%s on table %s to %s%s', a.privilege_type, ${columns}, t.name,
         case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
         case when a.is_grantable then ' with grant option' else '' end)`;

/** The name and its suffix in as many bytes as a name may have; what is too much is cut from the name. */
const fitting = (name: string, suffix: string): string => {
  let cut = name;
  while (Buffer.byteLength(cut + suffix) > maxNameBytes) cut = [...cut].slice(0, -1).join('');
  return cut + suffix;
};

/** The first that nothing else has: with the suffix alone, else with a number behind it. */
const free = (name: string, suffix: string, taken: ReadonlySet<string>): string => {
  let wanted = fitting(name, suffix);
  for (let n = 1; taken.has(wanted); n += 1) wanted = fitting(name, `${suffix}${n}`);
  return wanted;
};

const quoted = (schema: string, name: string): string => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
