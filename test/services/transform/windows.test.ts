import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { windowFunctions } from '../../../services/transform/check/windows/functions.ts';
import { boundedPlan, renderOracle, renderPyspark, sentences } from '../../../services/transform/index.ts';
import type { WindowExpr } from '../../../services/transform/plan.ts';
import { nodesOf } from '../../../services/transform/plan-walk.ts';
import { diagnosticsOf, notesOf, planOf, specOf, targetOf } from './fixture.ts';

type Computed = Extract<Step, { do: 'window' }>['compute'][number];
const placed: Computed['order'] = [{ expr: 'placed', direction: 'asc' }];
const windowed = (...compute: (Partial<Computed> & { readonly expr: string })[]): Step => ({
  name: 'windowed',
  do: 'window',
  compute: compute.map((each, at) => ({ name: `value${at}`, partition: [], order: [], ...each })),
});
const spec = (asked: Partial<Computed> & { readonly expr: string }, type = 'bytes'): TransformSpec =>
  specOf([windowed(asked)], targetOf({ value0: type }));
const brief = (from: TransformSpec): string[] =>
  diagnosticsOf(from).map(({ code, at, expected }) => `${code} ${at} → ${expected.join(' | ')}`);
const windowIn = (asked: Partial<Computed> & { readonly expr: string }, type: string): WindowExpr => {
  const step = planOf(spec(asked, type)).steps[0];
  const found =
    step?.do === 'window' ? step.computed.flatMap(({ value }) => nodesOf(value)).find((node) => node.is === 'window') : undefined;
  if (found === undefined) throw new Error('no window');
  return found;
};
const orderOf = ({ order }: WindowExpr): string[] =>
  order.map(({ value, added }) => `${value.is === 'column' ? value.name : value.is}${added ? ' added' : ''}`);

describe('what a window looks at', () => {
  it('is the whole partition without an order, and the rows so far with one', () => {
    expect(windowIn({ expr: 'sum(quantity)' }, 'bigint').frame).toEqual({ unit: 'rows', from: 'start', to: 'end' });
    expect(windowIn({ expr: 'sum(quantity)', order: placed }, 'bigint').frame).toEqual({ unit: 'rows', from: 'start', to: 0 });
    expect(windowIn({ expr: 'row_number()', order: placed }, 'bigint').frame).toBeUndefined();
  });
  it('is completed where it decides, never for ranks and ranges', () => {
    expect(orderOf(windowIn({ expr: 'row_number()', order: placed }, 'bigint'))).toEqual(['placed', 'order_id added']);
    expect(orderOf(windowIn({ expr: 'lag(note)', order: placed }, 'text'))).toEqual(['placed', 'order_id added']);
    expect(orderOf(windowIn({ expr: 'sum(quantity)', order: placed }, 'bigint'))).toEqual(['placed', 'order_id added']);
    expect(orderOf(windowIn({ expr: 'rank()', order: placed }, 'bigint'))).toEqual(['placed']);
    const range = { unit: 'range', from: -6, to: 0 } as const;
    expect(orderOf(windowIn({ expr: 'sum(quantity)', order: placed, frame: range }, 'bigint'))).toEqual(['placed']);
  });
  it('is said in a note where it was completed, once per column', () => {
    expect(notesOf(spec({ expr: 'row_number() + ntile(2)', order: placed }, 'bigint')).map(({ code, at }) => `${code} ${at}`)).toEqual([
      'order-completed /steps/0/compute/0/order',
    ]);
    expect(notesOf(spec({ expr: 'rank()', order: placed }, 'bigint'))).toEqual([]);
    expect(notesOf(spec({ expr: 'sum(quantity)' }, 'bigint'))).toEqual([]);
  });
  it('may hold no row, and then gives NULL', () => {
    expect(windowIn({ expr: 'min(order_id)', order: placed }, 'int').nullable).toBe(false);
    expect(windowIn({ expr: 'min(order_id)', order: placed, frame: { unit: 'rows', from: -3, to: -1 } }, 'int').nullable).toBe(true);
    expect(windowIn({ expr: 'count(*)', order: placed, frame: { unit: 'rows', from: -3, to: -1 } }, 'bigint').nullable).toBe(false);
    expect(windowIn({ expr: 'lag(order_id)', order: placed }, 'int').nullable).toBe(true);
    expect(windowIn({ expr: 'lag(order_id, 1, 0)', order: placed }, 'int').nullable).toBe(false);
  });
  it('is float where its partition or order is', () => {
    const totals: Step = { name: 'totals', do: 'aggregate', by: ['customer_id'], compute: [{ name: 'weight', expr: 'sum(weight)' }] };
    const numbered = windowed({ expr: 'row_number()', order: [{ expr: 'weight', direction: 'desc' }] });
    expect(planOf(specOf([totals, numbered], targetOf({ value0: 'bigint' }))).target.columns[0]?.exactness).toBe('float');
  });
});

