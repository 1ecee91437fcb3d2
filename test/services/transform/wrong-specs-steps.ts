// Wrong steps, sources and targets.
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { specOf, targetOf } from './fixture.ts';
import type { Wrong } from './wrong-specs.ts';
import { customers, filtered, idOnly, join, joining, old, orders, paidOnly, shop, staff, stepping } from './wrong-specs-places.ts';

const both = [customers, orders];
const order = [{ expr: 'placed', direction: 'asc' as const }];
const target = (more: Partial<TransformSpec['target']>): TransformSpec => specOf([], { ...paidOnly, ...more });
const state = (more: object): Catalog => ({
  ...shop,
  target: {
    schema: 'out',
    name: 'result',
    exists: true,
    published: false,
    isTable: true,
    writable: true,
    dependents: [],
    grants: [],
    ...more,
  },
});
const parameters = (...all: NonNullable<TransformSpec['parameters']>): TransformSpec => ({ ...filtered('paid'), parameters: all });

const sets = (inputs: string[], rows: 'all' | 'distinct' = 'all'): TransformSpec =>
  specOf([{ name: 'u', do: 'union', inputs, rows }], targetOf({ order_id: 'bigint' }), [orders, old]);

export const wrongSteps: readonly Wrong[] = [
  // inputs and names
  ['an input that there is not', stepping({ name: 'f', do: 'filter', input: 'order', where: 'paid' })],
  ['a side that there is not', joining({ right: 'ordrs' })],
  ['an input of a union that there is not', sets(['orders', 'olt'])],
  ['a first step over two sources', specOf([{ name: 'f', do: 'filter', where: 'paid' }], paidOnly, both)],
  ['the name of a source', stepping({ name: 'orders', do: 'filter', where: 'paid' })],
  [
    'a name twice',
    specOf(
      [
        { name: 'f', do: 'filter', where: 'paid' },
        { name: 'f', do: 'filter', where: 'paid' },
      ],
      paidOnly,
    ),
  ],
  ['a name that PostgreSQL would cut', stepping({ name: 'é'.repeat(40), do: 'filter', where: 'paid' })],
  ['two sources and no step', specOf([], idOnly, both)],
  // select
  [
    'a column twice',
    stepping({
      name: 's',
      do: 'select',
      columns: [
        { name: 'v', expr: '1' },
        { name: 'v', expr: '2' },
      ],
      others: 'keep',
    }),
  ],
  ['names that differ in capitals', stepping({ name: 's', do: 'select', columns: [{ name: 'Note', expr: 'note' }], others: 'keep' })],
  ['nothing at all', stepping({ name: 's', do: 'select', columns: [], others: 'drop' })],
  ['a dropped column that there is not', stepping({ name: 's', do: 'select', columns: [], others: 'keep', drop: ['nota'] })],
  [
    'a let entry named like a column',
    stepping({ name: 's', do: 'select', let: [{ name: 'note', expr: '1' }], columns: [{ name: 'v', expr: 'note' }], others: 'keep' }),
  ],
  [
    'a column name that PostgreSQL would cut',
    stepping({ name: 's', do: 'select', columns: [{ name: 'x'.repeat(64), expr: '1' }], others: 'keep' }),
  ],
  // joins
  ['no keys', joining({ on: [] })],
  ['keys of a cross join', joining({ kind: 'cross' })],
  ['a condition of a cross join', joining({ kind: 'cross', on: [], condition: 'left.since < right.placed' })],
  ['keys of two types', joining({ on: [{ left: 'customer_name', right: 'customer_id' }] })],
  [
    'a name from both sides',
    joining({
      keep: [
        { side: 'left', columns: 'all' },
        { side: 'right', columns: ['customer_id'] },
      ],
    }),
  ],
  ['a kept column that there is not', joining({ keep: [{ side: 'right', columns: ['ammount'] }] })],
  [
    'the right side of an anti join',
    joining({
      kind: 'anti',
      keep: [
        { side: 'left', columns: ['customer_id'] },
        { side: 'right', columns: ['note'] },
      ],
    }),
  ],
  ['coalesce in a semi join', joining({ kind: 'semi', coalesce: [{ left: 'customer_id', right: 'customer_id', as: 'c' }] })],
  ['coalesce of two types', joining({ kind: 'full', coalesce: [{ left: 'customer_name', right: 'quantity', as: 'c' }] })],
  ['a flag of an inner join', joining({ matched_as: 'found' })],
  ['an asof join without times', joining({ kind: 'asof' })],
  ['times of an inner join', joining({ asof: { left: 'since', right: 'placed' } })],
  ['times of two types', joining({ kind: 'asof', asof: { left: 'since', right: 'quantity' } })],
  // groups
  ['neither keys nor aggregates', stepping({ name: 'a', do: 'aggregate', by: [], compute: [] })],
  ['a key that there is not', stepping({ name: 'a', do: 'aggregate', by: ['payd'], compute: [] })],
  ['a key that is a document', stepping({ name: 'a', do: 'aggregate', by: ['paid', 'details'], compute: [] })],
  ['a key and a column of one name', stepping({ name: 'a', do: 'aggregate', by: ['paid'], compute: [{ name: 'paid', expr: 'count(*)' }] })],
  [
    'a level of another key',
    stepping({ name: 'a', do: 'aggregate', by: ['paid'], compute: [], levels: [{ name: 'all', by: ['note'] }], level_as: 'level' }),
  ],
  [
    'two levels of the same keys',
    stepping({
      name: 'a',
      do: 'aggregate',
      by: ['paid'],
      compute: [],
      levels: [
        { name: 'one', by: ['paid'] },
        { name: 'two', by: ['paid'] },
      ],
      level_as: 'level',
    }),
  ],
  [
    'two levels of one name',
    stepping({
      name: 'a',
      do: 'aggregate',
      by: ['paid'],
      compute: [],
      levels: [
        { name: 'one', by: ['paid'] },
        { name: 'one', by: [] },
      ],
      level_as: 'level',
    }),
  ],
  [
    'a level without its name in the rows',
    stepping({
      name: 'a',
      do: 'aggregate',
      by: ['paid'],
      compute: [],
      levels: [
        { name: 'all', by: [] },
        { name: 'one', by: ['paid'] },
      ],
    }),
  ],
  ['a level column without levels', stepping({ name: 'a', do: 'aggregate', by: ['paid'], compute: [], level_as: 'level' })],
  // windows, top, dedupe
  [
    'a partition that there is not',
    stepping({ name: 'w', do: 'window', compute: [{ name: 'v', expr: 'count(*)', partition: ['payd'], order: [] }] }),
  ],
  [
    'a partition of documents',
    stepping({ name: 'w', do: 'window', compute: [{ name: 'v', expr: 'count(*)', partition: ['details'], order: [] }] }),
  ],
  ['groups of documents', stepping({ name: 't', do: 'top', n: 1, by: ['details'], order, ties: 'break' })],
  ['an order of equal rows', stepping({ name: 'd', do: 'dedupe', order })],
  ['equal rows with a document', stepping({ name: 'd', do: 'dedupe' })],
  ['a key of a dedupe that there is not', stepping({ name: 'd', do: 'dedupe', keys: ['custmer_id'], order })],
  // sets
  ['a union of other columns', sets(['orders', 'old'])],
  [
    'a union of two types',
    specOf(
      [
        { name: 'l', do: 'select', input: 'orders', columns: [{ name: 'v', expr: 'amount' }], others: 'drop' },
        { name: 'r', do: 'select', input: 'old', columns: [{ name: 'v', expr: 'amount' }], others: 'drop' },
        { name: 'u', do: 'union', inputs: ['l', 'r'], rows: 'all' },
      ],
      targetOf({ v: 'text' }),
      [orders, old],
    ),
  ],
  ['different documents', specOf([{ name: 'i', do: 'intersect', inputs: ['orders', 'orders'], rows: 'distinct' }], paidOnly)],
  // shapes
  [
    'a pivot by a column that there is not',
    stepping({ name: 'p', do: 'pivot', by: ['paid'], column: 'notte', values: [{ value: 'a', as: 'a' }], compute: 'count(*)' }),
  ],
  [
    'a pivot by a document',
    stepping({ name: 'p', do: 'pivot', by: ['details'], column: 'note', values: [{ value: 'a', as: 'a' }], compute: 'count(*)' }),
  ],
  [
    'a pivot of documents',
    stepping({ name: 'p', do: 'pivot', by: ['paid'], column: 'details', values: [{ value: 'a', as: 'a' }], compute: 'count(*)' }),
  ],
  [
    'a value of another type',
    stepping({ name: 'p', do: 'pivot', by: ['paid'], column: 'quantity', values: [{ value: 'a', as: 'a' }], compute: 'count(*)' }),
  ],
  [
    'a value twice',
    stepping({
      name: 'p',
      do: 'pivot',
      by: ['paid'],
      column: 'quantity',
      values: [
        { value: 1, as: 'a' },
        { value: 1, as: 'b' },
      ],
      compute: 'count(*)',
    }),
  ],
  [
    'an empty place of another type',
    stepping({
      name: 'p',
      do: 'pivot',
      by: ['paid'],
      column: 'quantity',
      values: [{ value: 1, as: 'a' }],
      compute: 'count(*)',
      empty: "'none'",
    }),
  ],
  [
    'columns of two types become rows',
    stepping({
      name: 'u',
      do: 'unpivot',
      columns: [
        { column: 'note', label: 'n' },
        { column: 'quantity', label: 'q' },
      ],
      keep: ['paid'],
      name_as: 'k',
      value_as: 'v',
      nulls: 'keep',
    }),
  ],
  [
    'a column that there is not becomes rows',
    stepping({
      name: 'u',
      do: 'unpivot',
      columns: [{ column: 'notte', label: 'n' }],
      keep: ['paid'],
      name_as: 'k',
      value_as: 'v',
      nulls: 'keep',
    }),
  ],
  ['elements of a number', stepping({ name: 'u', do: 'unnest', column: 'quantity', as: 'e', empty: 'drop' })],
  ['elements of a text', stepping({ name: 'u', do: 'unnest', column: 'note', as: 'e', empty: 'drop' })],
  ['an element named like a column', stepping({ name: 'u', do: 'unnest', column: 'tags', as: 'note', empty: 'drop' })],
  // fill
  ['nothing to fill with', stepping({ name: 'f', do: 'fill', columns: [{ name: 'quantity', with: 'value' }] })],
  ['a value beside previous', stepping({ name: 'f', do: 'fill', columns: [{ name: 'quantity', with: 'previous', value: '0' }], order })],
  ['previous without an order', stepping({ name: 'f', do: 'fill', columns: [{ name: 'quantity', with: 'previous' }] })],
  [
    'an order that nothing looks along',
    stepping({ name: 'f', do: 'fill', columns: [{ name: 'quantity', with: 'value', value: '0' }], order }),
  ],
  [
    'a partition by documents',
    stepping({ name: 'f', do: 'fill', columns: [{ name: 'quantity', with: 'previous' }], partition: ['details'], order }),
  ],
  ['a column to fill that there is not', stepping({ name: 'f', do: 'fill', columns: [{ name: 'quantitty', with: 'value', value: '0' }] })],
  // walk
  [
    'parents of another type',
    specOf(
      [{ name: 'w', do: 'walk', id: 'id', parent: 'name', start: 'boss is null', direction: 'down', level_as: 'level', depth: 9 }],
      targetOf({ id: 'int' }),
      [staff],
    ),
  ],
  [
    'a walk along a parent that there is not',
    specOf(
      [{ name: 'w', do: 'walk', id: 'id', parent: 'bos', start: 'boss is null', direction: 'down', level_as: 'level', depth: 9 }],
      targetOf({ id: 'int' }),
      [staff],
    ),
  ],
  // sources
  ['a table with a typing error', specOf([], paidOnly, [{ name: 'orders', table: 'shop.order' }])],
  ['a table of another schema', specOf([], paidOnly, [{ name: 'orders', table: 'hr.orders' }])],
  ['three parts of a name', specOf([], paidOnly, [{ name: 'orders', table: 'a.b.c' }])],
  ['two sources of one name', specOf([{ name: 'f', do: 'filter', input: 'orders', where: 'paid' }], paidOnly, [orders, orders])],
  // parameters
  ['two parameters of one name', parameters({ name: 'p', type: 'int', value: '1' }, { name: 'p', type: 'int', value: '2' })],
  ['a parameter that is an array', parameters({ name: 'p', type: 'text[]', value: '{}' })],
  ['a value that is none of its type', parameters({ name: 'p', type: 'date', value: '2025-02-30' })],
  // target
  ['a target that is a source', target({ table: 'shop.orders' })],
  ['a target that is no name', target({ table: 'a.b.c' })],
  ['a target that may not be written', specOf([], paidOnly), state({ writable: false })],
  ['a target that is a view', specOf([], paidOnly), state({ isTable: false })],
  ['a column that is not computed', specOf([], targetOf({ amont: 'decimal(12,2)' }))],
  ['a type that does not hold it', specOf([], targetOf({ note: 'int' }))],
  ['a float in a whole number', specOf([], targetOf({ weight: 'bigint' }))],
  ['a column twice in the target', target({ columns: [...paidOnly.columns, ...paidOnly.columns] })],
  ['a key that is no column', target({ key: ['payd'] })],
  ['a key that may be NULL', target({ key: ['paid'] })],
  ['a merge without a key', target({ mode: 'merge' })],
  ['an append without a key', target({ mode: 'append' })],
  ['vanished rows of a replace', target({ vanished: 'delete' })],
  [
    'a check that reads another step',
    specOf(
      [
        { name: 'total', do: 'aggregate', input: 'orders', by: [], compute: [{ name: 'n', expr: 'count(*)' }] },
        { name: 'kept', do: 'filter', input: 'orders', where: 'paid and value(total, n) > 0' },
      ],
      { ...paidOnly, checks: [{ name: 'c', expr: 'paid or value(total, n) > 0' }] },
    ),
  ],
  [
    'two checks of one name',
    target({
      checks: [
        { name: 'c', expr: 'paid' },
        { name: 'c', expr: 'not paid' },
      ],
    }),
  ],
  [
    'a watermark of a replace',
    specOf([], { ...targetOf({ placed: 'date' }), watermark: { column: 'placed', from: '2025-01-01', to: '2025-02-01' } }),
  ],
  [
    'a watermark of a column that there is not',
    specOf([], { ...targetOf({ placed: 'date' }), mode: 'append', watermark: { column: 'place', from: '2025-01-01', to: '2025-02-01' } }),
  ],
  [
    'a watermark of texts',
    specOf([], { ...targetOf({ note: 'text' }), mode: 'append', watermark: { column: 'note', from: 'a', to: 'b' } }),
  ],
  [
    'an empty interval',
    specOf([], { ...targetOf({ placed: 'date' }), mode: 'append', watermark: { column: 'placed', from: '2025-02-01', to: '2025-01-01' } }),
  ],
  [
    'an end that is no date',
    specOf([], { ...targetOf({ placed: 'date' }), mode: 'append', watermark: { column: 'placed', from: '2025-01-01', to: 'today' } }),
  ],
];

