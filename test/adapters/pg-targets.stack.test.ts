// Publishing on a real PostgreSQL: either the target is the sealed relation, with all that its users rely on, or nothing changed.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ulid } from '../../events/envelope.ts';
import type { Publication, PublicationResult } from '../../events/ports.ts';
import { type Database, database } from '../../services/adapters/pg-pool.ts';
import { pgTargets, TargetBusy } from '../../services/adapters/pg-targets.ts';
import { create, missing } from '../../services/adapters/warehouse-schema.ts';
import { type TestDatabase, testDatabase } from './stack.ts';

let db: TestDatabase;
let pool: Database;
let n = 0;

beforeAll(async () => {
  db = await testDatabase({ targetSchemas: ['datamorph_out', 'shop'] });
  pool = database(async () => db.config, { application: 'test' });
  await create(pool);
  await db.sql('create schema shop; create role analyst; create role other_owner; grant other_owner to current_user');
});
afterAll(async () => {
  await pool?.end();
  await db?.stop();
});
beforeEach(async () => {
  n += 1;
});

const target = (name = `totals_${n}`, schema = 'datamorph_out') => ({ schema, name });
let clock = Date.now();
const newRun = () => {
  clock += 1000;
  return ulid(clock, `${Math.random()}`);
};

/** A table as the runner leaves it: rows 1 to `rows`, sealed under a lock. `before` and `within`: what happens before the seal, and in its transaction. */
const sealed = async (
  runId: string,
  rows = 3,
  { columns = 'id int, label text, total numeric(12,2)', before = '', within = '' } = {},
): Promise<Publication['sealed']> => {
  const [writing, name] = [`w_${runId.toLowerCase()}_1`, `s_${runId.toLowerCase()}_1`];
  await db.sql(`create table datamorph_staging.${writing} (${columns})`);
  await db.sql(
    `insert into datamorph_staging.${writing} (id) select generate_series(1, ${rows}); ${before.replaceAll('STAGING', `datamorph_staging.${writing}`)}`,
  );
  await db.sql(`begin; lock table datamorph_staging.${writing} in access exclusive mode; savepoint sealed;
    alter table datamorph_staging.${writing} rename to ${name}; ${within.replaceAll('STAGING', `datamorph_staging.${name}`)};
    ${trigger(`datamorph_staging.${name}`)}; release savepoint sealed; commit`);
  const [row] = await db.sql(
    `select '${`datamorph_staging.${name}`}'::regclass::oid::text as oid, pg_relation_filenode('datamorph_staging.${name}')::text as filenode`,
  );
  return { schema: 'datamorph_staging', name, oid: Number(row?.oid), filenode: Number(row?.filenode), rows, bytes: 8192 };
};
const trigger = (table: string) => `create trigger datamorph_sealed before insert or update or delete or truncate on ${table}
  for each statement execute function pg_catalog.suppress_redundant_updates_trigger(); alter table ${table} enable always trigger datamorph_sealed`;

const publicationOf = async (more: Partial<Publication> = {}, rows = 3): Promise<Publication> => {
  const runId = more.runId ?? newRun();
  return {
    runId,
    attempt: 1,
    target: target(),
    mode: 'replace',
    key: ['id'],
    sealed: more.sealed ?? (await sealed(runId, rows)),
    snapshot: '00000003-0000001B-1',
    named: false,
    now: '2026-11-01T10:00:00.000Z',
    ...more,
  };
};

const publish = (publication: Publication): Promise<PublicationResult> =>
  pgTargets(pool, { pause: async () => undefined }).publish(publication);
const count = async (table: string) => Number((await db.sql(`select count(*) from ${table}`))[0]?.count);
const refusal = async (publication: Publication) => {
  const result = await publish(publication);
  return result.is === 'refused' ? `${result.code}: ${result.message}` : result;
};

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
    await db.sql(`create view shop.watching_${n} as select id from datamorph_out.totals_${n}`);
    const publication = await publicationOf({}, 5);
    const first = await publish(publication);
    expect(first).toMatchObject({ is: 'refused', code: 'target-refused' });
    await db.sql(`drop view shop.watching_${n}`);
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

