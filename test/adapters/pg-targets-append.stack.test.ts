// Rows added to a table: by a key that must be new to it, or as an interval that nobody has brought; what is there stays, with all that hangs on it.
import { describe, expect, it } from 'vitest';
import { ulid } from '../../events/envelope.ts';
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
/** Rows `from` to `to`, both included. */
const rowsFrom = async (from: number, to: number, more: Partial<Publication> = {}): Promise<Publication> => {
  const runId = more.runId ?? newRun();
  const before = `alter table STAGING alter label drop default; update STAGING set id = id + ${from - 1}, label = 'run' || id`;
  return publicationOf({ mode: 'append', named: true, ...more, runId, sealed: await sealed(runId, to - from + 1, { columns, before }) });
};
const interval = (from: number, to: number) => ({
  column: 'id',
  from: `${from}`,
  to: `${to}`,
  condition: `("id" >= ${from} and "id" < ${to})`,
});
/** Rows of an interval, up to and without its end. */
const part = (from: number, to: number, more: Partial<Publication> = {}) =>
  rowsFrom(from, to - 1, { key: [], interval: interval(from, to), ...more });

const tableOfOthers = async () => {
  const name = `facts_${n}`;
  await db.sql(`create table shop.${name} (id int primary key, label varchar(20) not null, total numeric(14,2), loaded timestamptz default now());
    insert into shop.${name} values (-1, 'old', 1, null), (0, 'old', null, null)`);
  return { target: target(name, 'shop'), table: `shop.${name}` };
};

