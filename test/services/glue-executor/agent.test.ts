import { describe, expect, it } from 'vitest';
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import type { EventData } from '../../../events/catalog.ts';
import { glueExecutor } from '../../../services/glue-executor/agent.ts';
import { pinnedSettings } from '../../../services/proof/index.ts';
import { catalog, fact, generated, later, requested, run, runId, spec, started, table, target } from '../../support/builders.ts';
import { fakeGlue } from '../../support/fakes/fake-glue.ts';
import { memoryArtifacts } from '../../support/fakes/memory-artifacts.ts';
import { given } from '../../support/given.ts';

type World = {
  readonly catalog?: Catalog;
  readonly spec?: TransformSpec;
  readonly request?: EventData['RunRequested'];
  readonly now?: string;
};

const world = async (with_: World = {}) => {
  const artifacts = memoryArtifacts();
  const glue = fakeGlue();
  const scope = { runId, attempt: 0 };
  const specRef = await artifacts.write('TransformSpec', with_.spec ?? spec(), scope);
  const catalogRef = await artifacts.write('Catalog', with_.catalog ?? catalog(), scope);
  const event = generated({ spec: specRef, catalog: catalogRef });
  const record = run([requested(with_.request), event]);
  const execute = given(glueExecutor)(record, { artifacts, glue });
  return {
    artifacts,
    glue,
    event,
    record,
    specRef,
    catalogRef,
    says: () => execute.when(event, with_.now === undefined ? {} : { now: with_.now }).says(),
  };
};
const manifestOf = async (with_: World = {}) => {
  const { says, artifacts } = await world(with_);
  const [draft] = await says();
  if (draft?.name !== 'GlueStarted') throw new Error(JSON.stringify(draft));
  return artifacts.read('JobManifest', draft.data.manifest);
};

describe('starts a job', () => {
  it('as attempt 1 of a new specification, with code, oracle and manifest', async () => {
    const { says, glue, specRef, artifacts } = await world();
    const [draft] = await says();
    const [job] = glue.started();
    expect(draft).toMatchObject({ name: 'GlueStarted', attempt: 1, data: { jobRunId: job?.jobRunId, spec: specRef } });
    if (draft?.name !== 'GlueStarted') throw new Error('not started');
    expect(job).toMatchObject({ runId, attempt: 1, manifest: draft.data.manifest });
    const manifest = await artifacts.read('JobManifest', draft.data.manifest);
    expect(manifest).toMatchObject({
      transform: draft.data.code,
      oracle: draft.data.oracle,
      settings: pinnedSettings,
      deadlineAt: later(1800),
    });
    const texts = [...artifacts.objects.values()];
    expect(texts.some((text) => text.includes('def transform('))).toBe(true);
    expect(texts.some((text) => /select/i.test(text) && text.includes('order_amount'))).toBe(true);
  });
  it('as the attempt that a repair names', async () => {
    const { record, glue, artifacts, specRef, catalogRef } = await world();
    const fix = fact('FixProposed', { next: 2, kind: 'restart', spec: specRef, catalog: catalogRef, because: 'lost' }, { attempt: 1 });
    const [draft] = await given(glueExecutor)({ ...record, facts: [...record.facts, started(1), fix] }, { artifacts, glue })
      .when(fix)
      .says();
    expect(draft).toMatchObject({ name: 'GlueStarted', attempt: 2 });
    expect(glue.started()).toMatchObject([{ attempt: 2 }]);
  });
  it('only once: a job run that claimed the attempt before its start was recorded is the one', async () => {
    const { says, glue, artifacts } = await world();
    artifacts.claim({ runId, attempt: 1 }, 'jr_lost');
    const [draft] = await says();
    expect(draft).toMatchObject({ name: 'GlueStarted', attempt: 1, data: { jobRunId: 'jr_lost' } });
    expect(glue.started()).toEqual([]);
  });
  it('with the minutes that the deadline leaves', async () => {
    const { says, glue } = await world({ now: later(1800 - 90) });
    await says();
    expect(glue.started()).toMatchObject([{ minutes: 2 }]);
  });
  it('into tables of its own attempt, typed as the target', async () => {
    const { staging } = await manifestOf();
    const name = `${runId.toLowerCase()}_1`;
    expect(staging).toEqual({
      schema: 'datamorph_staging',
      writing: `w_${name}`,
      sealed: `s_${name}`,
      oracleWriting: `x_${name}`,
      oracleSealed: `o_${name}`,
      columns: [
        { name: 'customer_id', type: 'integer', nullable: true },
        { name: 'total_amount', type: 'numeric(20,2)', nullable: true },
      ],
    });
  });
  it('that reads only the needed columns, in one piece when the table is small', async () => {
    const { sources } = await manifestOf();
    expect(sources).toMatchObject([{ name: 'orders', schema: 'shop', table: 'orders', partition: null }]);
    expect(sources[0]?.columns.map(({ name }) => name).toSorted()).toEqual(['customer_id', 'order_amount']);
  });
  it('that counts what may fail on a value, and nothing where nothing may', async () => {
    expect(await manifestOf()).not.toHaveProperty('census');
    const ratio = {
      name: 'ratio',
      do: 'select',
      columns: [{ name: 'total_amount', expr: 'total_amount / customer_id' }],
      others: 'keep',
    } as const;
    const risky = spec({ steps: [...spec().steps, { ...ratio, columns: [...ratio.columns] }] });
    const { census } = await manifestOf({ spec: risky });
    expect(census?.failures).toEqual([{ step: 'ratio', expression: 'total_amount / customer_id' }]);
    expect(census?.sql).toContain(`select 0 as failure, (select count(*) from "failing 1" as t where t."fails 1") as violations`);
  });
  it('that reads a big table by its integer key, where the range is known', async () => {
    const big = (low?: string): Catalog => {
      const orders = catalog().tables[1];
      if (orders === undefined) throw new Error('no orders');
      const statistics = { nullFraction: 0, distinct: -1, high: '60000', ...(low === undefined ? {} : { low }) };
      const columns = orders.columns.map((column) => (column.name === 'order_id' ? { ...column, statistics } : column));
      return catalog({ tables: [{ ...orders, rows: 60_000, columns }] });
    };
    expect((await manifestOf({ catalog: big('1') })).sources[0]?.partition).toEqual({
      column: 'order_id',
      lower: '1',
      upper: '60000',
      count: 2,
    });
    expect((await manifestOf({ catalog: big() })).sources[0]?.partition).toBeNull();
  });
});

