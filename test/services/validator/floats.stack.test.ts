// Values computed from floats, proved against a real oracle: added up in another order they pass, anything else is found, whatever large values stand near.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog, JobReport, TransformSpec } from '../../../contracts/generated/types.ts';
import { ulid } from '../../../events/envelope.ts';
import { type Database, database } from '../../../services/adapters/pg-pool.ts';
import { pgWarehouse } from '../../../services/adapters/pg-warehouse.ts';
import { create } from '../../../services/adapters/warehouse-schema.ts';
import { prove, relationNames } from '../../../services/proof/index.ts';
import { boundedPlan, censusQuery, check, type Plan, pgType, renderOracle } from '../../../services/transform/index.ts';
import { claimOf } from '../../../services/validator/claim.ts';
import { type TestDatabase, testDatabase } from '../../adapters/stack.ts';
import { catalog, jobReport, run, table } from '../../support/builders.ts';

let db: TestDatabase;
let pool: Database;

beforeAll(async () => {
  db = await testDatabase();
  pool = database(async () => db.config, { application: 'test' });
  await create(pool);
  // gdp is of one sign and of every size, change nets to about zero, share has two decimals, so that its averages lie on ties
  await db.sql(`create schema shop;
    create table shop.regions (id int primary key, country int not null, gdp float8 not null, people float8 not null, change float8, share float8 not null);
    insert into shop.regions select i, i % 40, 10 ^ (i % 40 / 4.0) * (1 + i * 0.1), 1 + i * 0.7,
      case when i / 80 % 7 = 0 then null when i / 40 % 2 = 0 then i / 80 * 0.1 else i / 80 * -0.1 end, (i * 37 % 1000) / 100.0
      from generate_series(1, 20000) i;
    create table shop.shuffled as table shop.regions with no data;
    insert into shop.shuffled select * from shop.regions order by md5(id::text);
    create table shop.extremes (id int primary key, country int not null, gdp float8 not null, people float8 not null, change float8, share float8 not null);
    insert into shop.extremes values (1, 1, 1e-320, 1e-320, 5e-324, 1e-310), (2, 1, 0, 1e-300, null, 0), (3, 2, 1e307, 1e307, -1e307, 1e307),
      (4, 2, 1e307, 1, 1e307, 1e-320), (5, 3, 'NaN', 1, 1, 1), (6, 3, 1, 'Infinity', '-Infinity', 1), (7, 4, 'Infinity', 'Infinity', 'NaN', 2), (8, 5, 1, 0, 0, 0)`);
});
afterAll(async () => {
  await pool?.end();
  await db?.stop();
});

const floats = ['gdp', 'people', 'change', 'share'];
const sources: Catalog = catalog({
  tables: ['regions', 'extremes'].map((name) =>
    table(name, [
      ['id', 'int', 'integer', false],
      ['country', 'int', 'integer', false],
      ...floats.map((each) => [each, 'double', 'double precision', each === 'change'] as const),
    ]),
  ),
});

type Steps = TransformSpec['steps'];
/** A value per country, or what else the steps make of the regions. */
const specOf = (steps: Steps, type: string, from = 'regions'): TransformSpec => ({
  sources: [{ name: 'regions', table: `shop.${from}` }],
  steps,
  target: {
    table: 'datamorph_out.t',
    mode: 'replace',
    key: ['country'],
    columns: [
      { name: 'country', type: 'int', nullable: false },
      { name: 'v', type, nullable: true },
    ],
  },
  assumptions: [],
});
const perCountry = (expr: string): Steps => [
  { name: 'totals', do: 'aggregate', input: 'regions', by: ['country'], compute: [{ name: 'v', expr }] },
];

const planOf = (spec: TransformSpec) => {
  const checked = check(spec, sources);
  if (checked.is === 'unsound') throw new Error(checked.diagnostics.map(({ message }) => message).join('; '));
  return checked.plan;
};

let runs = 0;
/** The oracle as the run makes it; staging as an engine would that adds in another order, and then what befell it. */
const verdictOn = async (spec: TransformSpec, fault = '') => {
  const plan = planOf(spec);
  runs += 1;
  const runId = ulid(Date.UTC(2026, 10, 1) + runs, `${runs}`);
  const names = relationNames(runId, 1);
  const [staging, oracle] = [names.sealed, names.oracleSealed].map((name) => `datamorph_staging.${name}`);
  await db.sql(`create table ${oracle} as ${renderOracle(boundedPlan(plan).plan)}`);
  const columns = plan.target.columns.map(({ name, type, nullable }) => `"${name}" ${pgType(type)}${nullable ? '' : ' not null'}`);
  await db.sql(`create table ${staging} (${columns.join(', ')})`);
  await db.sql(`insert into ${staging} ${renderOracle(plan).replaceAll('"shop"."regions"', '"shop"."shuffled"')}`);
  if (fault !== '') await db.sql(`update ${staging} set ${fault}`);
  const [unlike] = await db.sql(`select count(*) as n from ${staging} s join ${oracle} o using (country) where s.v is distinct from o.v`);
  const sealedTables = { staging: await sealed(names.sealed), oracle: await sealed(names.oracleSealed) };
  const report = jobReport({ ...sealedTables, sources: [], ...(await counted(plan)) });
  const tests = { author: 'none', assertions: [], reason: 'none' };
  const given = { run: { ...run(), runId }, attempt: 1, report, spec, catalog: sources, tests, author: 'planner' };
  const bound = boundedPlan(plan).bounds.v;
  const [widest] =
    bound === undefined
      ? []
      : await db.sql(`select max(${bound} / greatest(abs(v), 1))::float8 as share from ${oracle} where v <> 'Infinity'`);
  return { unlike: Number(unlike?.n), widest: Number(widest?.share), ...(await prove(claimOf(given), pgWarehouse(pool).measure)) };
};

