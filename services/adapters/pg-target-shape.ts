// What a table that stands would make of rows that are written to it: its columns, its unique keys, and what writing sets off.
import type { ClientBase } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';

type Target = NonNullable<Catalog['target']>;
type Shape = Required<Pick<Target, 'columns' | 'keys' | 'fires' | 'referenced'>>;

export const columnsIn = async (client: ClientBase, oid: string): Promise<Shape['columns']> => {
  const { rows } = await client.query<Shape['columns'][number]>(
    `select attname::text as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable,
            case when attidentity = 'a' or attgenerated <> '' then 'always' when atthasdef or attidentity = 'd' then 'default' else 'nothing' end as filled
       from pg_attribute where attrelid = $1::oid and attnum > 0 and not attisdropped order by attnum`,
    [oid],
  );
  return rows;
};

/** Unique indexes over whole columns of all rows that are checked at once, as ON CONFLICT needs them. */
export const keysIn = async (client: ClientBase, oid: string): Promise<Shape['keys']> => {
  const { rows } = await client.query<{ columns: string[] }>(
    `select (select array_agg(a.attname::text order by k.n) from unnest(i.indkey::int2[]) with ordinality k(attnum, n)
              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.n <= i.indnkeyatts) as columns
       from pg_index i
      where i.indrelid = $1::oid and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null and i.indexprs is null
      order by i.indisprimary desc, i.indexrelid`,
    [oid],
  );
  return rows.map(({ columns }) => columns);
};

export const firesIn = async (client: ClientBase, oid: string): Promise<Shape['fires']> => {
  const { rows } = await client.query<Omit<Shape['fires'][number], 'columns'> & { columns: string[] | null }>(fires, [oid]);
  return rows.map(({ columns, ...rest }) => (columns === null ? rest : { ...rest, columns }));
};

/** A foreign key of the table to itself is checked when the statement is done, and hinders nothing. */
export const referencesTo = async (client: ClientBase, oid: string): Promise<Shape['referenced']> => {
  const { rows } = await client.query<{ name: string }>(
    `select c.conname::text || ' of ' || c.conrelid::regclass::text as name
       from pg_constraint c where c.contype = 'f' and c.confrelid = $1::oid and c.conrelid <> $1::oid order by 1`,
    [oid],
  );
  return rows.map(({ name }) => name);
};

const fires = `
with target as (select * from pg_class where oid = $1::oid)
select 'trigger' as kind, g.tgname::text as name, null::text[] as columns,
       array_remove(array[case when g.tgtype & 4 <> 0 then 'insert' end, case when g.tgtype & 16 <> 0 then 'update' end,
                          case when g.tgtype & 8 <> 0 then 'delete' end], null) as on
  from target t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal and g.tgenabled in ('O', 'A')
 where g.tgtype & 28 <> 0
union all
select 'foreign-key', c.conname::text || ' of ' || c.conrelid::regclass::text,
       (select array_agg(a.attname::text) from pg_attribute a where a.attrelid = c.confrelid and a.attnum = any (c.confkey)),
       array_remove(array[case when c.confupdtype in ('c', 'n', 'd') then 'update' end, case when c.confdeltype in ('c', 'n', 'd') then 'delete' end], null)
  from target t join pg_constraint c on c.contype = 'f' and c.confrelid = t.oid
 where c.confupdtype in ('c', 'n', 'd') or c.confdeltype in ('c', 'n', 'd')
union all
select 'rule', r.rulename::text, null, array[case r.ev_type when '2' then 'update' when '3' then 'insert' else 'delete' end]
  from target t join pg_rewrite r on r.ev_class = t.oid and r.ev_enabled <> 'D' and r.ev_type in ('2', '3', '4')
union all
select 'policy', 'row level security', null, array['insert', 'update', 'delete'] from target t where row_security_active(t.oid)
order by 1, 2`;