describe('a replacement', () => {
  it('keeps owner, grants, column grants and comments, and the version before', async () => {
    const first = await publicationOf();
    await publish(first);
    const table = `datamorph_out.totals_${n}`;
    await db.sql(`alter table ${table} owner to other_owner; grant usage, create on schema datamorph_out to other_owner;
      grant select on ${table} to analyst with grant option; grant select (label), update (label) on ${table} to public;
      comment on table ${table} is 'Totals: it''s ours'; comment on column ${table}.total is 'EUR'`);
    const described = () =>
      db.sql(`select pg_get_userbyid(relowner) as owner, relacl::text[] as acl, obj_description(oid) as comment,
        (select array_agg(attname || '=' || attacl::text order by attnum)::text from pg_attribute where attrelid = c.oid and attacl is not null) as columns,
        col_description(oid, 3) as total from pg_class c where oid = '${table}'::regclass`);
    const before = await described();
    expect(before[0]?.acl).toContain('analyst=r*/other_owner');

    const second = await publicationOf({}, 5);
    const result = await publish(second);
    expect(result).toMatchObject({ is: 'published', rows: 5, previous: `datamorph.totals_${n}__${second.runId.toLowerCase()}` });
    expect(await described()).toEqual(before);
    expect(await count(table)).toBe(5);
    expect(await count(`datamorph.totals_${n}__${second.runId.toLowerCase()}`)).toBe(3);
    expect(await db.sql(`select indexrelid::regclass::text as name from pg_index where indrelid = '${table}'::regclass`)).toEqual([
      { name: `datamorph_out.totals_${n}_pkey` },
    ]);
  });

  it('is done again and again', async () => {
    for (let rows = 1; rows <= 4; rows += 1) expect(await publish(await publicationOf({}, rows))).toMatchObject({ is: 'published', rows });
    expect(await db.sql(`select count(*) from pg_class where relkind = 'r' and relname like 'totals\\_${n}\\_\\_%'`)).toEqual([
      { count: '3' },
    ]);
  });

  it('lets readers see a whole table, old or new, at every moment', async () => {
    const table = `datamorph_out.totals_${n}`;
    await publish(await publicationOf({}, 1000));
    let reading = true;
    const seen = new Set<string>();
    const reader = async (text: string) => {
      const client = await db.session();
      while (reading) {
        const { rows } = await client.query<{ count: string }>(text);
        seen.add(String(rows[0]?.count));
      }
      await client.end();
    };
    const readers = [`select count(*) from ${table}`, `select count(*) from ${table} a join ${table} b using (id)`].map(reader);
    for (let swap = 1; swap <= 12; swap += 1)
      expect(await publish(await publicationOf({}, 1000 + swap))).toMatchObject({ is: 'published' });
    reading = false;
    await Promise.all(readers);
    expect([...seen].filter((rows) => Number(rows) < 1000)).toEqual([]);
    expect(seen.size).toBeGreaterThan(2);
  });

  it('of an older snapshot is refused, of a newer one is not', async () => {
    const older = await publicationOf({ snapshot: '00000003-0000001B-1@700:710:705' });
    const newer = await publicationOf({ snapshot: '00000004-0000001B-1@711:720:' }, 7);
    const newest = await publicationOf(
      { runId: ulid(Date.now() - 1_000_000, 'asked for long ago'), snapshot: '00000005-0000001B-1@711:730:' },
      8,
    );
    await publish(newer);
    expect(await refusal(older)).toMatch(/^superseded: run .* has published newer rows/);
    expect(await publish(newest)).toMatchObject({ is: 'published', rows: 8 });
  });

  it('of a snapshot with a lower number is refused within one cluster only: after a move the later request stands', async () => {
    const early = await publicationOf({ snapshot: '00000003-0000001B-1@80:800:' }, 7);
    const moved = await publicationOf({ snapshot: '00000003-0000001B-1@90000:900000:' });
    await publish(moved);
    const late = await publicationOf({ snapshot: '00000003-0000001B-1@80:800:' }, 8);
    const later = await publicationOf({ snapshot: '00000003-0000001B-1@80:800:' }, 8);
    expect(await refusal(late)).toContain('superseded');
    await db.sql(`update datamorph.publications set cluster = 'elsewhere' where run_id = '${moved.runId}'`);
    expect(await refusal(early)).toContain('superseded');
    expect(await publish(later)).toMatchObject({ is: 'published', rows: 8 });
  });

  it('sees what was published while it waited for its turn, whatever the isolation that the login has by default', async () => {
    await publish(await publicationOf({ snapshot: '00000003-0000001B-1@90:100:' }));
    const [older, newer] = [
      await publicationOf({ snapshot: '00000003-0000001B-1@190:200:' }, 4),
      await publicationOf({ snapshot: '00000003-0000001B-1@290:300:' }, 5),
    ];
    await db.sql(
      `alter role current_user set default_transaction_isolation = 'repeatable read'; alter role current_user set default_transaction_read_only = on`,
    );
    const fresh = database(async () => db.config, { application: 'turns' });
    const turn = await db.session();
    await turn.query(`begin read write; select pg_advisory_xact_lock(hashtextextended('datamorph.target datamorph_out.totals_${n}', 0))`);
    const waiting = async (sessions: number) => {
      const waits = () => db.sql("select from pg_stat_activity where application_name = 'turns' and wait_event = 'advisory'");
      while ((await waits()).length < sessions) await new Promise((go) => setTimeout(go, 10));
    };
    const publishing = [newer].map((each) => pgTargets(fresh, { lockSeconds: 30 }).publish(each));
    await waiting(1);
    publishing.push(pgTargets(fresh, { lockSeconds: 30 }).publish(older));
    await waiting(2);
    await turn.end();
    const results = await Promise.all(publishing);
    await fresh.end();
    await db.sql(
      'alter role current_user reset default_transaction_isolation; alter role current_user reset default_transaction_read_only',
    );
    expect(results).toMatchObject([
      { is: 'published', rows: 5 },
      { is: 'refused', code: 'superseded' },
    ]);
    expect(await count(`datamorph_out.totals_${n}`)).toBe(5);
  });

  it('without an order of snapshots is refused when a later request has published', async () => {
    const early = await publicationOf();
    await publish(await publicationOf());
    expect(await refusal(early)).toContain('superseded');
  });
});