describe('an append', () => {
  it('makes the table the first time, and adds to it the next', async () => {
    expect(await publish(await rowsFrom(1, 3))).toMatchObject({ is: 'published', rows: 3, previous: null });
    const before = await hangingOn(`datamorph_out.totals_${n}`);
    const second = await rowsFrom(4, 8);
    expect(await publish(second)).toMatchObject({
      is: 'published',
      rows: 5,
      previous: `datamorph.totals_${n}__${second.runId.toLowerCase()}`,
    });
    expect(await publish(second)).toMatchObject({ is: 'published', rows: 5 });
    expect(await count(`datamorph_out.totals_${n}`)).toBe(8);
    expect(await hangingOn(`datamorph_out.totals_${n}`)).toEqual(before);
    expect(
      await db.sql(`select mode, strategy, before_rows, after_rows from datamorph.publications where run_id = '${second.runId}'`),
    ).toEqual([{ mode: 'append', strategy: 'append', before_rows: '3', after_rows: '8' }]);
  });

  it('of a key that is there already is refused before anything changes, with examples', async () => {
    await publish(await rowsFrom(1, 9));
    const again = await rowsFrom(3, 12);
    expect(await refusal(again)).toBe(
      `target-refused: datamorph_out.totals_${n} has 7 of the rows already, by id: (3), (4), (5), (6), (7), …`,
    );
    expect(await count(`datamorph_out.totals_${n}`)).toBe(9);
    expect(await refusal(again)).toContain('has 7 of the rows already');
    expect(await publish(await rowsFrom(10, 12))).toMatchObject({ is: 'published', rows: 3 });
  });

  it('of an interval brings each part once, in whatever order the runs end', async () => {
    const late = await part(1, 10, { runId: ulid(Date.now() - 5_000_000, 'asked for first'), snapshot: 'a@1:100:' });
    expect(await publish(await part(10, 20, { snapshot: 'b@1:200:' }))).toMatchObject({ is: 'published', rows: 10 });
    expect(await publish(await part(20, 25, { snapshot: 'c@1:300:' }))).toMatchObject({ is: 'published', rows: 5, previous: null });
    expect(await publish(late)).toMatchObject({ is: 'published', rows: 9 });
    expect(await count(`datamorph_out.totals_${n}`)).toBe(24);
  });

  it('of an interval that overlaps one that was brought is refused, and names the run', async () => {
    const first = await part(10, 20);
    await publish(first);
    for (const [from, to] of [
      [15, 25],
      [1, 11],
      [12, 13],
      [1, 100],
    ] as const)
      expect(await refusal(await part(from, to))).toBe(
        `target-refused: datamorph_out.totals_${n} has been given id from 10 up to, and without, 20 by run ${first.runId} already, which overlaps id from ${from} up to, and without, ${to}`,
      );
    expect(await publish(await part(20, 21))).toMatchObject({ is: 'published' });
    expect(await publish(await part(9, 10))).toMatchObject({ is: 'published' });
    expect(await count(`datamorph_out.totals_${n}`)).toBe(12);
  });

  it('of an interval that others have filled is refused, and so are rows outside of it', async () => {
    const { target: place, table } = await tableOfOthers();
    expect(await refusal(await part(0, 5, { target: place }))).toContain(`${table} has 1 rows of that interval already`);
    const outside = await rowsFrom(3, 9, { target: place, key: [], interval: interval(4, 9) });
    expect(await refusal(outside)).toContain('2 of the proved rows do not lie in id from 4 up to, and without, 9');
    expect(await count(table)).toBe(2);
  });

  it('leaves what others made and hung on it: view, foreign keys, grants, indexes, comment, a trigger that does not fire', async () => {
    const { target: place, table } = await tableOfOthers();
    await db.sql(`create view shop.v_${n} as select id from ${table}; create index on ${table} (label); comment on table ${table} is 'theirs';
      grant select on ${table} to analyst; create table shop.child_${n} (id int references ${table} on delete cascade); insert into shop.child_${n} values (0);
      create table shop.parent_${n} (id int primary key); insert into shop.parent_${n} select generate_series(-1, 9);
      alter table ${table} add constraint out_${n} foreign key (id) references shop.parent_${n};
      create function shop.noop_${n}() returns trigger language plpgsql as 'begin return new; end';
      create trigger tr_${n} before update or delete on ${table} for each row execute function shop.noop_${n}()`);
    const before = await hangingOn(table);
    expect(await publish(await rowsFrom(1, 5, { target: place, seen: before?.oid ?? '' }))).toMatchObject({ is: 'published', rows: 5 });
    expect(await hangingOn(table)).toEqual(before);
    expect(await db.sql(`select count(*), count(loaded) as dated, count(*) filter (where label = 'old') as old from ${table}`)).toEqual([
      { count: '7', dated: '5', old: '2' },
    ]);
    expect(await refusal(await rowsFrom(9, 11, { target: place }))).toMatch(/violates foreign key constraint "out_/);
    expect(await publish(await rowsFrom(9, 9, { target: place }))).toMatchObject({ is: 'published' });
  });

  it('is refused where a trigger would fire, unless the run says that it may, and where that changes other rows, always', async () => {
    const { target: place, table } = await tableOfOthers();
    await db.sql(`create function shop.touch_${n}() returns trigger language plpgsql as 'begin update ${table} set total = 7 where id = 0; return null; end';
      create trigger tr_${n} after insert on ${table} for each statement execute function shop.touch_${n}()`);
    expect(await refusal(await rowsFrom(1, 2, { target: place }))).toContain(
      `cannot be added to: trigger tr_${n} would fire on insert: allow it with mayFire, or disable it`,
    );
    expect(await refusal(await rowsFrom(1, 2, { target: place, mayFire: true }))).toContain(
      `rows of ${table} that are not among the new ones were changed on the way`,
    );
    expect(await db.sql(`select total from ${table} where id = 0`)).toEqual([{ total: null }]);
  });

  it('is refused for a table that nobody named, and for another than the run looked at', async () => {
    const { target: place, table } = await tableOfOthers();
    expect(await refusal(await rowsFrom(1, 2, { target: place, named: false }))).toContain('name it as the target to add to it');
    const oid = (await hangingOn(table))?.oid ?? '';
    await db.sql(`alter table ${table} rename to away_${n}; create table ${table} (like shop.away_${n} including all)`);
    for (const seen of [oid, null])
      expect(await refusal(await rowsFrom(1, 2, { target: place, seen }))).toContain(
        'is another table than the one that the run looked at',
      );
    expect(await count(table)).toBe(0);
    await publish(await rowsFrom(1, 3, { seen: null }));
    expect(await publish(await rowsFrom(4, 5, { seen: null }))).toMatchObject({ is: 'published' });
  });

  it('shows readers all of its rows or none', async () => {
    await publish(await part(1, 1001));
    const seen = await readWhile([`select count(*)::int as rows from datamorph_out.totals_${n}`], async () => {
      for (let at = 1; at <= 6; at += 1) await publish(await part(at * 1000 + 1, at * 1000 + 1001));
    });
    expect(seen.filter((text) => !/^{"rows":[1-7]000}$/.test(text))).toEqual([]);
    expect(seen.length).toBeGreaterThan(1);
    expect(await count(`datamorph_out.totals_${n}`)).toBe(7000);
  });

  it('of two runs at the same time with one interval is published once', async () => {
    const results = await Promise.all([part(1, 50), part(1, 50)].map(async (each) => publish(await each)));
    expect(results.map(({ is }) => is).sort()).toEqual(['published', 'refused']);
    expect(await count(`datamorph_out.totals_${n}`)).toBe(49);
  });
});
