import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { customers, diagnosticsOf, notesOf, orders, shop, specOf, targetOf, valueSpec } from './fixture.ts';

const brief = (spec: TransformSpec, catalog = shop): string[] =>
  diagnosticsOf(spec, catalog).map(({ code, at, expected }) => `${code} ${at} → ${expected.join(' | ')}`);
const join = (more: Partial<Extract<Step, { do: 'join' }>> = {}): Step => ({
  name: 'joined',
  do: 'join',
  left: 'customers',
  right: 'orders',
  kind: 'inner',
  on: [{ left: 'customer_id', right: 'customer_id' }],
  keep: [{ side: 'left', columns: ['customer_id'] }],
  expect: 'many',
  ...more,
});
const both = [customers, orders];
const id = targetOf({ customer_id: 'int' });
/** A target whose key columns are declared never NULL. */
const keyed = (columns: Readonly<Record<string, string>>, ...key: string[]): TransformSpec['target'] => {
  const target = targetOf(columns, { key });
  return { ...target, columns: target.columns.map((column) => ({ ...column, nullable: !key.includes(column.name) })) };
};
const present: Step = { name: 'present', do: 'filter', input: 'orders', where: 'customer_id is not null' };

describe('a wrong expression is named with its place and what to write instead', () => {
  it.each([
    ['quantitty + 1', 'unknown-column /steps/0/columns/0/expr#0-9 → quantity'],
    ['"Quantity"', 'unknown-column /steps/0/columns/0/expr#0-10 → quantity'],
    ['fare', 'unreadable-column /steps/0/columns/0/expr#0-4 → '],
    ['ifnull(quantity, 0)', 'unknown-function /steps/0/columns/0/expr#0-6 → coalesce(a, b)'],
    ['uper(note)', 'unknown-function /steps/0/columns/0/expr#0-4 → upper'],
    ['left(note)', 'wrong-arguments /steps/0/columns/0/expr#0-10 → left(text, n)'],
    ['length(quantity)', 'type-mismatch /steps/0/columns/0/expr#7-15 → cast(… as text)'],
    ["quantity = '3'", 'type-mismatch /steps/0/columns/0/expr#0-14 → a number without quotes'],
    ["placed > 'yesterday'", "type-mismatch /steps/0/columns/0/expr#0-20 → date '2025-03-01'"],
    ['placed + 1', "type-mismatch /steps/0/columns/0/expr#0-10 → … + days(1) | datediff('day', from, to)"],
    ['note + 1', 'type-mismatch /steps/0/columns/0/expr#0-8 → a || b'],
    ['quantity || note', 'type-mismatch /steps/0/columns/0/expr#0-8 → cast(… as text)'],
    ['quantity and paid', 'type-mismatch /steps/0/columns/0/expr#0-8 → boolean'],
    ["case when paid then 1 else 'x' end", 'type-mismatch /steps/0/columns/0/expr#0-34 → a cast in the branch that differs'],
    ['weight % 2', 'type-mismatch /steps/0/columns/0/expr#0-10 → cast(… as decimal(18,6)) % …'],
    ['details = details', 'type-mismatch /steps/0/columns/0/expr#0-17 → cast(… as text)'],
    ['note like note', "bad-pattern /steps/0/columns/0/expr#10-14 → 'a%' | contains(text, part) | starts_with(text, start)"],
    ["note like 'a\\b'", "bad-pattern /steps/0/columns/0/expr#10-15 → '\\\\'"],
    ["date '2025-02-30'", "bad-literal /steps/0/columns/0/expr#0-17 → date '2025-03-01'"],
    ['cast(quantity as varchar)', 'unknown-type /steps/0/columns/0/expr#17-24 → text'],
    ['cast(quantity as decimal(40,2))', 'unknown-type /steps/0/columns/0/expr#17-30 → decimal(18,2)'],
    ['cast(weight as text)', 'type-mismatch /steps/0/columns/0/expr#0-20 → cast(cast(… as decimal(18,6)) as text)'],
    ['try_cast(note, 3)', "wrong-arguments /steps/0/columns/0/expr#0-17 → try_cast(value, 'int')"],
    ["date_trunc('hour', placed)", "wrong-arguments /steps/0/columns/0/expr#0-26 → 'day' | cast(… as timestamp)"],
    [
      "date_trunc('decade', shipped)",
      "wrong-arguments /steps/0/columns/0/expr#0-29 → 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'",
    ],
    ['sum(quantity)', 'aggregate-misuse /steps/0/columns/0/expr#0-13 → an aggregate step | a window step'],
    ['upper(distinct note)', 'aggregate-misuse /steps/0/columns/0/expr#0-20 → upper(…)'],
    ['null', 'type-mismatch /steps/0/columns/0/expr#0-4 → cast(null as int) | cast(null as text)'],
    ['constructor(quantity)', 'unknown-function /steps/0/columns/0/expr#0-11 → '],
    ['quantity constructor quantity', 'syntax /steps/0/columns/0/expr#9-20 → an operator | the end'],
    ['cast(quantity as constructor)', 'unknown-type /steps/0/columns/0/expr#17-28 → '],
    ['quantity +', 'syntax /steps/0/columns/0/expr#10-10 → a column | a value | a function'],
  ])('%s', (expr, problem) => {
    expect(brief(valueSpec(expr))).toEqual([problem]);
  });

  it('reports every problem of an expression, and none that only follows from another', () => {
    expect(brief(valueSpec('quantitty + uper(notte)')).sort()).toEqual([
      'unknown-column /steps/0/columns/0/expr#0-9 → quantity',
      'unknown-column /steps/0/columns/0/expr#17-22 → note',
      'unknown-function /steps/0/columns/0/expr#12-16 → upper',
    ]);
  });
});