describe('what others made', () => {
  it('is replaced only when the request names it', async () => {
    await db.sql(`create table shop.orders_${n} (id int primary key, code text not null); insert into shop.orders_${n} values (1, 'x')`);
    const publication = await publicationOf({ target: target(`orders_${n}`, 'shop') });
    expect(await refusal(publication)).toBe(
      `target-refused: shop.orders_${n} was not published by DataMorph: name it as the target to replace it`,
    );
    expect(await count(`shop.orders_${n}`)).toBe(1);
    const named = await publicationOf({ target: publication.target, named: true });
    const result = await publish(named);
    expect(result).toMatchObject({ is: 'published', rows: 3, previous: `datamorph.orders_${n}__${named.runId.toLowerCase()}` });
    expect(await db.sql(`select code from datamorph.orders_${n}__${named.runId.toLowerCase()}`)).toEqual([{ code: 'x' }]);
  });

  it.each([
    ['index', 'create index by_code_N on T (code)', 'index shop.by_code_N'],
    ['unique index', 'create unique index only_N on T (lower(code))', 'index shop.only_N'],
    ['unique constraint', 'alter table T add constraint one_N unique (code)', 'constraint one_N UNIQUE (code)'],
    ['check', "alter table T add constraint full_N check (code <> '')", "constraint full_N CHECK ((code <> ''::text))"],
    ['default', 'alter table T alter code set default 1', 'default of column code'],
    ['generated column', 'alter table T add twice int generated always as (id * 2) stored', 'default of column twice'],
    ['identity', 'alter table T alter id add generated always as identity', 'identity of column id'],
    ['statistics', 'create statistics shop.both_N on id, code from T', 'statistics shop.both_N'],
    ['parameter', 'alter table T set (fillfactor = 70)', 'storage parameter fillfactor=70'],
    ['replica identity', 'alter table T replica identity full', 'storage replica identity'],
    ['column setting', 'alter table T alter code set statistics 500', 'storage settings of column code'],
    [
      'other key',
      'alter table T drop constraint shaped_N_pkey; alter table T add constraint k_N primary key (code)',
      'constraint k_N (code)',
    ],
  ])('that would lose its %s is not replaced, though it is named', async (_, make, told) => {
    const named = (text: string) =>
      text.replaceAll('T ', `shop.shaped_${n} `).replaceAll(/T$/gm, `shop.shaped_${n}`).replaceAll('_N', `_${n}`);
    await db.sql(`create table shop.shaped_${n} (id int primary key, code text not null); insert into shop.shaped_${n} values (1, 'x')`);
    await db.sql(named(make));
    const publication = await publicationOf({ target: target(`shaped_${n}`, 'shop'), named: true });
    expect(await refusal(publication)).toContain(`would be without ${named(told)}`);
    expect(await count(`shop.shaped_${n}`)).toBe(1);
  });

  it('and added to a table that we published is not lost either', async () => {
    await publish(await publicationOf());
    await db.sql(`create index added_${n} on datamorph_out.totals_${n} (total)`);
    expect(await refusal(await publicationOf())).toContain(`index datamorph_out.added_${n}`);
    await db.sql(`drop index datamorph_out.added_${n}`);
    const runId = newRun();
    const otherKey = { runId, key: ['id', 'label'], sealed: await sealed(runId, 3, { before: "update STAGING set label = 'x'" }) };
    expect(await publish(await publicationOf(otherKey))).toMatchObject({ is: 'published' });
  });

  it('in the place of a published table is not taken for ours', async () => {
    await publish(await publicationOf());
    await db.sql(`drop table datamorph_out.totals_${n}; create table datamorph_out.totals_${n} (mine int)`);
    expect(await refusal(await publicationOf())).toContain('was not published by DataMorph');
  });

  it('is not replaced when it is no ordinary table', async () => {
    await db.sql(`create view datamorph_out.totals_${n} as select 1 as id`);
    expect(await refusal(await publicationOf({ named: true }))).toContain('is not an ordinary table');
  });

  it.each([
    ['view', (t: string) => `create view shop.v_${n} as select id from ${t}`, 'view shop.v_N'],
    ['materialized view', (t: string) => `create materialized view shop.m_${n} as select id from ${t}`, 'view shop.m_N'],
    [
      'incoming foreign key',
      (t: string) => `create table shop.child_${n} (id int constraint fk_${n} references ${t})`,
      'foreign-key fk_N of shop.child_N',
    ],
    [
      'outgoing foreign key',
      (t: string) =>
        `create table shop.parent_${n} (id int primary key); alter table ${t} add constraint out_${n} foreign key (id) references shop.parent_${n} not valid`,
      'foreign-key out_N',
    ],
    [
      'trigger',
      (t: string) =>
        `create or replace function shop.noop() returns trigger language plpgsql as 'begin return new; end'; create trigger tr_${n} before insert on ${t} for each row execute function shop.noop()`,
      'trigger tr_N',
    ],
    ['policy', (t: string) => `create policy p_${n} on ${t} using (true)`, 'policy p_N'],
    ['publication', (t: string) => `create publication pub_${n} for table ${t}`, 'publication pub_N'],
    ['inheriting table', (t: string) => `create table shop.heir_${n} () inherits (${t})`, 'inheritance shop.heir_N'],
    ['rule', (t: string) => `create rule r_${n} as on delete to ${t} do instead nothing`, 'rule r_N'],
    [
      'function on its rows',
      (t: string) => `create function shop.f_${n}(${t}) returns int language sql as 'select 1'`,
      'function shop.f_N',
    ],
  ])('that hangs on the target refuses the swap: %s', async (_, make, told) => {
    await publish(await publicationOf());
    const table = `datamorph_out.totals_${n}`;
    await db.sql(make(table));
    expect(await refusal(await publicationOf())).toContain(told.replaceAll('N', String(n)));
    expect(await count(table)).toBe(3);
  });
});

