// Publishing on a real PostgreSQL: either the target has the proved rows, with all that its users rely on, or nothing changed.
import { describe, expect, it } from 'vitest';
import { database } from '../../services/adapters/pg-pool.ts';
import { pgTargets } from '../../services/adapters/pg-targets.ts';
import { create, missing } from '../../services/adapters/warehouse-schema.ts';
import { count, db, n, newRun, pool, publicationOf, publish, refusal, sealed, target, usePublishing } from './publishing.ts';

usePublishing();

describe('the schema of the warehouse', () => {
  it('is complete after it was created, and creating again runs nothing', async () => {
    expect(await missing(pool)).toEqual([]);
    expect(await create(pool)).toEqual([]);
  });

  it('lists only what is missing', async () => {
    await db.sql('alter schema datamorph_out rename to elsewhere');
    expect(await missing(pool)).toEqual(['create schema if not exists "datamorph_out";']);
    await db.sql('alter schema elsewhere rename to datamorph_out');
  });
});

describe('a table of publications that an earlier version made', () => {
  it('gets the columns it lacks', async () => {
    await db.sql('alter table datamorph.publications drop column cluster, drop column refusal_code, drop column refusal');
    expect(await missing(pool)).toEqual([expect.stringMatching(/^alter table datamorph.publications\s+add column if not exists cluster/)]);
    await create(pool);
    expect(await missing(pool)).toEqual([]);
    await db.sql('alter table datamorph.publications drop column restored_to, drop column watermark_to');
    expect(await missing(pool)).toEqual([expect.stringMatching(/^alter table datamorph.publications\s+add column if not exists strategy/)]);
    await create(pool);
    expect(await missing(pool)).toEqual([]);
    expect(await publish(await publicationOf())).toMatchObject({ is: 'published' });
  });
});

