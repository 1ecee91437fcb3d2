// Rows merged into a table by their key: new ones inserted, changed ones updated, equal ones left, vanished ones kept or deleted as the run says.
import { describe, expect, it } from 'vitest';
import type { Publication } from '../../events/ports.ts';
import {
  count,
  db,
  hangingOn,
  n,
  newRun,
  publicationOf,
  publish,
  readWhile,
  refusal,
  sealed,
  target,
  usePublishing,
} from './publishing.ts';

usePublishing();

const columns = "id int not null, label text not null default 'none', total numeric(12,2)";
const merge = async (from: number, to: number, label: string, more: Partial<Publication> = {}): Promise<Publication> => {
  const runId = more.runId ?? newRun();
  const before = `alter table STAGING alter label drop default; update STAGING set id = id + ${from - 1}; update STAGING set label = '${label}' || id`;
  return publicationOf({ mode: 'merge', named: true, ...more, runId, sealed: await sealed(runId, to - from + 1, { columns, before }) });
};
const labels = async (table: string) => (await db.sql(`select string_agg(label, ' ' order by id) as all from ${table}`))[0]?.all;
const tableOfOthers = async () => {
  const name = `facts_${n}`;
  await db.sql(`create table shop.${name} (id int primary key, label varchar(20) not null, total numeric(14,2), noted text default 'new');
    insert into shop.${name} values (1, 'a1', null, 'mine'), (2, 'old2', 5, 'mine'), (9, 'old9', 9, 'mine')`);
  return { target: target(name, 'shop'), table: `shop.${name}` };
};

