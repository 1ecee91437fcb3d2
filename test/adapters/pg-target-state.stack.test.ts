// The state of a target as the catalog tells it before the job: what would hinder its publication then is known now, in the same words.
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../contracts/generated/types.ts';
import type { Publication } from '../../events/ports.ts';
import { pgCatalog } from '../../services/adapters/pg-catalog.ts';
import { strategyFor } from '../../services/transform/index.ts';
import { db, n, newRun, pool, publicationOf, publish, refusal, sealed, target, usePublishing } from './publishing.ts';

usePublishing();

const columns = [
  { name: 'id', type: 'integer', nullable: false },
  { name: 'label', type: 'text', nullable: true },
];
const stateOf = async (table: string): Promise<NonNullable<Catalog['target']>> => {
  const { target: state } = await pgCatalog(pool).profile({ target: table, now: '2026-11-01T10:00:00.000Z' });
  if (state === null) throw new Error(`no state of ${table}`);
  return state;
};
const publication = async (more: Partial<Publication>): Promise<Publication> => {
  const runId = newRun();
  return publicationOf({ named: true, ...more, runId, sealed: await sealed(runId, 3, { columns: 'id int not null, label text' }) });
};

it('tells its columns, keys, what writing sets off, what points at it, and what was appended', async () => {
  const name = `facts_${n}`;
  const interval = { column: 'id', from: '1', to: '4', condition: 'id between 1 and 3' };
  const first = await publication({
    mode: 'append',
    key: [],
    interval,
    target: target(name, 'shop'),
    checks: [{ name: 'known', sql: 'id > 0' }],
  });
  await publish(first);
  expect(await stateOf(`shop.${name}`)).toMatchObject({
    published: true,
    primaryKey: [],
    keys: [],
    fires: [],
    referenced: [],
    dependents: [],
  });
  await db.sql(`alter table shop.${name} add primary key (id), add at date not null default now(), add twice int generated always as (id * 2) stored;
    create unique index on shop.${name} (label, id); create unique index on shop.${name} (label) where id > 1;
    create table shop.child_${n} (id int constraint fk_${n} references shop.${name} on delete cascade on update cascade);
    create function shop.noop_${n}() returns trigger language plpgsql as 'begin return new; end';
    create trigger tr_${n} before insert or delete on shop.${name} for each row execute function shop.noop_${n}()`);
  expect(await stateOf(`shop.${name}`)).toMatchObject({
    exists: true,
    relation: expect.stringMatching(/^\d+$/),
    columns: [
      { name: 'id', type: 'integer', nullable: false, filled: 'nothing' },
      { name: 'label', type: 'text', nullable: true, filled: 'nothing' },
      { name: 'at', type: 'date', nullable: false, filled: 'default' },
      { name: 'twice', type: 'integer', nullable: true, filled: 'always' },
    ],
    primaryKey: ['id'],
    keys: [['id'], ['label', 'id']],
    fires: [
      { kind: 'foreign-key', name: `fk_${n} of shop.child_${n}`, on: ['update', 'delete'], columns: ['id'] },
      { kind: 'trigger', name: `tr_${n}`, on: ['insert', 'delete'] },
    ],
    referenced: [`fk_${n} of shop.child_${n}`],
    intervals: [{ runId: first.runId, column: 'id', from: '1', to: '4' }],
  });
});

describe('what hinders a publication is known before the job, in the words of its refusal', () => {
  it.each<[string, 'replace' | 'append' | 'merge', string]>([
    ['a trigger', 'append', 'create trigger tr_N before insert on T for each row execute function suppress_redundant_updates_trigger()'],
    ['a cascade', 'replace', 'create table shop.child_N (id int references T on delete cascade)'],
    ['a rule', 'merge', 'create rule r_N as on update to T do instead nothing'],
    ['a key that nothing keeps unique', 'merge', 'alter table T drop constraint facts_N_pkey'],
    ['columns that do not fit', 'merge', 'alter table T drop label, add must int not null'],
    ['heirs', 'append', 'create table shop.heir_N () inherits (T)'],
    ['a publication without names for rows', 'replace', 'alter table T drop constraint facts_N_pkey; create publication pub_N for table T'],
  ])('%s', async (_, mode, make) => {
    const table = `shop.facts_${n}`;
    await db.sql(`create table ${table} (id int primary key, label text); ${make.replaceAll(/\bT\b/g, table).replaceAll('_N', `_${n}`)}`);
    const choice = strategyFor({ mode, key: ['id'], columns, vanished: 'keep', mayFire: false }, await stateOf(table));
    expect(choice.is).toBe('refused');
    const said = await refusal(await publication({ mode, target: target(`facts_${n}`, 'shop') }));
    expect(said).toContain(choice.is === 'refused' ? choice.why.join('; ') : 'no reason');
  });
});