describe('aggregates', () => {
  const aggregate = (expr: string): TransformSpec =>
    specOf([{ name: 'totals', do: 'aggregate', by: ['customer_id'], compute: [{ name: 'value', expr }] }], targetOf({ value: 'int' }));
  it.each([
    ['order_amount', 'aggregate-misuse /steps/0/compute/0/expr#0-12 → min(order_amount) | max(order_amount) | order_amount as a key in by'],
    ['sum(sum(quantity))', 'aggregate-misuse /steps/0/compute/0/expr#4-17 → a step before that computes the inner one'],
    ['sum(note)', 'type-mismatch /steps/0/compute/0/expr#0-9 → cast(… as decimal(18,2))'],
    ['min(paid)', 'type-mismatch /steps/0/compute/0/expr#0-9 → bool_and(x)'],
    ['sum(*)', 'wrong-arguments /steps/0/compute/0/expr#0-6 → sum(x)'],
    ['count(quantity, paid)', 'wrong-arguments /steps/0/compute/0/expr#0-21 → count(*) | count(x) | count(distinct x, y)'],
    ['count(*) filter (where quantity)', 'type-mismatch /steps/0/compute/0/expr#23-31 → boolean'],
  ])('%s', (expr, problem) => {
    expect(brief(aggregate(expr))).toEqual([problem]);
  });
});

describe('a wrong step', () => {
  it.each<[string, TransformSpec, string[]]>([
    [
      'reads an unknown input',
      specOf([{ name: 'a', do: 'filter', input: 'order', where: 'paid' }], targetOf({ paid: 'boolean' })),
      ['unknown-input /steps/0/input → orders'],
    ],
    ['has no input', specOf([{ name: 'a', do: 'filter', where: 'paid' }], id, both), ['missing-input /steps/0/input → customers | orders']],
    [
      'has a condition that is no condition',
      specOf([{ name: 'a', do: 'filter', where: 'quantity' }], targetOf({ paid: 'boolean' })),
      ['type-mismatch /steps/0/where#0-8 → boolean'],
    ],
    [
      'keeps a name from both sides',
      specOf(
        [
          join({
            keep: [
              { side: 'left', columns: 'all' },
              { side: 'right', columns: ['customer_id'] },
            ],
          }),
        ],
        id,
        both,
      ),
      [
        'duplicate-column /steps/0/keep/1/columns/0 → { "column": "customer_id", "as": "orders_customer_id" } | coalesce: { "left": "customer_id", "right": "customer_id", "as": "customer_id" }',
      ],
    ],
    [
      'keeps names that differ only in case',
      specOf([{ name: 'a', do: 'select', columns: [{ name: 'Note', expr: 'note' }], others: 'keep' }], targetOf({ note: 'text' })),
      ['duplicate-column /steps/0 → Note_2'],
    ],
    ['joins without keys', specOf([join({ on: [] })], id, both), ['join-keys /steps/0/on → cross']],
    [
      'joins keys of two types',
      specOf([join({ on: [{ left: 'customer_name', right: 'customer_id' }] })], id, both),
      ['type-mismatch /steps/0/on/0 → cast(customer_id as text) | cast(customer_name as int)'],
    ],
    [
      'keeps the right side of an anti join',
      specOf(
        [
          join({
            kind: 'anti',
            keep: [
              { side: 'left', columns: ['customer_id'] },
              { side: 'right', columns: 'all' },
            ],
          }),
        ],
        id,
        both,
      ),
      ['join-keep /steps/0/keep/1 → left'],
    ],
    [
      'groups by json',
      specOf([{ name: 'a', do: 'aggregate', by: ['details'], compute: [] }], targetOf({ details: 'json' })),
      ['type-mismatch /steps/0/by/0 → cast(… as text)'],
    ],
    [
      'orders equal rows',
      specOf([{ name: 'a', do: 'dedupe', order: [{ expr: 'note', direction: 'asc' }] }], targetOf({ note: 'text' })),
      ['dedupe-order /steps/0/order → keys'],
    ],
    [
      'has the name of another',
      specOf([{ name: 'orders', do: 'filter', where: 'paid' }], targetOf({ paid: 'boolean' })),
      ['duplicate-name /steps/0/name → orders_1'],
    ],
    [
      'has a name that PostgreSQL would cut',
      specOf([{ name: 'é'.repeat(40), do: 'filter', where: 'paid' }], targetOf({ paid: 'boolean' })),
      [`bad-name /steps/0/name → ${'é'.repeat(31)}`],
    ],
  ])('%s', (_, spec, problems) => {
    expect(brief(spec)).toEqual(problems);
  });
});