describe('rows that are equal in all columns', () => {
  const equal: Step = { name: 'equal', do: 'select', columns: [], others: 'keep', drop: ['order_id'] };
  const two = windowed(
    { expr: 'row_number()', order: placed },
    { expr: 'lag(note)', order: [{ expr: 'note', direction: 'desc' }] },
    { expr: 'sum(quantity)', order: placed },
    { expr: 'rank()', order: [{ expr: 'weight', direction: 'desc' }] },
  );
  const steps = (all: Step[]) =>
    planOf(specOf(all, targetOf({ value0: 'bigint', value1: 'text', value2: 'bigint', value3: 'bigint' }))).steps.filter(
      (step) => step.do === 'window',
    );
  it('are told apart by the first sort before a second one looks at them', () => {
    const [first, second, ...more] = steps([equal, two]);
    expect(more).toEqual([]);
    expect([first?.name, first?.computed.map(({ name }) => name)]).toEqual(['windowed with value0', ['value0', 'value2', 'value3']]);
    expect([second?.name, second?.input, second?.computed.map(({ name }) => name)]).toEqual([
      'windowed',
      'windowed with value0',
      ['value1'],
    ]);
    const lag = second?.computed.flatMap(({ value }) => nodesOf(value)).find((node) => node.is === 'window');
    expect(lag && orderOf(lag as WindowExpr)).toContain('value0 added');
  });
  it('need no second step where there are none', () => {
    expect(steps([two]).map(({ name }) => name)).toEqual(['windowed']);
  });
});

describe('a row number', () => {
  const numbered = (partition: string[]): Step => windowed({ expr: 'row_number()', partition, order: placed });
  const keyed = (steps: Step[], ...key: string[]): readonly string[] => {
    const target = targetOf({ customer_id: 'int', value0: 'bigint' }, { key });
    const columns = target.columns.map((column) => ({ ...column, nullable: false }));
    return notesOf(specOf(steps, { ...target, columns })).map(({ code }) => code);
  };
  const present: Step = { name: 'present', do: 'filter', where: 'customer_id is not null' };
  it('tells rows apart, within its partition', () => {
    expect(keyed([present, numbered([])], 'value0')).not.toContain('key-not-unique');
    expect(keyed([present, numbered(['customer_id'])], 'customer_id', 'value0')).not.toContain('key-not-unique');
    expect(keyed([present, numbered(['customer_id'])], 'value0')).toContain('key-not-unique');
  });
});

describe('window functions have the types that their table promises', () => {
  it.each([
    ['row_number()', 'bigint'],
    ['rank()', 'bigint'],
    ['dense_rank()', 'bigint'],
    ['ntile(4)', 'int'],
    ['lag(order_amount)', 'decimal(12,2)'],
    ['lag(order_amount, 1, 0.125)', 'decimal(13,3)'],
    ['lag(quantity, 1, 0)', 'int'],
    ["lead(placed, 2, '2025-01-01')", 'date'],
    ['first_value(note)', 'text'],
    ['order_amount / sum(order_amount)', 'decimal(37,25)'],
    ['stddev(order_amount)', 'double'],
    ['avg(quantity)', 'decimal(16,6)'],
  ])('%s is %s', (expr, type) => {
    expect(diagnosticsOf(spec({ expr, order: placed }))[0]?.expected[0]).toBe(type);
  });
});

