import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { aggregates } from '../../../services/transform/check/aggregates/all.ts';
import { boundedPlan, lineage, renderOracle, renderPyspark, sentences } from '../../../services/transform/index.ts';
import type { AggregatePlan } from '../../../services/transform/plan.ts';
import { nodesOf } from '../../../services/transform/plan-walk.ts';
import { diagnosticsOf, notesOf, planOf, specOf, targetOf } from './fixture.ts';

type Aggregate = Extract<Step, { do: 'aggregate' }>;
const totals = (expr: string, more: Partial<Aggregate> = {}): Step => ({
  name: 'totals',
  do: 'aggregate',
  by: ['customer_id'],
  compute: [{ name: 'value', expr }],
  ...more,
});
const spec = (expr: string, type = 'bytes', more: Partial<Aggregate> = {}): TransformSpec =>
  specOf([totals(expr, more)], targetOf({ value: type }));
const brief = (from: TransformSpec): string[] =>
  diagnosticsOf(from).map(({ code, at, expected }) => `${code} ${at} → ${expected.join(' | ')}`);
const typeOf = (expr: string): string | undefined => diagnosticsOf(spec(expr))[0]?.expected[0];
const aggregateIn = (from: TransformSpec) => {
  const step = planOf(from).steps.find((each): each is AggregatePlan => each.do === 'aggregate');
  const found = step?.compute.flatMap(({ value }) => nodesOf(value)).find((node) => node.is === 'aggregate');
  if (step === undefined || found === undefined) throw new Error('no aggregate');
  return { step, found };
};
const orderOf = (expr: string, type: string): string[] =>
  aggregateIn(spec(expr, type)).found.order.map(
    ({ value, direction, nulls, added }) =>
      `${value.is === 'column' ? value.name : value.is} ${direction} ${nulls}${added ? ' added' : ''}`,
  );

describe('aggregates have the types that their signatures promise', () => {
  it.each([
    ['median(quantity)', 'decimal(11,1)'],
    ['median(order_amount)', 'decimal(13,3)'],
    ['percentile(order_amount, 0.95)', 'decimal(14,4)'],
    ['percentile(quantity, 0.50)', 'decimal(11,1)'],
    ['percentile(weight, 0.95)', 'double'],
    ['stddev(order_amount)', 'double'],
    ['var_pop(quantity)', 'double'],
    ['first(placed order by shipped)', 'date'],
    ['max_by(note, order_amount)', 'text'],
    ["string_agg(note, ', ')", 'text'],
  ])('%s is %s', (expr, type) => {
    expect(typeOf(expr)).toBe(type);
  });
});

describe('what an aggregate does not take is refused with advice', () => {
  it.each([
    ['sum(row_number())', 'window-misuse /steps/0/compute/0/expr#4-16 → a window step before that computes it'],
    ['row_number()', 'window-misuse /steps/0/compute/0/expr#0-12 → a window step'],
    ['sum(quantity order by placed)', 'wrong-arguments /steps/0/compute/0/expr#0-29 → sum(x)'],
    ['sum(quantity) over (partition by paid)', 'syntax /steps/0/compute/0/expr#14-18 → a step with do: window'],
    ['percentile(quantity, 95)', 'type-mismatch /steps/0/compute/0/expr#21-23 → a number from 0 to 1, written out'],
    ['percentile(quantity, weight)', 'type-mismatch /steps/0/compute/0/expr#21-27 → a number from 0 to 1, written out'],
    ['percentile(quantity)', 'wrong-arguments /steps/0/compute/0/expr#0-20 → percentile(x, share)'],
    ['string_agg(note)', 'wrong-arguments /steps/0/compute/0/expr#0-16 → string_agg(x, separator order by …)'],
    ["string_agg(quantity, ',')", 'type-mismatch /steps/0/compute/0/expr#0-25 → cast(… as text)'],
    ['string_agg(note, note)', 'type-mismatch /steps/0/compute/0/expr#17-21 → text, written out'],
    [
      "string_agg(distinct note, ',' order by placed)",
      'wrong-arguments /steps/0/compute/0/expr#0-46 → string_agg(distinct x, … order by x)',
    ],
    ['first(details order by placed)', 'type-mismatch /steps/0/compute/0/expr#0-30 → '],
    ['first(note order by details)', 'type-mismatch /steps/0/compute/0/expr#20-27 → cast(… as text)'],
    ['first(distinct note order by placed)', 'wrong-arguments /steps/0/compute/0/expr#0-36 → first(x order by …)'],
    ['stddev(paid)', 'type-mismatch /steps/0/compute/0/expr#0-12 → count(*) filter (where x)'],
    ['stddev(distinct quantity)', 'wrong-arguments /steps/0/compute/0/expr#0-25 → stddev(x)'],
    ['max_by(note)', 'wrong-arguments /steps/0/compute/0/expr#0-12 → max_by(x, y)'],
    ['medain(customer_id)', 'unknown-function /steps/0/compute/0/expr#0-6 → median'],
    ['abs(customer_id order by customer_id)', 'aggregate-misuse /steps/0/compute/0/expr#0-37 → abs(…)'],
  ])('%s', (expr, problem) => {
    expect(brief(spec(expr))).toEqual([problem]);
  });
});

