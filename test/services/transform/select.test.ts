import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { boundedPlan, lineage, renderOracle, sentences } from '../../../services/transform/index.ts';
import { customers, diagnosticsOf, notesOf, orders, planOf, specOf, targetOf } from './fixture.ts';

type Select = Extract<Step, { do: 'select' }>;
const select = (more: Partial<Select>): Select => ({
  name: 's',
  do: 'select',
  columns: [{ name: 'x', expr: 'total' }],
  others: 'drop',
  ...more,
});
const brief = (spec: TransformSpec): string[] =>
  diagnosticsOf(spec).map(({ code, at, expected }) => `${code} ${at} → ${expected.join(' | ')}`);
const total = { name: 'total', expr: 'order_amount * quantity' };

describe('intermediate values of a select', () => {
  it.each<[string, Select['let'], string[]]>([
    ['see those before them', [total, { name: 'more', expr: 'total * 2' }], []],
    ['do not see those after them', [{ name: 'more', expr: 'total * 2' }, total], ['unknown-column /steps/0/let/0/expr#0-5 → note']],
    [
      'have names of their own',
      [total, { name: 'quantity', expr: '1' }],
      ['let-hides-column /steps/0/let/1/name → quantity_new | quantity_value'],
    ],
    [
      'also to Spark, which reads no case',
      [total, { name: 'Quantity', expr: '1' }],
      ['let-hides-column /steps/0/let/1/name → Quantity_new | Quantity_value'],
    ],
    ['are named once', [total, total], ['duplicate-column /steps/0/let/1/name → total_2']],
  ])('%s', (_, entries, problems) => {
    expect(
      brief(specOf([select({ ...(entries && { let: entries }) })], targetOf({ x: 'bytes' }))).filter(
        (each) => !each.startsWith('target-type'),
      ),
    ).toEqual(problems);
  });

  it('are no columns of the output, and nothing is computed that nobody reads', () => {
    const spec = specOf(
      [select({ let: [total, { name: 'unread', expr: '1 / quantity' }], others: 'keep' })],
      targetOf({ x: 'decimal(23,2)' }),
    );
    expect(brief({ ...spec, target: targetOf({ total: 'int' }) })).toEqual(['target-column-missing /target/columns/0/name → note']);
    expect(renderOracle(planOf(spec))).not.toContain('unread');
  });

  it('keep keys, lineage and words', () => {
    const spec = specOf(
      [
        select({
          let: [{ name: 'id', expr: 'order_id' }, total],
          columns: [
            { name: 'k', expr: 'id' },
            { name: 'x', expr: 'total' },
          ],
        }),
      ],
      {
        ...targetOf({ x: 'decimal(23,2)' }),
        key: ['k'],
        columns: [
          { name: 'k', type: 'int', nullable: false },
          { name: 'x', type: 'decimal(23,2)', nullable: true },
        ],
      },
    );
    expect(notesOf(spec).map(({ code }) => code)).not.toContain('key-not-unique');
    expect(lineage(planOf(spec)).x?.from.map(({ column }) => column)).toEqual(['order_amount', 'quantity']);
    expect(sentences(planOf(spec))[0]).toBe(
      's: of orders the columns k as id and x as total, where id is order_id and total is order_amount * quantity.',
    );
  });

  it('carry the bound of floats that were added up', () => {
    const sums: Step = { name: 'sums', do: 'aggregate', by: ['customer_id'], compute: [{ name: 'weight', expr: 'sum(weight)' }] };
    const spec = specOf(
      [sums, select({ let: [{ name: 'half', expr: 'weight / 2' }], columns: [{ name: 'x', expr: 'half + 1' }] })],
      targetOf({ x: 'double' }),
    );
    expect(boundedPlan(planOf(spec)).bounds).toHaveProperty('x');
  });
});

