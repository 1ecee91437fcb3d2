// Trouble while publishing: what is waited for, what is thrown, and what is a refusal.
import { describe, expect, it } from 'vitest';
import { database } from '../../services/adapters/pg-pool.ts';
import { pgTargets, TargetBusy } from '../../services/adapters/pg-targets.ts';
import { count, db, n, newRun, pool, publicationOf, publish, refusal, sealed, target, usePublishing } from './publishing.ts';

usePublishing();

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

  it('of a schema that may not be written is a refusal', async () => {
    expect(await refusal(await publicationOf({ target: target('t', 'public') }))).toContain(
      'schema public is not one of those that may be written',
    );
  });
});