/** What failed and became NULL, counted as the job counts it. */
const counted = async (plan: Plan): Promise<Pick<JobReport, 'census'>> => {
  const query = censusQuery(plan);
  if (query === undefined) return {};
  const rows = await db.sql(query.sql);
  return { census: query.failures.map((failure, at) => ({ ...failure, violations: Number(rows[at]?.violations), examples: [] })) };
};

const sealed = async (name: string): Promise<NonNullable<JobReport['staging']>> => {
  const [found] = await db.sql(
    `select c.oid::text as oid, pg_relation_filenode(c.oid)::text as filenode from pg_class c where c.oid = 'datamorph_staging.${name}'::regclass`,
  );
  return { schema: 'datamorph_staging', name, oid: Number(found?.oid), filenode: Number(found?.filenode), rows: 40, bytes: 0 };
};

const select = (input: string, expr: string): Steps[number] => ({
  name: `of_${input}`,
  do: 'select',
  input,
  columns: [
    { name: 'country', expr: 'country' },
    { name: 'v', expr },
  ],
  others: 'drop',
});

describe('floats added up in another order pass', () => {
  const totals: Steps[number] = {
    name: 'totals',
    do: 'aggregate',
    input: 'regions',
    by: ['country'],
    compute: [
      { name: 'gdp', expr: 'sum(gdp)' },
      { name: 'change', expr: 'sum(change)' },
      { name: 'people', expr: 'avg(people)' },
    ],
  };
  const cases: Record<string, TransformSpec> = {
    'a sum': specOf(perCountry('sum(gdp)'), 'double'),
    'a sum of products': specOf(perCountry('sum(gdp * share)'), 'double'),
    'a sum that nets to about zero': specOf(perCountry('sum(change)'), 'double'),
    'a sum with a filter and a default': specOf(perCountry('coalesce(sum(change) filter (where share > 5), 0)'), 'double'),
    'an average': specOf(perCountry('avg(gdp)'), 'double'),
    'a ratio of sums': specOf(perCountry('sum(gdp) / sum(people)'), 'double'),
    'a ratio whose divisor nets to about zero': specOf(perCountry('sum(gdp) / (sum(change) + 3)'), 'double'),
    'arithmetic on sums': specOf(perCountry('-abs(sum(gdp)) * sum(people) + sum(change) - avg(share) * 100'), 'double'),
    'a rounded average': specOf(perCountry('round(avg(share), 3)'), 'double'),
    'an average as a decimal': specOf(perCountry('cast(avg(share) as decimal(12,3))'), 'decimal(12,3)'),
    'an average stored as a decimal': specOf(perCountry('avg(share)'), 'decimal(12,3)'),
    'a sum as a decimal of many digits': specOf(perCountry('cast(sum(gdp) as decimal(38,18))'), 'decimal(38,18)'),
    'a decimal rounded again': specOf(perCountry('round(cast(avg(share) as decimal(12,4)), 2)'), 'decimal(12,2)'),
    'a sum stored as a real': specOf(perCountry('sum(gdp)'), 'float'),
    'a choice among sums': specOf(perCountry('case when count(*) > 3 then sum(gdp) else 0 end'), 'double'),
    'the larger of two sums': specOf(perCountry('greatest(sum(gdp), sum(people))'), 'double'),
    'steps on top of sums': specOf([totals, select('totals', 'gdp / people + change')], 'double'),
    'a sum of sums, filtered, joined and taken first': specOf(
      [
        { ...totals, by: ['country', 'share'] },
        { name: 'some', do: 'filter', input: 'totals', where: 'share < 9' },
        {
          name: 'again',
          do: 'aggregate',
          input: 'some',
          by: ['country'],
          compute: [
            { name: 'whole', expr: 'sum(gdp)' },
            { name: 'most', expr: 'max(gdp)' },
          ],
        },
        {
          name: 'both',
          do: 'join',
          left: 'again',
          right: 'again',
          kind: 'left',
          expect: 'one',
          on: [{ left: 'country', right: 'country' }],
          keep: [
            { side: 'left', columns: ['country', 'whole'] },
            { side: 'right', columns: [{ column: 'most', as: 'peak' }] },
          ],
        },
        { name: 'first', do: 'top', input: 'both', n: 30, order: [{ expr: 'country', direction: 'asc' }], ties: 'break' },
        select('first', 'whole - peak'),
      ] as Steps,
      'double',
    ),
  };
  for (const [name, spec] of Object.entries(cases))
    it(`as ${name}`, async () => {
      const report = await verdictOn(spec);
      expect(report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'error')).toEqual([]);
      expect(report).toMatchObject({
        outcome: 'PASS',
        headline: expect.stringMatching(/^PASS \(exact but for 1 float column within its bound\)/),
      });
      expect(report.rows.oracle).toBeGreaterThan(20);
      // a bound that allows all would pass as well
      expect(report.widest).toBeLessThan(/rounded|decimal$/.test(name) ? 0.02 : /real/.test(name) ? 1e-6 : 1e-7);
      // what makes the case worth its name
      if (!/rounded|decimal\b|real|larger/.test(name)) expect(report.unlike).toBeGreaterThan(0);
    });
});