describe('a merge', () => {
  it('makes the table the first time, then inserts, updates, and leaves alone what is equal or has vanished', async () => {
    expect(await publish(await merge(1, 3, 'a'))).toMatchObject({ is: 'published', previous: null });
    const table = `datamorph_out.totals_${n}`;
    await db.sql(`insert into ${table} values (50, 'theirs', 1)`);
    const second = await merge(3, 5, 'b');
    expect(await publish(second)).toMatchObject({ is: 'published', rows: 3 });
    expect(await publish(second)).toMatchObject({ is: 'published', rows: 3 });
    expect(await labels(table)).toBe('a1 a2 b3 b4 b5 theirs');
    const places = await db.sql(`select id, ctid::text, xmin::text from ${table} order by id`);
    const third = await merge(3, 5, 'b');
    expect(await publish(third)).toMatchObject({ is: 'published', rows: 3 });
    expect(await db.sql(`select id, ctid::text, xmin::text from ${table} order by id`)).toEqual(places);
    expect(await count(`datamorph.totals_${n}__${third.runId.toLowerCase()}`)).toBe(0);
  });

  it('deletes what has vanished when the run says so', async () => {
    await publish(await merge(1, 6, 'a'));
    expect(await publish(await merge(4, 8, 'b', { vanished: 'delete' }))).toMatchObject({ is: 'published', rows: 5 });
    expect(await labels(`datamorph_out.totals_${n}`)).toBe('b4 b5 b6 b7 b8');
  });

  it('leaves what others made and hung on it, and columns of theirs', async () => {
    const { target: place, table } = await tableOfOthers();
    await db.sql(`create view shop.v_${n} as select id, label from ${table}; create index on ${table} (label); comment on table ${table} is 'theirs';
      grant select on ${table} to analyst; create table shop.child_${n} (id int references ${table} on update cascade); insert into shop.child_${n} values (2);
      create table shop.parent_${n} (id int primary key); insert into shop.parent_${n} select generate_series(1, 9);
      alter table ${table} add constraint out_${n} foreign key (id) references shop.parent_${n};
      create function shop.no_${n}() returns trigger language plpgsql as 'begin raise ''no''; end';
      create trigger tr_${n} before delete on ${table} for each row execute function shop.no_${n}()`);
    const before = await hangingOn(table);
    expect(await publish(await merge(1, 4, 'a', { target: place, seen: before?.oid ?? '' }))).toMatchObject({ is: 'published', rows: 4 });
    expect(await hangingOn(table)).toEqual(before);
    expect(await db.sql(`select id, label, total, noted from ${table} order by id`)).toEqual([
      { id: '1', label: 'a1', total: null, noted: 'mine' },
      { id: '2', label: 'a2', total: null, noted: 'mine' },
      { id: '3', label: 'a3', total: null, noted: 'new' },
      { id: '4', label: 'a4', total: null, noted: 'new' },
      { id: '9', label: 'old9', total: '9.00', noted: 'mine' },
    ]);
    expect(await refusal(await merge(1, 3, 'c', { target: place, vanished: 'delete' }))).toContain(`trigger tr_${n} would fire on delete`);
  });

  it('needs a unique index on its key, and makes one only where the table is ours', async () => {
    const { target: place, table } = await tableOfOthers();
    await db.sql(
      `alter table ${table} drop constraint facts_${n}_pkey; create unique index on ${table} (id) where id > 5; create unique index on ${table} (id, label)`,
    );
    expect(await refusal(await merge(1, 2, 'a', { target: place }))).toContain(
      'nothing keeps (id) unique in it: a unique index on just these columns would',
    );
    await publish(
      await merge(1, 3, 'a', { mode: 'append', key: [], interval: { column: 'id', from: '1', to: '4', condition: 'id between 1 and 3' } }),
    );
    expect(await publish(await merge(2, 4, 'b'))).toMatchObject({ is: 'published' });
    expect(await labels(`datamorph_out.totals_${n}`)).toBe('a1 b2 b3 b4');
    expect(await db.sql(`select indisunique from pg_index where indrelid = 'datamorph_out.totals_${n}'::regclass`)).toEqual([
      { indisunique: 't' },
    ]);
  });

  it('keeps rows of others whose key is NULL, also by name of several columns and in hostile names', async () => {
    const name = `t "${n}" \\ ' $$`;
    const quoted = `shop."t ""${n}"" \\ ' $$"`;
    await db.sql(`create table ${quoted} (id int, label text collate "C", total numeric(12,2), there int, datamorph_change text, unique (label, id));
      insert into ${quoted} values (null, 'a1', 1, 1, 'x'), (1, 'a1', 1, 2, 'y'), (1, 'other', 1, 3, 'z')`);
    const first = await merge(1, 2, 'a', { target: target(name, 'shop'), key: ['id', 'label'] });
    expect(await publish(first)).toMatchObject({ is: 'published', rows: 2 });
    expect(await db.sql(`select id, label, total, there from ${quoted} order by label, id`)).toEqual([
      { id: '1', label: 'a1', total: null, there: '2' },
      { id: null, label: 'a1', total: '1.00', there: '1' },
      { id: '2', label: 'a2', total: null, there: null },
      { id: '1', label: 'other', total: '1.00', there: '3' },
    ]);
  });

  it('of values that do not fit, or that the database changes on the way, is refused whole', async () => {
    const { target: place, table } = await tableOfOthers();
    await db.sql(`alter table ${table} alter label type varchar(3)`).catch(() => undefined);
    await db.sql(`update ${table} set label = left(label, 3); alter table ${table} alter label type varchar(3)`);
    expect(await refusal(await merge(1, 3, 'long', { target: place }))).toContain('value too long for type character varying(3)');
    expect(await labels(table)).toBe('a1 old old');
  });

  it('shows readers all of its changes or none', async () => {
    await publish(await merge(1, 1000, 'a'));
    const table = `datamorph_out.totals_${n}`;
    const seen = await readWhile(
      [`select count(distinct left(label, 1))::int as versions, count(*)::int as rows from ${table} where id <= 1000`],
      async () => {
        for (const label of ['b', 'c', 'd', 'e']) await publish(await merge(1, 1000 + n, label));
      },
    );
    expect(seen).toEqual(['{"versions":1,"rows":1000}']);
  });
});
