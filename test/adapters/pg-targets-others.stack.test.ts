// What others made, or hung on what we made: replaced only when it is named, and never without what its users rely on.
import { describe, expect, it } from 'vitest';
import { count, db, n, publicationOf, publish, refusal, target, usePublishing } from './publishing.ts';

usePublishing();

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

  it('in the place of a published table is not taken for ours', async () => {
    await publish(await publicationOf());
    await db.sql(`drop table datamorph_out.totals_${n}; create table datamorph_out.totals_${n} (mine int)`);
    expect(await refusal(await publicationOf())).toContain('was not published by DataMorph');
  });

  it('is not replaced when it is no ordinary table', async () => {
    await db.sql(`create view datamorph_out.totals_${n} as select 1 as id`);
    expect(await refusal(await publicationOf({ named: true }))).toContain('is not an ordinary table');
  });

  it('is not replaced, added to or merged into where its columns do not take every row: all reasons at once', async () => {
    await db.sql(
      `create table shop.shaped_${n} (id smallint primary key, label varchar(10) not null, old text, total numeric(12,1), twice int generated always as (1) stored)`,
    );
    const named = { target: target(`shaped_${n}`, 'shop'), named: true };
    await db.sql(`create index on shop.shaped_${n} (label)`);
    expect(await refusal(await publicationOf(named))).toBe(
      `target-refused: shop.shaped_${n} cannot be replaced: its column label is NOT NULL, and the result may have NULL there; ` +
        "its column total is numeric(12,1), which does not hold every numeric(12,2); its column old is not among the target's columns",
    );
    await db.sql(`alter table shop.shaped_${n} drop column total, alter old set not null`);
    expect(await refusal(await publicationOf({ ...named, mode: 'append' }))).toBe(
      `target-refused: shop.shaped_${n} cannot be added to: its column label is NOT NULL, and the result may have NULL there; ` +
        "it has no column total; its column old is NOT NULL without a default, and not among the target's columns",
    );
  });
});