describe('the sealed relation', () => {
  it('takes no row, change or loss from anybody', async () => {
    const { name } = (await publicationOf()).sealed;
    for (const write of [`insert into X values (9)`, 'update X set id = 1', 'delete from X', 'truncate X'])
      await expect(db.sql(`set session_replication_role = replica; ${write.replace('X', `datamorph_staging.${name}`)}`)).rejects.toThrow(
        /must be called/,
      );
  });

  it('that was written to with its seal taken off and put on again is refused', async () => {
    const [off, on] = [
      (t: string) => `alter table ${t} disable trigger datamorph_sealed`,
      (t: string) => `alter table ${t} enable always trigger datamorph_sealed`,
    ];
    for (const [open, write, close] of [
      [off, 'insert into X values (666)', on],
      [off, 'update X set id = 666 where id = 1', on],
      [off, 'delete from X where id = 1', () => ''],
      [(t: string) => `drop trigger datamorph_sealed on ${t}`, 'update X set id = 666 where id = 1', trigger],
      [(t: string) => `drop trigger datamorph_sealed on ${t}`, '', () => ''],
      [
        (t: string) => `create trigger another before insert on ${t} for each row execute function suppress_redundant_updates_trigger()`,
        '',
        () => '',
      ],
    ] as const) {
      const publication = await publicationOf();
      const table = `datamorph_staging.${publication.sealed.name}`;
      for (const sql of [open(table), write.replace('X', table), close(table)]) await db.sql(sql);
      expect(await refusal(publication)).toMatch(/source-missing: the seal of the proved table .* was broken/);
      expect(await db.sql(`select to_regclass('datamorph_out.totals_${n}') as there`)).toEqual([{ there: null }]);
    }
  });

  it('with a row that is as young as the seal, or with fewer rows than were sealed, is refused', async () => {
    const runId = newRun();
    const young = await publicationOf({
      runId,
      sealed: { ...(await sealed(runId, 3, { within: 'insert into STAGING values (4)' })), rows: 4 },
    });
    expect(await refusal(young)).toContain('were changed after it was sealed');
    const fewer = await publicationOf();
    expect(await refusal({ ...fewer, sealed: { ...fewer.sealed, rows: 4 } })).toContain('were changed after it was sealed');
  });

  it('that was emptied after the seal is refused', async () => {
    const publication = await publicationOf();
    const table = `datamorph_staging.${publication.sealed.name}`;
    await db.sql(`alter table ${table} disable trigger datamorph_sealed; truncate ${table}`);
    expect(await refusal(publication)).toContain('was rewritten or emptied after it was sealed');
  });

  it('that is gone, or another one by that name, is refused', async () => {
    const [gone, replaced] = [await publicationOf(), await publicationOf()];
    await db.sql(`drop table datamorph_staging.${gone.sealed.name}, datamorph_staging.${replaced.sealed.name}`);
    expect(await refusal(gone)).toContain('source-missing: the proved table');
    await db.sql(`create table datamorph_staging.${replaced.sealed.name} (id int)`);
    expect(await refusal(replaced)).toContain('source-missing: the proved table');
  });

  it('whose key is not unique, or too long, is refused', async () => {
    for (const before of [
      'insert into STAGING (id) values (1)',
      "update STAGING set label = (select string_agg(md5(i::text), '') from generate_series(1, 400) i)",
    ]) {
      const runId = newRun();
      const publication = await publicationOf({
        runId,
        key: ['label', 'id'],
        sealed: await sealed(runId, 1, {
          before: `update STAGING set label = 'x'; ${before}; update STAGING set label = coalesce(label, 'x')`,
        }),
      });
      expect(await refusal(publication)).toContain('cannot have the key label, id');
    }
  });

  it('keeps its rows where they are: the swap moves names, not data', async () => {
    const publication = await publicationOf();
    await publish(publication);
    expect(await db.sql(`select pg_relation_filenode('datamorph_out.totals_${n}')::text as filenode`)).toEqual([
      { filenode: `${publication.sealed.filenode}` },
    ]);
  });
});

