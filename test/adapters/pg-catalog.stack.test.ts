// The catalog of a real database: names, types, keys and statistics as an agent sees them, and the target as it stands.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../contracts/generated/types.ts';
import { validate } from '../../contracts/generated/validators/Catalog.js';
import { problemsOf } from '../../contracts/validator.ts';
import type { DatabaseConfig } from '../../services/adapters/config.ts';
import { pgCatalog } from '../../services/adapters/pg-catalog.ts';
import { type Database, database } from '../../services/adapters/pg-pool.ts';
import { create } from '../../services/adapters/warehouse-schema.ts';
import { type TestDatabase, testDatabase } from './stack.ts';

const now = '2026-11-01T10:00:00.000Z';
let db: TestDatabase;
let pool: Database;

beforeAll(async () => {
  db = await testDatabase();
  pool = database(async () => db.config, { application: 'test' });
  await create(pool);
  await db.sql(`
    create schema shop; create schema hr;
    create type shop.mood as enum ('good', 'bad');
    create domain shop.email as varchar(80) check (value like '%@%');
    create domain shop.contact as shop.email;
    create table shop.customers (customer_id int primary key, "Name" text not null, mail shop.contact, mood shop.mood, status text, joined date,
      credit numeric(12,2), tags text[], fare money, unique (mail), unique ("Name", joined));
    comment on table shop.customers is 'Who buys'; comment on column shop.customers.credit is 'EUR';
    create unique index partial on shop.customers (status) where status = 'x';
    create table shop.orders (order_id bigint primary key, customer_id int references shop.customers, amount numeric, at timestamptz);
    create view shop.spending as select customer_id, sum(amount) as total from shop.orders group by 1;
    create table shop.parts (day date, n int) partition by range (day);
    create table shop.parts_2026 partition of shop.parts for values from ('2026-01-01') to ('2027-01-01');
    create table hr.people (id int, name text); create table hr.notes (x int); create table shop.notes (x int); create table public.notes (x int);
    create table hr.memo (x int); create table shop.memo (x int);
    insert into shop.customers select i, 'Person ' || i, 'p' || i || '@example.org', 'good', (array['active','closed'])[1 + i % 2], date '2026-01-01' + i, i * 1.5, null
      from generate_series(1, 200) i;
    insert into shop.orders select i, 1 + i % 200, i, now() from generate_series(1, 500) i;
    insert into hr.people select i, 'x' from generate_series(1, 7) i;
    create table hr.staff as select case when i <= 3 then 'Jane Doe' else 'Nobody ' || i end as name from generate_series(1, 100) i; analyze hr.staff;
    analyze shop.customers`);
});
afterAll(async () => {
  await pool?.end();
  await db?.stop();
});

const profile = (more: { sources?: readonly string[]; target?: string } = {}): Promise<Catalog> =>
  pgCatalog(pool).profile({ now, ...more });
const table = (catalog: Catalog, schema: string, name: string) => catalog.tables.find((one) => one.schema === schema && one.name === name);
const column = (catalog: Catalog, name: string) => table(catalog, 'shop', 'customers')?.columns.find((one) => one.name === name);

