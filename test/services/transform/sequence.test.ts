import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { renderOracle, renderPyspark, sentences } from '../../../services/transform/index.ts';
import { isKey, planned, problemsOf, stepSpec } from './unfolding.ts';

type Sequence = Extract<Step, { do: 'sequence' }>;
const sequence = (from: string, to: string, unit: Sequence['unit'], every = 1): Step => ({
  name: 's',
  do: 'sequence',
  column: 'v',
  from,
  to,
  every,
  unit,
});
const typeOf = (from: string, to: string, unit: Sequence['unit']): string => {
  const [problem] = problemsOf(stepSpec(sequence(from, to, unit), { v: 'bytes' }));
  return problem?.startsWith('target-type') ? (problem.split(' → ')[1] ?? '') : (problem ?? '');
};

describe('a sequence', () => {
  it.each([
    ['1', '10', 'number', 'int'],
    ['2999999999', '3000000000', 'number', 'bigint'],
    ["date '2024-01-01'", "date '2024-02-01'", 'day', 'date'],
    ["'2024-01-01'", "'2024-02-01'", 'month', 'date'],
    ["'2024-01-01 10:00'", "'2024-02-01 10:00'", 'day', 'timestamp'],
    ["date '2024-01-01'", "timestamp '2024-02-01 10:00:00'", 'week', 'timestamp'],
    ["'2024-01-01'", "'2024-01-02'", 'hour', 'timestamp'],
    ["date '2024-01-01'", "date '2024-01-02'", 'minute', 'timestamp'],
  ] as const)('from %s to %s by %s: %s', (from, to, unit, type) => {
    expect(typeOf(from, to, unit)).toContain(type);
  });
  it('has ends that suit its unit', () => {
    expect(problemsOf(stepSpec(sequence('1', "date '2024-01-01'", 'day'), { v: 'date' }))).toEqual([
      "type-mismatch /steps/0/from#0-1 1 → date '2025-03-01'",
    ]);
    expect(problemsOf(stepSpec(sequence('1', '2.5', 'number'), { v: 'int' }))).toEqual([
      'type-mismatch /steps/0/to#0-3 2.5 → cast(2.5 as bigint)',
    ]);
    expect(problemsOf(stepSpec(sequence("'x'", "'2024-01-01'", 'day'), { v: 'date' }))).toEqual([
      "type-mismatch /steps/0/from#0-3 'x' → date '2025-03-01'",
      "type-mismatch /steps/0/to#0-12 '2024-01-01' → date '2025-03-01'",
    ]);
  });
  it('sees no columns', () => {
    expect(problemsOf(stepSpec(sequence('id', '3', 'number'), { v: 'int' }))).toEqual([
      'unknown-column /steps/0/from#0-2 id → a literal | param(name) | value(step, column)',
    ]);
  });
  it('of more than ten million rows is refused where its ends are written down', () => {
    expect(problemsOf(stepSpec(sequence('1', '10000000', 'number'), { v: 'int' }))).toEqual([]);
    expect(problemsOf(stepSpec(sequence('1', '10000001', 'number'), { v: 'int' }))).toEqual([
      'sequence-too-long /steps/0/to 10000001 → a larger every | a larger unit | ends that are nearer',
    ]);
    expect(problemsOf(stepSpec(sequence("'2000-01-01'", "'2050-01-01'", 'minute'), { v: 'timestamp' }))[0]).toMatch(/^sequence-too-long /);
    expect(problemsOf(stepSpec(sequence("'2000-01-01'", "'2050-01-01'", 'minute', 60), { v: 'timestamp' }))).toEqual([]);
  });
  it('of more than ten million rows ends the job on both engines where its ends are read', () => {
    const ends: Step = {
      name: 'ends',
      do: 'aggregate',
      by: [],
      compute: [
        { name: 'a', expr: 'min(n)' },
        { name: 'b', expr: 'max(n)' },
      ],
    };
    const plan = planned(stepSpec([ends, sequence('value(ends, a)', 'value(ends, b)', 'number', 2)], { v: 'int' }));
    expect(renderPyspark(plan)).toContain('>= 20000000,\n                F.raise_error("data: sequence s has more than 10000000 rows")');
    expect(renderOracle(plan)).toContain(
      "case when s.steps < 10000000 then s.steps::integer else ('sequence s has more than 10000000 rows: ' || s.steps)::integer end",
    );
  });
  it('has each value once, and none that is NULL', () => {
    expect(isKey(sequence('1', '3', 'number'), { v: 'int' })).toBe(true);
    expect(planned(stepSpec(sequence('1', '3', 'number'), { v: 'int' })).steps[0]?.columns).toEqual([
      { name: 'v', type: 'int', nullable: false, exactness: 'exact' },
    ]);
  });
  it('says its ends and its step', () => {
    const said = (step: Step, type: string) => sentences(planned(stepSpec(step, { v: type })))[0];
    expect(said(sequence("date '2024-01-31'", "date '2024-12-31'", 'month'), 'date')).toBe(
      's: from 2024-01-31 to 2024-12-31, one row per month.',
    );
    expect(said(sequence('1', '9', 'number', 4), 'int')).toBe('s: from 1 to 9, one row every 4 numbers.');
  });
});