export const notedSpecs: readonly Wrong[] = [
  ['a narrower target rounds', specOf([], targetOf({ amount: 'decimal(12,1)' }))],
  ['a narrower target may overflow', specOf([], targetOf({ amount: 'decimal(8,2)' }))],
  ['NULL may reach the target', specOf([], { ...paidOnly, columns: [{ name: 'paid', type: 'boolean', nullable: false }] })],
  [
    'nothing makes the key unique',
    specOf([{ name: 'f', do: 'filter', where: 'customer_id is not null' }], {
      ...targetOf({ customer_id: 'int' }, { key: ['customer_id'] }),
      columns: [{ name: 'customer_id', type: 'int', nullable: false }],
    }),
  ],
  ['a join may multiply rows', joining({ expect: 'at-most-one' })],
  ['an order is completed', stepping({ name: 'd', do: 'dedupe', keys: ['paid'], order })],
  [
    'an order inside an aggregate is completed',
    stepping(
      { name: 'a', do: 'aggregate', by: ['paid'], compute: [{ name: 'v', expr: "string_agg(note, ',' order by placed)" }] },
      targetOf({ v: 'text' }),
    ),
  ],
  [
    'rows counted after an outer join',
    specOf(
      [
        join({
          kind: 'left',
          keep: [
            { side: 'left', columns: ['customer_id'] },
            { side: 'right', columns: ['order_id'] },
          ],
        }),
        { name: 'a', do: 'aggregate', by: ['customer_id'], compute: [{ name: 'n', expr: 'count(*)' }] },
      ],
      targetOf({ n: 'bigint' }),
      both,
    ),
  ],
  [
    'a filter undoes an outer join',
    specOf(
      [join({ kind: 'left', keep: [{ side: 'right', columns: ['paid'] }] }), { name: 'f', do: 'filter', where: 'paid' }],
      paidOnly,
      both,
    ),
  ],
  ['a source that nothing reads', specOf([{ name: 'f', do: 'filter', input: 'orders', where: 'paid' }], paidOnly, both)],
  [
    'a step that nothing reads',
    specOf(
      [
        { name: 'g', do: 'filter', input: 'orders', where: 'not paid' },
        { name: 'f', do: 'filter', input: 'orders', where: 'paid' },
      ],
      paidOnly,
    ),
  ],
  ['a parameter that nothing reads', parameters({ name: 'p', type: 'int', value: '1' })],
  [
    'money that is a float',
    specOf(
      [
        { name: 's', do: 'select', columns: [{ name: 'price', expr: 'weight' }], others: 'drop' },
        { name: 't', do: 'select', columns: [{ name: 'v', expr: 'price * 2' }], others: 'drop' },
      ],
      targetOf({ v: 'double' }),
    ),
  ],
  [
    'decimals given up',
    stepping(
      { name: 's', do: 'select', columns: [{ name: 'v', expr: 'amount / cast(amount as decimal(38,10))' }], others: 'drop' },
      targetOf({ v: 'decimal(38,18)' }),
    ),
  ],
  [
    'a column filled that is never NULL',
    stepping({ name: 'f', do: 'fill', columns: [{ name: 'order_id', with: 'value', value: '0' }] }, targetOf({ order_id: 'int' })),
  ],
  [
    'a watermark that may be NULL',
    specOf([], { ...targetOf({ placed: 'date' }), mode: 'append', watermark: { column: 'placed', from: '2025-01-01', to: '2025-02-01' } }),
  ],
  [
    'a walk over an id that is not unique',
    specOf(
      [{ name: 'w', do: 'walk', id: 'id', parent: 'boss', start: 'boss is null', direction: 'down', level_as: 'level', depth: 9 }],
      targetOf({ id: 'int' }),
      [staff],
    ),
  ],
];