describe('the order inside an aggregate decides', () => {
  it('is completed by the value itself, in the direction of the last key', () => {
    expect(orderOf('first(note order by placed desc)', 'text')).toEqual(['placed desc last', 'note desc last added']);
    expect(orderOf("string_agg(note, ',')", 'text')).toEqual(['note asc last added']);
    expect(orderOf("string_agg(distinct note, ',' order by note desc)", 'text')).toEqual(['note desc last']);
  });
  it('stays as it is where it tells all rows apart', () => {
    expect(orderOf('first(note order by order_id desc)', 'text')).toEqual(['order_id desc last']);
    expect(notesOf(spec('first(note order by order_id)', 'text'))).toEqual([]);
  });
  it('is said in a note where it was completed', () => {
    expect(notesOf(spec('first(note order by placed)', 'text')).map(({ code, at }) => `${code} ${at}`)).toEqual([
      'order-completed /steps/0/compute/0/expr#0-27',
    ]);
    expect(notesOf(spec('max_by(note, placed)', 'text')).map(({ code }) => code)).toEqual(['order-completed']);
    expect(notesOf(spec('max_by(note, order_id)', 'text'))).toEqual([]);
  });
  it('is never left to NULLs of either engine', () => {
    expect(orderOf('first(quantity order by placed nulls first, order_id)', 'int')).toEqual(['placed asc first', 'order_id asc last']);
  });
});

describe('what depends on the order of adding, or on rounding, is marked', () => {
  it.each([
    ['stddev(quantity)', 'double', 'float'],
    ['median(order_amount)', 'decimal(13,3)', 'exact'],
    ['median(weight)', 'double', 'float'],
    ['max(weight)', 'double', 'exact'],
    ['first(note order by placed)', 'text', 'exact'],
    ['count(*) filter (where weight > 1)', 'bigint', 'exact'],
  ])('%s', (expr, type, exactness) => {
    expect(aggregateIn(spec(expr, type)).found.exactness).toBe(exactness);
  });
});

it.each(['stddev', 'var_pop', 'median', 'sum', 'avg'])('%s of a long expression has a bound', (name) => {
  const plan = planOf(spec(`${name}((weight + quantity) * 2 - weight / 3 + coalesce(weight, 1))`, 'double'));
  expect(Object.keys(boundedPlan(plan).bounds)).toEqual(['value']);
});

describe('levels', () => {
  const levels = (more: Partial<Aggregate> = {}): Partial<Aggregate> => ({
    by: ['customer_id', 'placed'],
    levels: [
      { name: 'day', by: ['placed', 'customer_id'] },
      { name: 'customer', by: ['customer_id'] },
      { name: 'all', by: [] },
    ],
    level_as: 'level',
    ...more,
  });
  const wanted = targetOf({ customer_id: 'int', placed: 'date', value: 'bigint', level: 'text' });
  const levelled = (more: Partial<Aggregate> = {}): TransformSpec => specOf([totals('count(*)', levels(more))], wanted);

  it('make a key NULL where they leave it out, and are told apart by their name', () => {
    const { step } = aggregateIn(levelled());
    expect(step.levels?.[0]).toEqual({ name: 'day', by: ['customer_id', 'placed'] });
    expect(step.columns.map(({ name, nullable }) => `${name} ${nullable}`)).toEqual([
      'customer_id true',
      'placed true',
      'value false',
      'level false',
    ]);
    const key = targetOf({ customer_id: 'int', placed: 'date', value: 'bigint', level: 'text' }, { key: ['level'] });
    expect(
      notesOf(
        specOf([totals('count(*)', levels({ levels: [{ name: 'all', by: [] }] }))], {
          ...key,
          columns: key.columns.map((column) => ({ ...column, nullable: column.name !== 'level' })),
        }),
      ).map(({ code }) => code),
    ).toContain('key-not-unique');
  });
  it.each<[string, Partial<Aggregate>, string]>([
    ['have a key that is none', { levels: [{ name: 'a', by: ['customr_id'] }] }, 'levels /steps/0/levels/0/by/0 → customer_id'],
    ['have no column for their name', { level_as: undefined as never }, 'levels /steps/0 → level_as: level'],
    [
      'are named alike',
      {
        levels: [
          { name: 'a', by: [] },
          { name: 'a', by: ['placed'] },
        ],
      },
      'levels /steps/0/levels/1/name → a_2',
    ],
    [
      'have the same keys',
      {
        levels: [
          { name: 'a', by: ['placed', 'customer_id'] },
          { name: 'b', by: ['customer_id', 'placed'] },
        ],
      },
      'levels /steps/0/levels/1/by → ',
    ],
    ['are missing', { levels: undefined as never }, 'levels /steps/0/level_as → levels'],
    ['are named as a column', { level_as: 'value' }, 'duplicate-column /steps/0/level_as → value_2'],
  ])('that %s are refused', (_, more, problem) => {
    const step = Object.fromEntries(Object.entries(totals('count(*)', levels(more))).filter(([, value]) => value !== undefined)) as Step;
    expect(brief(specOf([step], targetOf({ value: 'bigint' })))).toEqual([problem]);
  });
  it('are said in words and compile to one grouping and one total', () => {
    const plan = planOf(levelled());
    expect(sentences(plan)[0]).toContain(
      'for each of the levels day (per customer_id and placed), customer (per customer_id) and all (all rows)',
    );
    expect(renderOracle(plan)).toContain('group by grouping sets ((t."customer_id", t."placed"), (t."customer_id"), ())');
    expect(renderPyspark(plan)).toContain('allowMissingColumns=True');
  });
});

describe('every aggregate', () => {
  it.each([...aggregates])('%s says what it does, and has examples', (_, { says, examples }) => {
    expect(says.length).toBeGreaterThan(10);
    expect(examples.length).toBeGreaterThan(0);
  });
  it('keeps the lineage of its arguments', () => {
    expect(lineage(planOf(spec('max_by(note, placed)', 'text'))).value?.from.map(({ column }) => column)).toEqual(['note', 'placed']);
  });
});
