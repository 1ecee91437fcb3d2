// What hangs on a table by its identity and would stay behind with the old one when names are swapped.
import type { ClientBase } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';

export type Dependent = NonNullable<Catalog['target']>['dependents'][number];

export const dependentsOf = async (client: ClientBase, oid: string): Promise<Dependent[]> => {
  const { rows } = await client.query<Dependent>(dependents, [oid]);
  return rows;
};

/**
 * Foreign keys count in both directions: an incoming one would go on pointing at the old table, an outgoing one would be lost. A publication FOR ALL
 * TABLES does not count: it takes whatever table there is.
 */
const dependents = `
with target as (select oid, reltype, relrowsecurity from pg_class where oid = $1::oid)
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
order by 1, 2`;
