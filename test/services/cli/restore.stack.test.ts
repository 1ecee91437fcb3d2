// npm run restore, as a person calls it: on a database of their own, by its URL.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { db, n, newRun, publicationOf, publish, sealed, usePublishing } from '../../adapters/publishing.ts';

usePublishing();

const command = path.join(import.meta.dirname, '../../../services/cli/restore.ts');
const call = (...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const { host, port, dbname, username, password } = db.config;
  const env = { ...process.env, DATABASE_URL: `postgresql://${username}:${encodeURIComponent(password)}@${host}:${port}/${dbname}` };
  return new Promise((resolve) =>
    execFile(process.execPath, [command, ...args], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  );
};
const published = async (rows: number): Promise<string> => {
  const runId = newRun();
  expect(await publish(await publicationOf({ runId, sealed: await sealed(runId, rows) }))).toMatchObject({ is: 'published' });
  return runId;
};

it('brings the version before back, says what it did, and does it once', async () => {
  const runs = [await published(3), await published(4), await published(5)];
  const table = `datamorph_out.totals_${n}`;
  const first = await call(table);
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringContaining(`${table} is the version of run ${runs[1]} again: 4 rows. Taken back: run ${runs[2]}.`),
  });
  expect(await call(table)).toMatchObject({ code: 0, out: expect.stringContaining('nothing was published since') });
  // without its schema it lies where results lie
  const json = await call(`totals_${n}`, '--to', runs[0] ?? '', '--json');
  expect([json.code, JSON.parse(json.out)]).toMatchObject([0, { is: 'restored', to: runs[0], undone: [runs[1]], rows: 3 }]);
  expect(await db.sql(`select count(*) from ${table}`)).toEqual([{ count: '3' }]);
});

it('refuses with the reason and a failing exit code, and without a table says how it is called', async () => {
  expect(await call('datamorph_out.nothing')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Nothing was changed: DataMorph has published nothing to datamorph_out.nothing'),
  });
  for (const args of [[], ['a', 'b'], ['a.b.c.d']])
    expect(await call(...args)).toMatchObject({ code: 1, err: expect.stringContaining('usage: npm run restore') });
});