describe('the catalog of all readable tables', () => {
  it('is a valid document with every table but system, own and inherited ones', async () => {
    const catalog = await profile();
    expect(problemsOf(validate, catalog)).toEqual([]);
    expect(catalog.tables.map(({ schema, name }) => `${schema}.${name}`).join(' ')).toBe(
      'hr.memo hr.notes hr.people hr.staff public.notes shop.customers shop.memo shop.notes shop.orders shop.parts shop.spending',
    );
    expect(catalog).toMatchObject({ takenAt: now, defaultSchema: 'public', targetSchema: 'datamorph_out', target: null });
    expect(catalog.server).toMatch(/^1[4-9]/);
  });

  it('tells columns in order with types, nullability and comments', async () => {
    const columns = table(await profile(), 'shop', 'customers')?.columns.map(({ statistics: _, ...rest }) => rest);
    expect(columns).toMatchObject([
      { name: 'customer_id', type: 'int', sourceType: 'integer', nullable: false },
      { name: 'Name', type: 'text', sourceType: 'text', nullable: false },
      { name: 'mail', type: 'text', sourceType: 'character varying(80)', nullable: true },
      { name: 'mood', type: 'text', sourceType: 'shop.mood' },
      { name: 'status', type: 'text' },
      { name: 'joined', type: 'date' },
      { name: 'credit', type: 'decimal(12,2)', sourceType: 'numeric(12,2)', comment: 'EUR' },
      { name: 'tags', type: 'text[]', sourceType: 'text[]' },
      { name: 'fare', type: null, advice: expect.stringContaining('numeric') },
    ]);
  });

  it('tells keys and foreign keys, and no key that only some rows keep', async () => {
    const catalog = await profile();
    expect(table(catalog, 'shop', 'customers')).toMatchObject({
      comment: 'Who buys',
      kind: 'table',
      primaryKey: ['customer_id'],
      uniqueKeys: [['mail'], ['Name', 'joined']],
    });
    expect(table(catalog, 'shop', 'orders')?.foreignKeys).toEqual([
      { columns: ['customer_id'], table: 'shop.customers', references: ['customer_id'] },
    ]);
    expect(table(catalog, 'shop', 'spending')).toMatchObject({ kind: 'view', rows: -1 });
    expect(table(catalog, 'shop', 'parts')?.kind).toBe('partitioned');
  });

  it('estimates rows from statistics, and counts small tables that have none', async () => {
    const catalog = await profile();
    expect(table(catalog, 'shop', 'customers')?.rows).toBe(200);
    expect(table(catalog, 'shop', 'orders')?.rows).toBe(500);
    expect(table(catalog, 'hr', 'people')?.rows).toBe(7);
    expect(table(catalog, 'hr', 'notes')?.rows).toBe(0);
    expect(table(catalog, 'shop', 'orders')?.bytes).toBeGreaterThan(8192);
  });

  it('shows statistics without showing whose rows they are', async () => {
    const catalog = await profile();
    expect(column(catalog, 'status')?.statistics?.common?.toSorted()).toEqual(['active', 'closed']);
    expect(column(catalog, 'Name')?.statistics).toMatchObject({ nullFraction: 0, distinct: -1, low: 'Aaaaaa 9', high: 'Aaaaaa 99' });
    expect(column(catalog, 'credit')?.statistics).toMatchObject({ low: '1.50', high: '300.00' });
    expect(column(catalog, 'joined')?.statistics).toMatchObject({ low: '2026-01-02', high: '2026-07-20' });
    expect(table(catalog, 'hr', 'staff')?.columns[0]?.statistics?.common).toEqual(['Aaaa Aaa']);
    expect(JSON.stringify(catalog)).not.toMatch(/example|Person|Jane/);
  });

  it('is told only what the login may read', async () => {
    await db.sql(`create role clerk login password 'clerk'; grant usage on schema shop to clerk;
      grant select on shop.orders to clerk; grant select (customer_id, status) on shop.customers to clerk`);
    const clerk = database(async () => ({ ...db.config, username: 'clerk', password: 'clerk' }), { application: 'clerk' });
    const catalog = await pgCatalog(clerk).profile({ now });
    expect(catalog.tables.map(({ name }) => name)).toEqual(['customers', 'orders']);
    expect(table(catalog, 'shop', 'customers')?.columns.map(({ name }) => name)).toEqual(['customer_id', 'status']);
    await expect(pgCatalog(clerk).profile({ now, sources: ['shop.memo'] })).rejects.toMatchObject({ code: 'access-denied' });
    await clerk.end();
  });

  it('reads only the schemas that the configuration names', async () => {
    const config: DatabaseConfig = { ...db.config, sourceSchemas: ['hr'] };
    const only = database(async () => config, { application: 'hr' });
    expect((await pgCatalog(only).profile({ now })).tables.map(({ schema }) => schema)).toEqual(['hr', 'hr', 'hr', 'hr']);
    await expect(pgCatalog(only).profile({ now, sources: ['shop.orders'] })).rejects.toMatchObject({ code: 'source-missing' });
    await only.end();
  });
});

describe('named sources', () => {
  it('are found with and without their schema, in capitals too, each once', async () => {
    const { tables } = await profile({ sources: ['Orders', 'shop.customers', 'shop.orders', 'shop.parts_2026'] });
    expect(tables.map(({ name }) => name)).toEqual(['orders', 'customers', 'parts_2026']);
  });

  it('that are in several schemas mean the default one, else are asked back with the candidates', async () => {
    expect((await profile({ sources: ['notes'] })).tables).toMatchObject([{ schema: 'public', name: 'notes' }]);
    await expect(profile({ sources: ['memo'] })).rejects.toMatchObject({
      code: 'source-missing',
      message: expect.stringContaining('hr.memo or shop.memo'),
    });
  });

  it('that are missing are told with their nearest names', async () => {
    await expect(profile({ sources: ['shop.custmers'] })).rejects.toMatchObject({
      name: 'SourceTrouble',
      code: 'source-missing',
      message: expect.stringContaining('near it: shop.customers'),
    });
    await expect(profile({ sources: ['a.b.c'] })).rejects.toMatchObject({ code: 'source-missing' });
    await expect(profile({ sources: ['datamorph.publications'] })).rejects.toMatchObject({ code: 'source-missing' });
  });
});