describe('what a window cannot do is refused with advice', () => {
  it.each<[string, Partial<Computed> & { readonly expr: string }, string]>([
    ['a rank without an order', { expr: 'rank()' }, 'window-misuse /steps/0/compute/0/expr#0-6 → order | row_number()'],
    [
      'a distance backwards',
      { expr: 'lag(note, -1)', order: placed },
      'wrong-arguments /steps/0/compute/0/expr#10-12 → lead(x, n) | lag(x) | lag(x, n) | lag(x, n, default)',
    ],
    [
      'a distance that is a column',
      { expr: 'lead(note, quantity)', order: placed },
      'wrong-arguments /steps/0/compute/0/expr#11-19 → lag(x, n) | lead(x) | lead(x, n) | lead(x, n, default)',
    ],
    ['no parts', { expr: 'ntile(0)', order: placed }, 'wrong-arguments /steps/0/compute/0/expr#6-7 → ntile(n)'],
    [
      'a default of another type',
      { expr: "lag(quantity, 1, 'x')", order: placed },
      'type-mismatch /steps/0/compute/0/expr#0-21 → cast(… as int)',
    ],
    [
      'a window function of a window function',
      { expr: 'lag(row_number())', order: placed },
      'window-misuse /steps/0/compute/0/expr#4-16 → a window step before that computes it',
    ],
    [
      'an aggregate of a window function',
      { expr: 'sum(lag(quantity))', order: placed },
      'window-misuse /steps/0/compute/0/expr#4-17 → a window step before that computes it',
    ],
    [
      'a window function of an aggregate',
      { expr: 'lag(sum(quantity))', order: placed },
      'aggregate-misuse /steps/0/compute/0/expr#4-17 → a step before that computes the inner one',
    ],
    [
      'different values',
      { expr: 'count(distinct note)' },
      'aggregate-misuse /steps/0/compute/0/expr#0-20 → a dedupe step before | an aggregate step, joined to the rows',
    ],
    [
      'texts joined',
      { expr: "string_agg(note, ',')" },
      'aggregate-misuse /steps/0/compute/0/expr#0-21 → an aggregate step, joined to the rows',
    ],
    [
      'the first value that is not NULL',
      { expr: 'first(note order by placed)' },
      'aggregate-misuse /steps/0/compute/0/expr#0-27 → first_value(x), which also takes NULL | an aggregate step, joined to the rows',
    ],
    ['a median', { expr: 'median(quantity)' }, 'aggregate-misuse /steps/0/compute/0/expr#0-16 → an aggregate step, joined to the rows'],
    ['nothing of other rows', { expr: 'quantity + 1' }, 'window-misuse /steps/0/compute/0/expr#0-12 → a select step'],
    [
      'the first row of a range',
      { expr: 'first_value(note)', order: placed, frame: { unit: 'range', from: -1, to: 0 } },
      'window-misuse /steps/0/compute/0/expr#0-17 → a frame of rows | min(x) | max(x)',
    ],
    [
      'a name that is there',
      { name: 'quantity', expr: 'row_number()', order: placed },
      'duplicate-column /steps/0/compute/0/name → quantity_2',
    ],
    [
      'an unknown partition',
      { expr: 'count(*)', partition: ['custmer_id'] },
      'unknown-column /steps/0/compute/0/partition/0 → customer_id | order_id',
    ],
    [
      'a partition by documents',
      { expr: 'count(*)', partition: ['details'] },
      'type-mismatch /steps/0/compute/0/partition/0 → cast(… as text)',
    ],
    [
      'a frame from the end',
      { expr: 'count(*)', order: placed, frame: { unit: 'rows', from: 2, to: -2 } },
      'frame-empty /steps/0/compute/0/frame → from -2 to 2',
    ],
    [
      'a frame beyond the calendar',
      { expr: 'count(*)', order: placed, frame: { unit: 'range', from: -2_000_000, to: 0 } },
      'frame-too-far /steps/0/compute/0/frame → start | end',
    ],
    [
      'a frame without an order',
      { expr: 'count(*)', frame: { unit: 'rows', from: -2, to: 0 } },
      'frame-order /steps/0/compute/0/frame → order',
    ],
    [
      'a range of texts',
      { expr: 'count(*)', order: [{ expr: 'note', direction: 'asc' }], frame: { unit: 'range', from: -2, to: 0 } },
      'frame-order /steps/0/compute/0/frame → rows',
    ],
    [
      'a range along two keys',
      { expr: 'count(*)', order: [...placed, { expr: 'note', direction: 'asc' }], frame: { unit: 'range', from: -2, to: 0 } },
      'frame-order /steps/0/compute/0/frame → rows | one sort key',
    ],
  ])('%s', (_, asked, problem) => {
    expect(brief(specOf([windowed(asked)], targetOf({ order_id: 'int' })))).toEqual([problem]);
  });
});

describe('columns over one window', () => {
  const plan = () =>
    planOf(
      specOf(
        [
          windowed(
            { expr: 'sum(order_amount)', partition: ['customer_id'], order: placed },
            { expr: 'count(*)', partition: ['customer_id'], order: placed },
          ),
        ],
        targetOf({ value0: 'decimal(22,2)', value1: 'bigint' }),
      ),
    );
  it('share it, by name, in both programs', () => {
    expect(renderOracle(plan()).match(/"w\d" as \(/g)).toEqual(['"w1" as (']);
    expect(renderPyspark(plan()).match(/Window\.partitionBy/g)).toHaveLength(1);
    expect(renderPyspark(plan())).toContain('.over(per_customer_id_by_placed_so_far)');
  });
  it('may all be unwanted', () => {
    const unwanted = planOf(specOf([windowed({ expr: 'count(*)' })], targetOf({ order_id: 'int' })));
    expect(renderOracle(unwanted)).not.toContain('window ');
    expect(renderPyspark(unwanted)).toContain('windowed = orders');
  });
  it('are said in words', () => {
    expect(sentences(plan())[0]).toBe(
      'windowed: the rows of orders with value0 as the sum of order_amount per customer_id by placed, up to the row and value1 as the number of rows per customer_id by placed, up to the row.',
    );
  });
  it('have bounds over the same rows where floats were added up', () => {
    const floats = planOf(
      specOf([windowed({ expr: 'sum(weight)', partition: ['customer_id'], order: placed })], targetOf({ value0: 'double' })),
    );
    const { plan: bounded, bounds } = boundedPlan(floats);
    expect(Object.keys(bounds)).toEqual(['value0']);
    expect(renderOracle(bounded).match(/"w\d" as \(/g)).toEqual(['"w1" as (']);
  });
});

it.each([...windowFunctions])('%s says what it does, and has examples', (_, { says, examples }) => {
  expect(says.length).toBeGreaterThan(10);
  expect(examples.length).toBeGreaterThan(0);
});