describe('value(step, column)', () => {
  const one: Step = {
    name: 'one',
    do: 'aggregate',
    input: 'orders',
    by: [],
    compute: [
      { name: 'n', expr: 'count(*)' },
      { name: 'weight', expr: 'sum(weight)' },
    ],
  };
  const of = (expr: string, ...more: Step[]): string[] =>
    brief(
      specOf(
        [one, ...more, { name: 's', do: 'select', input: 'orders', columns: [{ name: 'x', expr }], others: 'drop' }],
        targetOf({ x: 'bigint' }),
        [orders, customers],
      ),
    );
  it.each([
    ['value(one, n)', []],
    ['value(one)', ['wrong-arguments /steps/1/columns/0/expr#0-10 → value(step, column)']],
    ['value(one, 1)', ['wrong-arguments /steps/1/columns/0/expr#0-13 → value(step, column)']],
    ['value(won, n)', ['unknown-input /steps/1/columns/0/expr#6-9 → one']],
    ['value(one, m)', ['unknown-column /steps/1/columns/0/expr#11-12 → n']],
    ['value(s, x)', ['unknown-input /steps/1/columns/0/expr#6-7 → customers | orders']],
    ['value(orders, order_id)', ['not-one-row /steps/1/columns/0/expr#6-12 → an aggregate with by: [] | top with n: 1 and ties: break']],
  ])('%s', (expr, problems) => {
    expect(of(expr)).toEqual(problems);
  });

  it('of a step that has problems is not blamed as well', () => {
    const wrong: Step = { name: 'two', do: 'aggregate', input: 'orders', by: [], compute: [{ name: 'n', expr: 'sum(nothing)' }] };
    expect(of('value(two, n)', wrong)).toEqual(['unknown-column /steps/1/compute/0/expr#4-11 → note']);
  });

  it('is no part of a check of the target, which sees its own row only', () => {
    const spec = specOf([one], { ...targetOf({ n: 'bigint' }), checks: [{ name: 'same', expr: 'n = value(one, n)' }] });
    expect(brief(spec)).toEqual(['check-reads-step /target/checks/0/expr#0-17 → a column of the last step with that value']);
  });

  it('carries the bound of floats that were added up', () => {
    const share: Step = {
      name: 's',
      do: 'select',
      input: 'orders',
      columns: [{ name: 'x', expr: 'weight / nullif(value(one, weight), 0)' }],
      others: 'drop',
    };
    const { plan, bounds } = boundedPlan(planOf(specOf([one, share], targetOf({ x: 'double' }))));
    expect(bounds).toHaveProperty('x');
    expect(renderOracle(plan)).toContain('select s."bound1" from "one" as s');
  });
});

describe('parameters', () => {
  const filter = (where: string): Step => ({ name: 'f', do: 'filter', where });
  const specWith = (parameters: TransformSpec['parameters'], where: string): TransformSpec => ({
    ...specOf([filter(where)], targetOf({ order_id: 'int' })),
    ...(parameters && { parameters }),
  });
  it('are literals of their type', () => {
    const spec = specWith(
      [
        { name: 'from_day', type: 'date', value: '2025-02-01' },
        { name: 'none', type: 'int', value: null },
      ],
      'placed >= param(from_day) and quantity > param(none)',
    );
    const sql = renderOracle(planOf(spec));
    expect(sql).toContain(`t."placed" >= date '2025-02-01'`);
    expect(sql).toContain('t."quantity" > null::integer');
  });
  it.each<[string, string | null, string]>([
    ['date', '2025-02-30', 'bad-literal /parameters/0/value → 2025-03-01'],
    ['timestamp', '2025-02-01T25:00', 'bad-literal /parameters/0/value → 2025-03-01 10:30:00'],
    ['int', '1.5', 'bad-literal /parameters/0/value → 10'],
    ['int', '3000000000', 'bad-literal /parameters/0/value → 10'],
    ['decimal(4,1)', '1234.5', 'bad-literal /parameters/0/value → 0.0'],
    ['boolean', 'yes', 'bad-literal /parameters/0/value → true'],
    ['uuid', 'x', 'bad-literal /parameters/0/value → 0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['json', '{', 'bad-literal /parameters/0/value → {}'],
    ['double', 'NaN', 'bad-literal /parameters/0/value → 1.5'],
    ['bytes', 'x', 'parameter-type /parameters/0/type → text | int | decimal(18,2) | date'],
    ['number', '1', 'parameter-type /parameters/0/type → text | int | decimal(18,2) | date'],
  ])('%s %s is refused', (type, value, problem) => {
    expect(brief(specWith([{ name: 'p', type, value }], 'param(p) is null'))).toEqual([problem]);
  });
  it('that nobody reads are noted, that nobody declared are unknown, two of one name are refused', () => {
    const p = (name: string) => ({ name, type: 'int', value: '1' });
    expect(notesOf(specWith([p('limit_'), p('other')], 'quantity > param(limit_)')).map(({ code, at }) => `${code} ${at}`)).toEqual([
      'unused-parameter /parameters/1',
    ]);
    expect(brief(specWith([p('limit_')], 'quantity > param(limt_)'))).toEqual(['unknown-parameter /steps/0/where#17-22 → limit_']);
    expect(brief(specWith([p('a'), p('a')], 'quantity > param(a)'))).toEqual(['duplicate-name /parameters/1/name → a_2']);
    expect(brief(specWith([p('a')], "quantity > param('a')"))).toEqual(['wrong-arguments /steps/0/where#11-21 → param(name)']);
  });
});