describe('a wrong value is found', () => {
  const cases: Record<string, readonly [TransformSpec, string]> = {
    'in a ratio of columns with large values': [specOf(perCountry('sum(gdp) / sum(people)'), 'double'), 'v = v * 17 / 8 where country = 1'],
    'in the sum of a small group beside huge ones': [specOf(perCountry('sum(gdp)'), 'double'), 'v = v + 0.001 where country = 0'],
    'in the last cent of a sum': [specOf(perCountry('sum(share)'), 'double'), 'v = v + 0.01 where country = 5'],
    'in a sum that nets to about zero': [specOf(perCountry('sum(change)'), 'double'), 'v = v + 1e-6 where country = 3'],
    'in a count behind a float condition': [
      specOf(perCountry('count(*) filter (where gdp / people > 30)'), 'bigint'),
      'v = v + 1 where country = 1',
    ],
    'in a decimal that does not lie on a tie': [
      specOf(perCountry('cast(sum(gdp) as decimal(38,2))'), 'decimal(38,2)'),
      'v = v + 0.01 where country = 0',
    ],
    'in a count of sums': [
      specOf(
        [
          { name: 'parts', do: 'aggregate', input: 'regions', by: ['country', 'share'], compute: [{ name: 'total', expr: 'sum(gdp)' }] },
          {
            name: 'counts',
            do: 'aggregate',
            input: 'parts',
            by: ['country'],
            compute: [{ name: 'v', expr: 'count(*) filter (where total > 1000)' }],
          },
        ],
        'bigint',
      ),
      'v = v - 1 where country = 39',
    ],
  };
  for (const [name, [spec, fault]] of Object.entries(cases))
    it(name, async () => {
      expect((await verdictOn(spec)).outcome).toBe('PASS');
      expect(await verdictOn(spec, fault)).toMatchObject({ outcome: 'FAIL', because: 'staging-differs', difference: { modified: 1 } });
    });
});

it('a rounded value may differ by its last place only where it lies on a tie', async () => {
  const plan = planOf(specOf(perCountry('round(avg(share), 2)'), 'double'));
  const ties = renderOracle(boundedPlan(plan).plan).replaceAll(
    '"shop"."regions"',
    '(values (1, 1.01::float8), (1, 1.02), (2, 1.01), (2, 1.03), (3, 1.012), (3, 1.01)) as ties (country, share)',
  );
  const found = await db.sql(`select country, round(b::numeric, 6) as b from (${ties}) as found (country, v, b) order by 1`);
  expect(found.map(({ b }) => Number(b))).toEqual([0.01, 0, 0]);
});

describe('a bound never ends the job', () => {
  for (const expr of [
    'sum(gdp)',
    'sum(share) * sum(people)',
    'sum(gdp) / sum(people)',
    'avg(change) / avg(share)',
    'round(avg(share), 2)',
    'cast(avg(change) as decimal(12,2))',
    'coalesce(sum(change), 0) - sum(gdp)',
  ])
    it(`on the largest and the smallest doubles: ${expr}`, async () => {
      const plan = planOf(specOf(perCountry(expr), expr.startsWith('cast') ? 'decimal(12,2)' : 'double', 'extremes'));
      const raised = async (sql: string) => db.sql(sql).then(() => 'nothing', String);
      expect(boundedPlan(plan).bounds).toHaveProperty('v');
      expect(await raised(renderOracle(boundedPlan(plan).plan))).toBe(await raised(renderOracle(plan)));
    });
});

it('lists a source that is a view as not held by the snapshot', async () => {
  const spec = specOf(perCountry('sum(gdp)'), 'double');
  const [regions] = sources.tables;
  if (regions === undefined) throw new Error('no tables');
  const views = { ...sources, tables: [{ ...regions, kind: 'view' as const }] };
  const tests = { author: 'none', assertions: [], reason: 'none' };
  const { subject } = claimOf({ run: run(), attempt: 1, report: jobReport(), spec, catalog: views, tests, author: 'planner' });
  expect(subject.views).toEqual(['shop.regions']);
});