describe('a wrong source or target', () => {
  const paid = targetOf({ paid: 'boolean' });
  it.each<[string, TransformSpec, string[]]>([
    ['unknown table', specOf([], paid, [{ name: 'orders', table: 'shop.order' }]), ['unknown-source /sources/0/table → shop.orders']],
    [
      'table of another schema',
      specOf([], paid, [{ name: 'orders', table: 'hr.orders' }]),
      ['unknown-source /sources/0/table → shop.orders'],
    ],
    [
      'name that is none',
      specOf([], paid, [{ name: 'orders', table: 'a.b.c' }]),
      ['bad-name /sources/0/table → schema.table | "Schema"."Table"'],
    ],
    ['several sources and no step', specOf([], id, both), ['no-steps /steps → join']],
    ['target that is a source', specOf([], { ...paid, table: 'shop.orders' }), ['target-is-source /target/table → out.orders_result']],
    [
      'column that the last step does not have',
      specOf([], targetOf({ amount: 'int' })),
      ['target-column-missing /target/columns/0/name → order_amount'],
    ],
    [
      'type that does not hold it',
      specOf([], targetOf({ note: 'int' })),
      ['target-type /target/columns/0/type → text | a select with cast(note as int)'],
    ],
    ['key that is no column', specOf([], { ...paid, key: ['payd'] }), ['unknown-column /target/key/0 → paid']],
    ['merge without a key', specOf([], { ...paid, mode: 'merge' }), ['key-missing /target/key → paid']],
    [
      'key that is declared nullable',
      specOf([], targetOf({ note: 'text', order_id: 'int' }, { key: ['note', 'order_id'] })),
      [
        'key-may-be-null /target/key/0 → a filter: note is not null | a key without note: key may be empty',
        'key-may-be-null /target/key/1 → nullable: false | a key without order_id: key may be empty',
      ],
    ],
    [
      'key that is computed nullable',
      specOf([{ name: 't', do: 'aggregate', by: ['customer_id'], compute: [] }], keyed({ customer_id: 'int' }, 'customer_id')),
      ['key-may-be-null /target/key/0 → a filter: customer_id is not null | a key without customer_id: key may be empty'],
    ],
    [
      'key from the side that an outer join leaves empty',
      specOf([join({ kind: 'left', keep: [{ side: 'right', columns: ['order_id'] }] })], keyed({ order_id: 'int' }, 'order_id'), both),
      ['key-may-be-null /target/key/0 → a filter: order_id is not null | a key without order_id: key may be empty'],
    ],
    [
      'merge by a key that may be NULL',
      specOf([], { ...paid, mode: 'merge', key: ['paid'] }),
      ['key-may-be-null /target/key/0 → a filter: paid is not null'],
    ],
    [
      'nothing wrong: no key is NULL where such rows are gone',
      specOf([present, { name: 't', do: 'aggregate', by: ['customer_id'], compute: [] }], keyed({ customer_id: 'int' }, 'customer_id')),
      [],
    ],
    [
      'column named twice',
      specOf([], { ...paid, columns: [...paid.columns, ...paid.columns] }),
      ['duplicate-column /target/columns/1/name → paid_2'],
    ],
  ])('%s', (_, spec, problems) => {
    expect(brief(spec)).toEqual(problems);
  });

  it('refuses a target that may not be written', () => {
    const state = {
      schema: 'out',
      name: 'result',
      exists: true,
      published: false,
      isTable: false,
      writable: false,
      dependents: [],
      grants: [],
    };
    expect(brief(specOf([], paid), { ...shop, target: state })).toEqual([
      'target-not-writable /target/table → out',
      'target-not-a-table /target/table → ',
    ]);
  });

  it('reports sources, steps and target at once', () => {
    const spec = specOf(
      [
        { name: 'a', do: 'filter', where: 'payed' },
        { name: 'b', do: 'filter', where: 'quantity', input: 'orders' },
      ],
      { ...paid, table: 'a.b.c' },
      [orders, { name: 'x', table: 'nowhere' }],
    );
    expect(diagnosticsOf(spec).map(({ code }) => code)).toEqual(['unknown-source', 'missing-input', 'type-mismatch', 'bad-name']);
  });
});