describe('rows that lie on another server', () => {
  beforeAll(() =>
    db.sql(`create foreign data wrapper far; create server elsewhere foreign data wrapper far; create schema remote;
      create foreign table remote.readings (id int) server elsewhere;
      create table remote.log (day date, n int) partition by range (day);
      create foreign table remote.log_old partition of remote.log for values from ('2020-01-01') to ('2026-01-01') server elsewhere`),
  );
  afterAll(() => db.sql('drop schema remote cascade; drop server elsewhere; drop foreign data wrapper far'));

  it('are no source, for they do not take part in a snapshot', async () => {
    for (const source of ['remote.readings', 'remote.log', 'remote.log_old'])
      await expect(profile({ sources: [source] })).rejects.toMatchObject({
        name: 'SourceTrouble',
        code: 'source-unsupported',
        message: expect.stringMatching(/snapshot.*Copy it/s),
      });
  });
  it('are left out of the catalog of all readable tables', async () => {
    expect((await profile()).tables.filter(({ schema }) => schema === 'remote')).toEqual([]);
  });
});

it('believes the functions of the system only', async () => {
  await db.sql(`create function public.obj_description(oid, text) returns text language sql as $$ select 'forged' $$`);
  expect(table(await profile({ sources: ['shop.customers'] }), 'shop', 'customers')?.comment).toBe('Who buys');
  await db.sql('drop function public.obj_description(oid, text)');
});

describe('the target', () => {
  it('that is not there yet goes to the target schema', async () => {
    expect((await profile({ target: 'totals' })).target).toEqual({
      ...{
        schema: 'datamorph_out',
        name: 'totals',
        exists: false,
        published: false,
        isTable: false,
        writable: true,
        dependents: [],
        grants: [],
      },
    });
    expect((await profile({ target: 'shop."New"' })).target).toMatchObject({ schema: 'shop', name: 'New', writable: false });
  });

  it('is described with what hangs on it and with its grants', async () => {
    await db.sql('grant select on shop.orders to public');
    expect((await profile({ target: 'shop.orders' })).target).toMatchObject({
      exists: true,
      isTable: true,
      published: false,
      dependents: [
        { kind: 'foreign-key', name: 'orders_customer_id_fkey of shop.orders' },
        { kind: 'view', name: 'shop.spending' },
      ],
      grants: expect.arrayContaining([expect.stringMatching(/^=r\//)]),
    });
    expect((await profile({ target: 'shop.spending' })).target).toMatchObject({ exists: true, isTable: false });
  });

  it('is ours only while it is the very table that was published', async () => {
    await db.sql(`create table datamorph_out.mine (id int);
      insert into datamorph.publications (run_id, attempt, target_schema, target_name, mode, outcome, relation, published_at)
      values ('r1', 1, 'datamorph_out', 'mine', 'replace', 'published', 'datamorph_out.mine'::regclass, now())`);
    expect((await profile({ target: 'mine' })).target?.published).toBe(true);
    await db.sql('drop table datamorph_out.mine; create table datamorph_out.mine (id int)');
    expect((await profile({ target: 'mine' })).target?.published).toBe(false);
  });
});

it('profiles a thousand tables with a handful of queries, whether or not they were ever analysed', async () => {
  await db.sql(`create schema many; do $$ begin for i in 1..1000 loop execute format(
    'create table many.t%s (id int primary key, a text, b numeric(10,2), c timestamptz, d int)', i); end loop; end $$`);
  const queries: unknown[] = [];
  const counting: Database = {
    ...pool,
    use: (work) =>
      pool.use((client, config) => {
        const query = client.query.bind(client);
        const counted = ((...request: Parameters<typeof query>) => {
          queries.push(request[0]);
          return query(...request);
        }) as typeof client.query;
        return work(Object.assign(Object.create(client), { query: counted }), config);
      }),
  };
  const { tables } = await pgCatalog(counting).profile({ now });
  expect(tables.filter(({ schema }) => schema === 'many').map(({ rows }) => rows)).toEqual(Array.from({ length: 1000 }, () => 0));
  expect(queries.length).toBeLessThan(12);
  await db.sql('drop schema many cascade');
});