describe('trouble', () => {
  it('waits no longer than its lock time for a reader, throws, and publishes when called again', async () => {
    await publish(await publicationOf());
    const reader = await db.session();
    await reader.query(`begin; select * from datamorph_out.totals_${n}`);
    const publication = await publicationOf({}, 6);
    const impatient = pgTargets(pool, { lockSeconds: 0.1, tries: 2, pause: async () => undefined });
    await expect(impatient.publish(publication)).rejects.toThrow(TargetBusy);
    expect(await count(`datamorph_out.totals_${n}`)).toBe(3);
    await reader.end();
    expect(await publish(publication)).toMatchObject({ is: 'published', rows: 6 });
  });

  it('of a publisher that dies in the middle leaves the target as it was, and the next call publishes', async () => {
    await publish(await publicationOf());
    const reader = await db.session();
    await reader.query(`begin; select * from datamorph_out.totals_${n}`);
    const publication = await publicationOf({}, 6);
    const dying = pgTargets(pool, { lockSeconds: 30 }).publish(publication);
    const dead = expect(dying).rejects.toThrow(/terminat/);
    const waits = () => db.sql("select pid from pg_stat_activity where application_name = 'test' and wait_event_type = 'Lock'");
    while ((await waits()).length === 0) await new Promise((go) => setTimeout(go, 20));
    await db.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test' and wait_event_type = 'Lock'");
    await dead;
    await reader.end();
    expect(await count(`datamorph_out.totals_${n}`)).toBe(3);
    expect(await db.sql(`select run_id from datamorph.publications where run_id = '${publication.runId}'`)).toEqual([]);
    expect(await publish(publication)).toMatchObject({ is: 'published', rows: 6 });
  });

  it('that time does not mend is a refusal: a name that is taken, a statement that takes too long', async () => {
    await db.sql(`create type datamorph_out.mood_${n} as enum ('a')`);
    expect(await refusal(await publicationOf({ target: target(`mood_${n}`) }))).toContain(
      `target-refused: datamorph_out.mood_${n}: type "mood_${n}" already exists`,
    );
    const publication = await publicationOf();
    const reader = await db.session();
    await reader.query(`begin; select * from datamorph_staging.${publication.sealed.name}`);
    const hurried = database(async () => db.config, { application: 'hurried', statementSeconds: 1 });
    const result = await pgTargets(hurried, { lockSeconds: 30 }).publish(publication);
    await Promise.all([hurried.end(), reader.end()]);
    expect(result).toMatchObject({
      is: 'refused',
      code: 'target-refused',
      message: expect.stringMatching(/cannot have the key id: .*timeout/),
    });
  });

  it('of a database that cannot be reached is none: it throws', async () => {
    const nowhere = database(async () => ({ ...db.config, port: 1 }), { application: 'nowhere' });
    await expect(pgTargets(nowhere).publish(await publicationOf())).rejects.toThrow(/ECONNREFUSED/);
    await nowhere.end();
  });

  it('of a login without rights on the system leaves none: it publishes, and knows its cluster by other numbers', async () => {
    await db.sql(`create role plain_${n} login password 'plain'; grant usage, create on schema datamorph_out, datamorph_staging, datamorph to plain_${n};
      grant select, insert on datamorph.publications to plain_${n}; revoke execute on function pg_control_system() from public`);
    const publication = await publicationOf();
    await db.sql(`alter table datamorph_staging.${publication.sealed.name} owner to plain_${n}`);
    const plain = database(async () => ({ ...db.config, username: `plain_${n}`, password: 'plain' }), { application: 'plain' });
    const refused = await pgTargets(plain).publish(publication);
    // a new owner after the seal is a change of the row type, too
    expect(refused).toMatchObject({ is: 'refused', message: expect.stringContaining('seal') });
    const runId = newRun();
    const own = await publicationOf({ runId, sealed: await sealed(runId, 3, { within: `alter table STAGING owner to plain_${n}` }) });
    expect(await pgTargets(plain).publish(own)).toMatchObject({ is: 'published', rows: 3 });
    await plain.end();
    await db.sql('grant execute on function pg_control_system() to public');
    expect(await db.sql(`select cluster from datamorph.publications where run_id = '${runId}'`)).toEqual([
      { cluster: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    ]);
  });

  it('of a login that does not own the target is a refusal that says so', async () => {
    await publish(await publicationOf());
    await db.sql(`create role weak_${n} login password 'weak'; grant usage, create on schema datamorph_out, datamorph_staging, datamorph to weak_${n};
      grant select, insert on datamorph.publications to weak_${n}`);
    const weak = database(async () => ({ ...db.config, username: `weak_${n}`, password: 'weak' }), { application: 'weak' });
    const result = await pgTargets(weak).publish(await publicationOf());
    expect(result).toMatchObject({ is: 'refused', code: 'target-refused' });
    await weak.end();
    expect(await count(`datamorph_out.totals_${n}`)).toBe(3);
  });

  it('of a schema that may not be written, or a mode that is not there yet, is a refusal', async () => {
    expect(await refusal(await publicationOf({ target: target('t', 'public') }))).toContain(
      'schema public is not one of those that may be written',
    );
    for (const mode of ['append', 'merge'] as const)
      expect(await refusal(await publicationOf({ mode }))).toContain(`write mode ${mode} cannot be published yet`);
  });
});