describe('a first publication', () => {
  it('makes the sealed relation the target, with its key', async () => {
    const result = await publish(await publicationOf());
    expect(result).toMatchObject({ is: 'published', rows: 3, previous: null });
    expect(result).toHaveProperty('publishedAt', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
    expect(await count(`datamorph_out.totals_${n}`)).toBe(3);
    const keys = await db.sql(
      `select conname, pg_get_constraintdef(oid) as def from pg_constraint where conrelid = 'datamorph_out.totals_${n}'::regclass and contype = 'p'`,
    );
    expect(keys).toEqual([{ conname: `totals_${n}_pkey`, def: 'PRIMARY KEY (id)' }]);
  });

  it('gets the default rights of the schema it comes to, and loses those of staging', async () => {
    await db.sql('alter default privileges in schema datamorph_out grant select on tables to analyst');
    const publication = await publicationOf();
    await db.sql(`grant update on datamorph_staging.${publication.sealed.name} to analyst`);
    await publish(publication);
    await db.sql('alter default privileges in schema datamorph_out revoke select on tables from analyst');
    const rights = await db.sql(
      `select privilege_type from information_schema.role_table_grants where grantee = 'analyst' and table_name = 'totals_${n}'`,
    );
    expect(rights).toEqual([{ privilege_type: 'SELECT' }]);
  });

  it('works without a key, and with names that need quotes', async () => {
    const publication = await publicationOf({ key: [], target: target(`Tötals "of" ${n}`) });
    expect(await publish(publication)).toMatchObject({ is: 'published', rows: 3 });
    expect(await count(`datamorph_out."Tötals ""of"" ${n}"`)).toBe(3);
    expect(await publish(await publicationOf({ target: publication.target }, 4))).toMatchObject({ is: 'published', rows: 4 });
  });

  it('comes with statistics, with a key or without', async () => {
    for (const key of [['id'], []]) {
      const name = `totals_${n}_${key.length}`;
      await publish(await publicationOf({ key, target: target(name) }));
      const known = await db.sql(`select count(*) > 0 as there from pg_stats where schemaname = 'datamorph_out' and tablename = '${name}'`);
      expect(known).toEqual([{ there: 't' }]);
    }
  });

  it('names its constraints as if it had been made where it stands', async () => {
    const runId = newRun();
    await publish(
      await publicationOf({
        runId,
        sealed: await sealed(runId, 3, {
          columns: 'id int not null, label text not null default 1',
          before: 'alter table STAGING alter label drop default',
        }),
      }),
    );
    const names = await db.sql(
      `select conname as name from pg_constraint where conrelid = 'datamorph_out.totals_${n}'::regclass order by 1`,
    );
    expect(names.map(({ name }) => name)).toEqual([`totals_${n}_id_not_null`, `totals_${n}_label_not_null`, `totals_${n}_pkey`]);
    const triggers = await db.sql(`select tgname from pg_trigger where tgrelid = 'datamorph_out.totals_${n}'::regclass`);
    expect(triggers).toEqual([]);
    await db.sql(`update datamorph_out.totals_${n} set label = 'x'`);
  });

  it('believes the tables and functions of the system only, whatever the path of the login is', async () => {
    await db.sql(`create function public.hashtextextended(text, integer) returns bigint language plpgsql as 'begin raise exception ''shadow''; end';
      create table public.pg_class (like pg_catalog.pg_class); create table public.pg_index (like pg_catalog.pg_index);
      alter role current_user set search_path = public, pg_catalog`);
    const fresh = database(async () => db.config, { application: 'shadowed' });
    const result = await pgTargets(fresh).publish(await publicationOf());
    await fresh.end();
    await db.sql(
      `alter role current_user reset search_path; drop table public.pg_class, public.pg_index; drop function public.hashtextextended(text, integer)`,
    );
    expect(result).toMatchObject({ is: 'published', rows: 3 });
    expect(await count(`datamorph_out.totals_${n}`)).toBe(3);
  });

  it('has a name as long as names may be', async () => {
    const long = `t${'x'.repeat(62)}`;
    await publish(await publicationOf({ target: target(long) }));
    const again = await publish(await publicationOf({ target: target(long) }, 5));
    expect(again).toMatchObject({ is: 'published', rows: 5, previous: expect.stringMatching(/^datamorph\.tx+__/) });
    expect(await count(`datamorph_out.${long}`)).toBe(5);
    expect(await refusal(await publicationOf({ target: target(`${long}y`) }))).toContain('is longer than the 63 bytes');
    expect(await count(`datamorph_out.${long}`)).toBe(5);
  });
});

describe('a second call for a run', () => {
  it('changes nothing and gives the result of the first', async () => {
    const publication = await publicationOf();
    const first = await publish(publication);
    expect(await publish(publication)).toEqual(first);
    expect(await publish({ ...publication, attempt: 2 })).toEqual(first);
    expect(await db.sql(`select count(*) from datamorph.publications where run_id = '${publication.runId}'`)).toEqual([{ count: '1' }]);
  });

  it('at the same time as the first gives one result', async () => {
    const publication = await publicationOf();
    const results = await Promise.all([publish(publication), publish(publication), publish(publication)]);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0]?.is).toBe('published');
  });

  it('is refused as the first was, though what spoke against it is gone', async () => {
    await publish(await publicationOf());
    await db.sql(`create rule watching_${n} as on delete to datamorph_out.totals_${n} do instead nothing`);
    const publication = await publicationOf({}, 5);
    const first = await publish(publication);
    expect(first).toMatchObject({ is: 'refused', code: 'target-refused' });
    await db.sql(`drop rule watching_${n} on datamorph_out.totals_${n}`);
    expect(await publish(publication)).toEqual(first);
    expect(await count(`datamorph_out.totals_${n}`)).toBe(3);
    expect(await publish(await publicationOf({}, 6))).toMatchObject({ is: 'published', rows: 6 });
  });

  it('is refused when a tombstone says that the run must not publish any more', async () => {
    const publication = await publicationOf();
    await db.sql(
      `insert into datamorph.publications (run_id, attempt, target_schema, target_name, mode, outcome, published_at)
       values ($1, 1, 'datamorph_out', 'totals_${n}', 'replace', 'tombstone', now())`,
      [publication.runId],
    );
    expect(await refusal(publication)).toContain('superseded: ');
    expect(await db.sql(`select to_regclass('datamorph_out.totals_${n}') as there`)).toEqual([{ there: null }]);
  });
});
