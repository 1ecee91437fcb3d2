// What every store of artifacts must do: the memory one of the flow tests and the one in S3 are held to the same lines.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog, JobReport } from '../../contracts/generated/types.ts';
import type { ArtifactScope, ArtifactsPort } from '../../events/ports.ts';

/** A store, and what the runner and a saboteur do to it. */
export type ArtifactsUnderTest = {
  readonly artifacts: ArtifactsPort;
  readonly claim: (scope: ArtifactScope, jobRunId: string) => Promise<unknown>;
  readonly report: (scope: ArtifactScope, jobRunId: string, report: JobReport) => Promise<unknown>;
  readonly overwrite: (uri: string, text: string) => Promise<unknown>;
  readonly countIn: (scope: ArtifactScope) => Promise<number>;
};

const catalog: Catalog = {
  takenAt: '2026-11-01T10:00:00.000Z',
  server: '18.4',
  defaultSchema: 'public',
  targetSchema: 'out',
  tables: [],
  target: null,
};
const report = (jobRunId: string, scope: ArtifactScope): JobReport => ({
  ...scope,
  jobRunId,
  outcome: 'failed',
  failure: { class: 'capacity', message: 'a worker was lost', step: 'read' },
  snapshot: null,
  sources: [],
  staging: null,
  oracle: null,
  checks: [],
  settings: {},
  versions: {},
  milliseconds: {},
});

let runs = 0;

export const artifactsContract = (name: string, make: () => Promise<ArtifactsUnderTest>): void => {
  describe(name, () => {
    let store: ArtifactsUnderTest;
    let scope: ArtifactScope;
    beforeEach(async () => {
      store = await make();
      runs += 1;
      scope = { runId: `01ARZ3NDEKTSV4RRFFQ69G5${String(runs).padStart(3, '0')}`, attempt: 1 };
    });

    it('gives back the document that was written', async () => {
      const ref = await store.artifacts.write('Catalog', catalog, scope);
      expect(ref.uri).toMatch(new RegExp(`^s3://[^/]+/runs/${scope.runId}/1/Catalog-${ref.sha256}\\.json$`));
      expect(await store.artifacts.read('Catalog', ref)).toEqual(catalog);
    });

    it('writes equal documents once, whatever the order of their properties', async () => {
      const reversed = Object.fromEntries(Object.entries(catalog).reverse()) as Catalog;
      const [first, second] = await Promise.all([
        store.artifacts.write('Catalog', catalog, scope),
        store.artifacts.write('Catalog', reversed, scope),
      ]);
      expect(second).toEqual(first);
      expect(await store.countIn(scope)).toBe(1);
    });

    it('names texts by their hash and keeps their endings', async () => {
      const ref = await store.artifacts.writeText('transform.py', 'def transform(spark, sources):\n    return "ü"\n', scope);
      expect(ref.uri).toContain(`/transform-${ref.sha256}.py`);
      const sql = await store.artifacts.writeText('oracle.sql', 'select 1', scope);
      expect(sql.uri).toContain(`/oracle-${sql.sha256}.sql`);
    });

    it('refuses to write what the schema does not allow', async () => {
      const wrong = { ...catalog, tables: 'none' as never };
      await expect(store.artifacts.write('Catalog', wrong, scope)).rejects.toMatchObject({
        name: 'ArtifactBroken',
        code: 'other-document',
      });
      expect(await store.countIn(scope)).toBe(0);
    });

    it('does not give away bytes that were changed', async () => {
      const ref = await store.artifacts.write('Catalog', catalog, scope);
      await store.overwrite(ref.uri, JSON.stringify({ ...catalog, server: 'forged' }));
      await expect(store.artifacts.read('Catalog', ref)).rejects.toMatchObject({ name: 'ArtifactBroken', code: 'other-bytes' });
    });

    it('does not give away a document of another kind, or a text', async () => {
      const ref = await store.artifacts.write('Catalog', catalog, scope);
      await expect(store.artifacts.read('TestSet', ref)).rejects.toMatchObject({ code: 'other-document' });
      const text = await store.artifacts.writeText('oracle.sql', 'select 1', scope);
      await expect(store.artifacts.read('Catalog', text)).rejects.toMatchObject({ code: 'other-document' });
    });

    it('tells what is missing, and what lies elsewhere', async () => {
      const { uri, sha256 } = await store.artifacts.write('Catalog', catalog, scope);
      const other = uri.replace('Catalog-', 'Catalog-0');
      await expect(store.artifacts.read('Catalog', { uri: other, sha256 })).rejects.toMatchObject({ code: 'missing' });
      const elsewhere = uri.replace(/^s3:\/\/[^/]+/, 's3://somebody-else');
      await expect(store.artifacts.read('Catalog', { uri: elsewhere, sha256 })).rejects.toMatchObject({ code: 'elsewhere' });
    });

    it('knows who claimed an attempt', async () => {
      expect(await store.artifacts.claimOf(scope)).toBeUndefined();
      await store.claim(scope, 'jr_1');
      expect(await store.artifacts.claimOf(scope)).toBe('jr_1');
      expect(await store.artifacts.claimOf({ ...scope, attempt: 2 })).toBeUndefined();
    });

    it('finds the report of a job run and of no other', async () => {
      await store.report(scope, 'jr_1', report('jr_1', scope));
      await store.report(scope, 'jr_11', report('jr_11', scope));
      const ref = await store.artifacts.reportOf(scope, 'jr_1');
      expect(ref && (await store.artifacts.read('JobReport', ref))).toEqual(report('jr_1', scope));
      expect(await store.artifacts.reportOf(scope, 'jr_2')).toBeUndefined();
    });
  });
};