describe('refuses before any job', () => {
  const refused = async (with_: World, words: string) => {
    const { says, glue } = await world(with_);
    const drafts = await says();
    expect(drafts).toMatchObject([{ name: 'RunFailed', data: { code: 'target-refused' } }]);
    expect(JSON.stringify(drafts)).toContain(words);
    expect(glue.started()).toEqual([]);
  };
  const named = { prompt: 'x', target: 'datamorph_out.customer_totals' };

  const view = { kind: 'view', name: 'sales.report' } as const;

  it('a target on which others depend and whose rows cannot be written in place, with the reasons', () =>
    refused(
      {
        catalog: catalog({
          target: target({
            dependents: [view],
            columns: [{ name: 'customer_id', type: 'integer', nullable: true, filled: 'nothing' }],
            fires: [{ kind: 'trigger', name: 'audit', on: ['insert'] }],
          }),
        }),
        request: named,
      },
      'cannot be replaced: it has no column total_amount; trigger audit would fire on insert',
    ));
  it('a table of others that nobody named', () =>
    refused({ catalog: catalog({ target: target({ published: false }) }) }, 'not made by DataMorph'));
  it('a schema that may not be written', () =>
    refused({ catalog: catalog({ target: target({ writable: false, exists: false }) }), request: named }, 'datamorph_out'));
  it('what is no table', () => refused({ catalog: catalog({ target: target({ isTable: false }) }), request: named }, 'no ordinary table'));

  const keyed = (mode: 'append' | 'merge', more: Partial<TransformSpec['target']> = {}): TransformSpec => {
    const { key, columns, ...rest } = spec().target;
    const known = { name: 'known', do: 'filter', input: 'orders', where: 'customer_id is not null' } as const;
    const steps = [known, ...spec().steps.map((step) => ({ ...step, input: 'known' }))];
    const present = columns.map((column) => ({ ...column, nullable: column.name !== 'customer_id' }));
    return spec({ steps, target: { ...rest, mode, key: ['customer_id', ...key], columns: present, ...more } });
  };

  it('a merge into a table of others that nothing keeps unique by the key', () =>
    refused(
      { spec: keyed('merge'), catalog: catalog({ target: target({ published: false, keys: [] }) }), request: named },
      'unique index',
    ));
  it('an append where a trigger would fire, unless the request allows it', async () => {
    const fires = catalog({ target: target({ fires: [{ kind: 'trigger', name: 'audit', on: ['insert'] }] }) });
    await refused({ spec: keyed('append'), catalog: fires, request: named }, 'trigger audit would fire on insert');
    const allowed = await world({ spec: keyed('append'), catalog: fires, request: { ...named, mayFire: true } });
    expect(await allowed.says()).toMatchObject([{ name: 'GlueStarted' }]);
  });
  it('an append of an interval that a run has brought already', () =>
    refused(
      {
        spec: keyed('append', { watermark: { column: 'customer_id', from: '10', to: '20' } }),
        catalog: catalog({
          target: target({ intervals: [{ runId: '01JDAQ0000000000000000000B', column: 'customer_id', from: '1', to: '11' }] }),
        }),
        request: named,
      },
      'has been given customer_id from 1 up to, and without, 11 by run 01JDAQ0000000000000000000B already',
    ));

  it('but not a table of others that the user named, nor one of ours', async () => {
    for (const with_ of [
      { catalog: catalog({ target: target({ published: false }) }), request: named },
      { catalog: catalog({ target: target() }) },
      { catalog: catalog({ target: target({ dependents: [view] }) }) },
    ]) {
      expect(await (await world(with_)).says()).toMatchObject([{ name: 'GlueStarted' }]);
    }
  });
});

describe('starts nothing', () => {
  it('for a specification that is unsound by now', async () => {
    const { says, glue } = await world({ catalog: catalog({ tables: [table('orders', [['order_id', 'int', 'integer', false]])] }) });
    expect(await says()).toMatchObject([{ name: 'RunFailed', data: { code: 'spec-invalid' } }]);
    expect(glue.started()).toEqual([]);
  });
  it('after the deadline', async () => {
    const { says } = await world({ now: later(1800) });
    expect(await says()).toMatchObject([{ name: 'RunFailed', data: { code: 'deadline-passed' } }]);
  });
  it('twice for one attempt', async () => {
    const { record, event, artifacts, glue } = await world();
    await given(glueExecutor)({ ...record, facts: [...record.facts, started(1)] }, { artifacts, glue })
      .when(event)
      .then([]);
  });
});