describe('notes say what only the run, or a person, can judge', () => {
  const notes = (spec: TransformSpec): string[] => notesOf(spec).map(({ code }) => code);
  it.each<[string, TransformSpec, string[]]>([
    ['a narrower target rounds', specOf([], targetOf({ order_amount: 'decimal(12,1)' })), ['target-rounds']],
    ['a narrower target may overflow', specOf([], targetOf({ order_amount: 'decimal(8,2)' })), ['target-may-overflow']],
    [
      'NULL may reach a column that has none',
      specOf([], { ...targetOf({ note: 'text' }), columns: [{ name: 'note', type: 'text', nullable: false }] }),
      ['target-may-be-null'],
    ],
    [
      'a filter keeps NULL away',
      specOf([{ name: 'a', do: 'filter', where: "note like 'a%'" }], {
        ...targetOf({}),
        columns: [{ name: 'note', type: 'text', nullable: false }],
      }),
      [],
    ],
    ['nothing makes the key unique', specOf([present], keyed({ customer_id: 'int' }, 'customer_id')), ['key-not-unique']],
    ['a primary key is unique', specOf([], keyed({ order_id: 'int', note: 'text' }, 'order_id')), []],
    [
      'a join to a unique key keeps keys',
      specOf(
        [join({ left: 'orders', right: 'customers', keep: [{ side: 'left', columns: ['order_id'] }] })],
        keyed({ order_id: 'int' }, 'order_id'),
        both,
      ),
      [],
    ],
    ['a join may multiply what was promised single', specOf([join({ expect: 'at-most-one' })], id, both), ['join-may-multiply']],
    [
      'grouping by id and name is grouping by id',
      specOf(
        [
          join({ kind: 'left', keep: [{ side: 'left', columns: 'all' }] }),
          { name: 't', do: 'aggregate', by: ['customer_id', 'customer_name'], compute: [] },
        ],
        keyed({ customer_id: 'int' }, 'customer_id'),
        both,
      ),
      [],
    ],
    [
      'an order is completed',
      specOf(
        [present, { name: 'a', do: 'dedupe', keys: ['customer_id'], order: [{ expr: 'placed', direction: 'desc' }] }],
        keyed({ customer_id: 'int' }, 'customer_id'),
      ),
      ['order-completed'],
    ],
    [
      'a complete order is not',
      specOf(
        [{ name: 'a', do: 'top', n: 3, order: [{ expr: 'order_id', direction: 'desc' }], ties: 'break' }],
        targetOf({ order_id: 'int' }),
      ),
      [],
    ],
    [
      'rows are counted after an outer join',
      specOf(
        [
          join({
            kind: 'left',
            keep: [
              { side: 'left', columns: ['customer_id'] },
              { side: 'right', columns: ['order_id'] },
            ],
          }),
          { name: 't', do: 'aggregate', by: ['customer_id'], compute: [{ name: 'n', expr: 'count(*)' }] },
        ],
        targetOf({ n: 'bigint' }),
        both,
      ),
      ['count-after-outer-join'],
    ],
    [
      'a filter undoes an outer join',
      specOf(
        [join({ kind: 'left', keep: [{ side: 'right', columns: ['paid'] }] }), { name: 'f', do: 'filter', where: 'paid' }],
        targetOf({ paid: 'boolean' }),
        both,
      ),
      ['filter-undoes-outer-join'],
    ],
    [
      'the anti-join idiom does not',
      specOf(
        [
          join({ kind: 'left', keep: [{ side: 'right', columns: ['order_id', 'paid'] }] }),
          { name: 'f', do: 'filter', where: 'order_id is null' },
        ],
        targetOf({ paid: 'boolean' }),
        both,
      ),
      [],
    ],
    [
      'steps and sources may be unused',
      specOf(
        [
          { name: 'a', do: 'filter', input: 'customers', where: 'true' },
          { name: 'b', do: 'filter', input: 'orders', where: 'paid' },
        ],
        targetOf({ paid: 'boolean' }),
        both,
      ),
      ['unused-source', 'unused-step'],
    ],
  ])('%s', (_, spec, codes) => {
    expect(notes(spec)).toEqual(codes);
  });
});
