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

/** A table as the runner leaves it: rows 1 to `rows`, sealed. */
const sealed = async (runId: string, rows = 3, columns = 'id int, label text, total numeric(12,2)'): Promise<Publication['sealed']> => {
  const name = `s_${runId.toLowerCase()}_1`;
  await db.sql(`create table datamorph_staging.${name} (${columns})`);
  await db.sql(`insert into datamorph_staging.${name} (id) select generate_series(1, ${rows})`);
  const [row] = await db.sql(
    `select '${`datamorph_staging.${name}`}'::regclass::oid::text as oid, pg_relation_filenode('datamorph_staging.${name}')::text as filenode`,
  );
  return { schema: 'datamorph_staging', name, oid: Number(row?.oid), filenode: Number(row?.filenode), rows, bytes: 8192 };
};

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

  it('has a name as long as names may be', async () => {
    const long = `t${'x'.repeat(62)}`;
    await publish(await publicationOf({ target: target(long) }));
    const again = await publish(await publicationOf({ target: target(long) }, 5));
    expect(again).toMatchObject({ is: 'published', rows: 5, previous: expect.stringMatching(/^datamorph\.tx+__/) });
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

  it('without an order of snapshots is refused when a later request has published', async () => {
    const early = await publicationOf();
    await publish(await publicationOf());
    expect(await refusal(early)).toContain('superseded');
  });
});

describe('what others made', () => {
  it('is replaced only when the request names it', async () => {
    await db.sql(
      `create table shop.orders_${n} (id serial primary key, code text unique); insert into shop.orders_${n} (code) values ('x')`,
    );
    const publication = await publicationOf({ target: target(`orders_${n}`, 'shop') });
    expect(await refusal(publication)).toBe(
      `target-refused: shop.orders_${n} was not published by DataMorph: name it as the target to replace it`,
    );
    expect(await count(`shop.orders_${n}`)).toBe(1);
    const result = await publish({ ...publication, named: true });
    expect(result).toMatchObject({ is: 'published', rows: 3, previous: `datamorph.orders_${n}__${publication.runId.toLowerCase()}` });
    expect(await db.sql(`select code from datamorph.orders_${n}__${publication.runId.toLowerCase()}`)).toEqual([{ code: 'x' }]);
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
  it('that was emptied after the seal is refused', async () => {
    const publication = await publicationOf();
    await db.sql(`truncate datamorph_staging.${publication.sealed.name}`);
    expect(await refusal(publication)).toContain('was rewritten or emptied after it was sealed');
  });

  it('that is gone, or another one by that name, is refused', async () => {
    const gone = await publicationOf();
    await db.sql(`drop table datamorph_staging.${gone.sealed.name}`);
    expect(await refusal(gone)).toContain('source-missing: the proved table');
    await db.sql(`create table datamorph_staging.${gone.sealed.name} (id int)`);
    expect(await refusal(gone)).toContain('source-missing: the proved table');
  });

  it('whose key is not unique is refused', async () => {
    const publication = await publicationOf();
    await db.sql(`insert into datamorph_staging.${publication.sealed.name} (id) values (1)`);
    expect(await refusal(publication)).toContain('cannot have the key id');
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
