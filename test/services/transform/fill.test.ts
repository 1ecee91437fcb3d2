import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { boundedPlan, lineage, sentences } from '../../../services/transform/index.ts';
import { isKey, noteCodes, planned, problemsOf, stepSpec } from './unfolding.ts';

type Fill = Extract<Step, { do: 'fill' }>;
const fill = (columns: Fill['columns'], more: Partial<Fill> = {}): Step => ({ name: 'f', do: 'fill', columns, ...more });
const previous = (name: string, more: Partial<Fill> = {}): Step =>
  fill([{ name, with: 'previous' }], { order: [{ expr: 'day', direction: 'asc' }], ...more });
const value = (name: string, text: string): Step => fill([{ name, with: 'value', value: text }]);

describe('filled columns', () => {
  it('take values of their own type only', () => {
    expect(problemsOf(stepSpec(value('n', 'm')))).toEqual([
      'type-mismatch /steps/0/columns/0/value#0-1 m → cast(m as int) | a select above with cast(n as decimal(10,2))',
    ]);
    expect(problemsOf(stepSpec(value('n', "'0'")))).toEqual([
      "type-mismatch /steps/0/columns/0/value#0-3 '0' → cast('0' as int) | a select above with cast(n as text)",
    ]);
    for (const [name, text] of [
      ['m', '0'],
      ['day', "'2024-01-01'"],
      ['at', 'day'],
      ['f', '0.5'],
    ] as const)
      expect(problemsOf(stepSpec(value(name, text)))).toEqual([]);
  });
  it('say what they are filled with, once', () => {
    expect(problemsOf(stepSpec(fill([{ name: 'n', with: 'value' }])))).toEqual([
      'fill-value /steps/0/columns/0 n → value | with: previous',
    ]);
    expect(
      problemsOf(stepSpec(fill([{ name: 'n', with: 'previous', value: '0' }], { order: [{ expr: 'day', direction: 'asc' }] }))),
    ).toEqual(['fill-value /steps/0/columns/0/value 0 → with: value']);
    expect(
      problemsOf(
        stepSpec(
          fill([
            { name: 'n', with: 'value', value: '0' },
            { name: 'n', with: 'value', value: '1' },
          ]),
        ),
      ),
    ).toEqual(['duplicate-column /steps/0/columns/1/name n → n_2']);
  });
  it('are there', () => {
    expect(problemsOf(stepSpec(value('bos', '0')))).toEqual(['unknown-column /steps/0/columns/0/name bos → boss | boss_name']);
    expect(problemsOf(stepSpec(value('n', 'bos')))).toEqual(['unknown-column /steps/0/columns/0/value#0-3 bos → boss | boss_name']);
    expect(noteCodes(stepSpec(value('id', '0')))).toContain('fill-of-nothing /steps/0/columns/0/name');
  });
  it('look back in an order, and only then have one', () => {
    expect(problemsOf(stepSpec(fill([{ name: 'n', with: 'previous' }])))).toEqual(['fill-order /steps/0  → order']);
    expect(
      problemsOf(
        stepSpec(fill([{ name: 'n', with: 'value', value: '0' }], { order: [{ expr: 'day', direction: 'asc' }], partition: ['name'] })),
      ),
    ).toEqual(['fill-order /steps/0/order  → with: previous', 'fill-order /steps/0/partition  → with: previous']);
    expect(problemsOf(stepSpec(previous('n', { partition: ['items'] })))).toEqual([
      'type-mismatch /steps/0/partition/0 items → cast(… as text)',
    ]);
    expect(problemsOf(stepSpec(previous('n', { order: [{ expr: 'items', direction: 'asc' }] })))).toEqual([
      'type-mismatch /steps/0/order/0/expr#0-5 items → cast(… as text)',
    ]);
  });
  it('look back in an order that is completed, and say so', () => {
    const spec = stepSpec(previous('n'), { id: 'int', n: 'int' });
    expect(noteCodes(spec)).toContain('order-completed /steps/0/order');
    const [step] = planned(spec).steps;
    expect(step?.do === 'fill' && step.order.map(({ value: key, added }) => [key.is === 'column' && key.name, added])).toEqual([
      ['day', false],
      ['id', true],
    ]);
  });
  it('are never NULL after a value that is never NULL, and are as inexact as what fills them', () => {
    const column = (step: Step, name: string, type: string) =>
      planned(stepSpec(step, { [name]: type })).steps[0]?.columns.find((each) => each.name === name);
    expect([
      column(value('n', '0'), 'n', 'int')?.nullable,
      column(value('n', 'boss'), 'n', 'int')?.nullable,
      column(previous('n'), 'n', 'int')?.nullable,
    ]).toEqual([false, true, true]);
    const sums: Step = { name: 'sums', do: 'aggregate', by: ['id', 'n'], compute: [{ name: 'f', expr: 'sum(f)' }] };
    const after = planned(
      stepSpec([sums, fill([{ name: 'n', with: 'previous' }], { order: [{ expr: 'f', direction: 'asc' }] })], { n: 'int' }),
    );
    expect(after.target.columns[0]?.exactness).toBe('float');
  });
  it('are read only where they are wanted, and so is what they look back by', () => {
    const both = fill(
      [
        { name: 'n', with: 'value', value: '0' },
        { name: 'm', with: 'previous' },
      ],
      { partition: ['name'], order: [{ expr: 'day', direction: 'asc' }] },
    );
    const read = (columns: Readonly<Record<string, string>>) =>
      planned(stepSpec(both, columns)).sources[0]?.columns.map(({ name }) => name);
    expect([read({ n: 'int' }), read({ m: 'decimal(10,2)' })]).toEqual([['n'], ['id', 'name', 'day', 'm']]);
  });
  it('are no key any more, for a filled value may be there already', () => {
    const once: Step = { name: 'once', do: 'dedupe', keys: ['n'] };
    const shown: Step = { name: 's', do: 'filter', where: 'n is not null' };
    expect(isKey([once, shown], { n: 'int' })).toBe(true);
    expect(isKey([once, value('n', '0')], { n: 'int' })).toBe(false);
    expect(isKey(value('n', '0'), { id: 'int' })).toBe(true);
  });
  it('say what fills them, and come from both', () => {
    const plan = planned(
      stepSpec(
        fill(
          [
            { name: 'n', with: 'value', value: 'boss' },
            { name: 'm', with: 'previous' },
          ],
          { partition: ['name'], order: [{ expr: 'day', direction: 'desc' }] },
        ),
        { n: 'int', m: 'decimal(10,2)' },
      ),
    );
    expect(sentences(plan)[0]).toBe(
      'f: the rows of t, with n as boss, and m from the last row before that has one, by day from the top and id per name where it is NULL.',
    );
    expect(lineage(plan).n?.from).toEqual([
      { table: 'shop.t', column: 'n' },
      { table: 'shop.t', column: 'boss' },
    ]);
  });
  it('keep their bounds where a value fills them, not where another row does', () => {
    const sums: Step = { name: 'sums', do: 'aggregate', by: ['id'], compute: [{ name: 'f', expr: 'sum(f)' }] };
    const bounds = (step: Step) => boundedPlan(planned(stepSpec([sums, step], { f: 'double' }))).bounds;
    expect(bounds(value('f', '0'))).toHaveProperty('f');
    expect(bounds(fill([{ name: 'f', with: 'previous' }], { order: [{ expr: 'id', direction: 'asc' }] }))).toEqual({});
  });
});
