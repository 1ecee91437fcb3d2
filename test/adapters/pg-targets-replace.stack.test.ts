// A table that is replaced by a swap of names: what it carries over, what it lets readers see, and which of two runs stands.
import { describe, expect, it } from 'vitest';
import { ulid } from '../../events/envelope.ts';
import { database } from '../../services/adapters/pg-pool.ts';
import { pgTargets } from '../../services/adapters/pg-targets.ts';
import { count, db, n, publicationOf, publish, refusal, usePublishing } from './publishing.ts';

usePublishing();

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
