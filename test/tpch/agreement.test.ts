// The comparison itself: it must see what differs, and nothing but that.
import { describe, expect, it } from 'vitest';
import { check, type Plan } from '../../services/transform/index.ts';
import { shop, specOf, targetOf } from '../services/transform/fixture.ts';
import { type Agreement, difference, disagreements } from './agreement.ts';
import { canonical, type Rows } from './rows.ts';

const planned = (): Plan => {
  const target = targetOf({ order_id: 'int', order_amount: 'decimal(12,2)', paid: 'boolean' });
  const checked = check(specOf([{ name: 'all_orders', do: 'filter', where: 'true' }], target), shop);
  if (checked.is === 'unsound') throw new Error(JSON.stringify(checked.diagnostics));
  return checked.plan;
};
const plan = planned();
const sparkColumns = [
  ['order_id', 'int'],
  ['order_amount', 'decimal(12,2)'],
  ['paid', 'boolean'],
] as const;
const agreement = (spark: Rows, oracle: Rows, official?: Rows): Agreement => ({
  name: 'orders',
  plan,
  spark: canonical(spark, plan),
  sparkColumns,
  sparkSeconds: 0,
  oracle: canonical(oracle, plan),
  official: official && canonical(official, plan),
});

describe('answers agree', () => {
  it('when they are the same rows in another order and spelling', () => {
    const spark = [
      ['1', '10.50', 'true'],
      ['2', null, 'false'],
    ];
    const oracle = [
      ['2', null, 'f'],
      ['1', '10.5', 't'],
    ];
    expect(disagreements(agreement(spark, oracle, oracle))).toEqual([]);
  });
});

describe('answers disagree', () => {
  const right = [['1', '10.50', 'true']];
  it.each<[string, Rows]>([
    ['by a cent', [['1', '10.51', 'true']]],
    ['where one has NULL', [['1', null, 'true']]],
    ['when a row is there twice', [...right, ...right]],
    ['when a row is missing', []],
  ])('%s', (_, wrong) => {
    expect(disagreements(agreement(right, wrong))).not.toEqual([]);
    expect(disagreements(agreement(wrong, right))).not.toEqual([]);
    expect(disagreements(agreement(right, right, wrong))).not.toEqual([]);
  });

  it('when Spark gives another type, and when there is nothing to compare', () => {
    const other = { ...agreement(right, right), sparkColumns: [['order_id', 'bigint'] as const, ...sparkColumns.slice(1)] };
    expect(disagreements(other)).toEqual([expect.stringContaining('order_id bigint')]);
    expect(disagreements(agreement([], []))).toEqual(['no rows']);
  });

  it('in rows that are shown from both sides', () => {
    expect(difference('one', [['1'], ['2']], 'the other', [['2'], ['3']])).toEqual([
      'one (2 rows) and the other (2 rows) differ: ["1"] | ["3"]',
    ]);
  });
});
