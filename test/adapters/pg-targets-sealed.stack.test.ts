// The proved table between its seal and its publication: nobody has touched it, or it is refused.
import { describe, expect, it } from 'vitest';
import { db, n, newRun, publicationOf, publish, refusal, sealed, usePublishing } from './publishing.ts';
import { sealOf } from './sealed-table.ts';

usePublishing();

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
      [(t: string) => `drop trigger datamorph_sealed on ${t}`, 'update X set id = 666 where id = 1', sealOf],
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
