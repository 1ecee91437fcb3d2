// What hangs on a table by its identity, and what makes up its shape: it would stay behind with the old one when names are swapped.
import type { ClientBase } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';

export type Dependent = NonNullable<Catalog['target']>['dependents'][number];

export const dependentsOf = async (client: ClientBase, oid: string): Promise<Dependent[]> => {
  const { rows } = await client.query<Dependent>(dependents, [oid]);
  return rows;
};

/** Its columns in their order; undefined when there is none. */
export const primaryKeyOf = async (
  client: ClientBase,
  oid: string,
): Promise<{ readonly name: string; readonly columns: readonly string[] } | undefined> => {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.conname::text as name, (select array_agg(a.attname::text order by k.n) from unnest(c.conkey) with ordinality k(attnum, n)
              join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) as columns
       from pg_constraint c where c.contype = 'p' and c.conrelid = $1::oid`,
    [oid],
  );
  return rows[0];
};

/**
 * A table that DataMorph published has nothing of it but what others have added; its primary key is left out, for the new one brings its own. Foreign keys count
 * in both directions: an incoming one would go on pointing at the old table, an outgoing one would be lost. A publication FOR ALL TABLES does not
 * count: it takes whatever table there is.
 */
const dependents = `
with target as (select * from pg_class where oid = $1::oid),
  columns as (select a.* from target t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped)
select 'view' as kind, v.oid::regclass::text as name
  from target t join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.classid = 'pg_rewrite'::regclass
  join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
  where r.ev_class <> t.oid and v.relkind in ('v', 'm')
union select 'rule', r.rulename::text || ' on ' || r.ev_class::regclass::text
  from target t join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.classid = 'pg_rewrite'::regclass
  join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
  where v.relkind not in ('v', 'm')
union select 'foreign-key', c.conname::text || ' of ' || c.conrelid::regclass::text
  from target t join pg_constraint c on c.contype = 'f' and (c.confrelid = t.oid or c.conrelid = t.oid)
union select 'trigger', g.tgname::text
  from target t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
union select 'policy', p.polname::text from target t join pg_policy p on p.polrelid = t.oid
union select 'policy', p.polname::text || ' on ' || p.polrelid::regclass::text
  from target t join pg_depend d on d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid
  join pg_policy p on p.oid = d.objid where p.polrelid <> t.oid
union select 'policy', 'row level security' from target t where t.relrowsecurity
union select 'publication', p.pubname::text
  from target t join pg_publication_rel r on r.prrelid = t.oid join pg_publication p on p.oid = r.prpubid
union select 'partition', i.inhparent::regclass::text
  from target t join pg_inherits i on i.inhrelid = t.oid join pg_class p on p.oid = i.inhparent and p.relkind = 'p'
union select 'inheritance', i.inhparent::regclass::text
  from target t join pg_inherits i on i.inhrelid = t.oid join pg_class p on p.oid = i.inhparent and p.relkind <> 'p'
union select 'inheritance', i.inhrelid::regclass::text from target t join pg_inherits i on i.inhparent = t.oid
union select 'function', d.objid::regprocedure::text
  from target t join pg_depend d on d.classid = 'pg_proc'::regclass
    and (d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid or d.refclassid = 'pg_type'::regclass and d.refobjid = t.reltype)
union select 'inheritance', d.objid::regclass::text || ' has a column of its row type'
  from target t join pg_depend d on d.classid = 'pg_class'::regclass and d.refclassid = 'pg_type'::regclass and d.refobjid = t.reltype
union select 'index', i.indexrelid::regclass::text
  from target t join pg_index i on i.indrelid = t.oid
  where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
union select 'constraint', c.conname::text || ' ' || pg_get_constraintdef(c.oid)
  from target t join pg_constraint c on c.conrelid = t.oid and c.contype in ('u', 'c', 'x')
union select 'default', 'of column ' || a.attname::text from columns a where a.atthasdef
union select 'identity', 'of column ' || a.attname::text from columns a where a.attidentity <> ''
union select 'statistics', s.stxnamespace::regnamespace::text || '.' || quote_ident(s.stxname::text)
  from target t join pg_statistic_ext s on s.stxrelid = t.oid
union select 'storage', 'parameter ' || o.parameter from target t, unnest(t.reloptions) o(parameter)
union select 'storage', 'tablespace ' || s.spcname::text from target t join pg_tablespace s on s.oid = t.reltablespace
union select 'storage', 'access method ' || m.amname::text from target t join pg_am m on m.oid = t.relam where m.amname <> 'heap'
union select 'storage', 'replica identity' from target t where t.relreplident <> 'd'
union select 'storage', 'settings of column ' || a.attname::text from columns a join pg_type y on y.oid = a.atttypid
  where a.attstorage <> y.typstorage or a.attcompression <> '' or a.attoptions is not null or coalesce(a.attstattarget, -1) >= 0
order by 1, 2`;
