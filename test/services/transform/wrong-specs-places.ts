// Places of a spec where an expression may stand, and the shortest spec around it.
import type { Catalog, Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { catalogOf, specOf, tableOf, targetOf } from './fixture.ts';

export const shop: Catalog = catalogOf(
  tableOf('shop', 'customers', ['customer_id'], { customer_id: 'integer!', customer_name: 'text', country: 'character(2)', since: 'date' }),
  tableOf('shop', 'orders', ['order_id'], {
    order_id: 'integer!',
    customer_id: 'integer',
    amount: 'numeric(12,2)',
    quantity: 'integer',
    placed: 'date',
    shipped: 'timestamp without time zone',
    paid: 'boolean',
    weight: 'double precision',
    note: 'text',
    tags: 'text[]',
    details: 'jsonb',
    picture: 'bytea',
    fare: 'money',
  }),
  tableOf('shop', 'old_orders', [], { order_id: 'bigint', amount: 'text', placed: 'date', details: 'jsonb' }),
  tableOf('shop', 'staff', [], { id: 'integer', boss: 'integer', name: 'text' }),
);

export const customers = { name: 'customers', table: 'shop.customers' };
export const orders = { name: 'orders', table: 'orders' };
export const old = { name: 'old', table: 'old_orders' };
export const staff = { name: 'staff', table: 'staff' };
const both = [customers, orders];

type Join = Extract<Step, { do: 'join' }>;
export const join = (more: Partial<Join> = {}): Join => ({
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
export const idOnly = targetOf({ customer_id: 'int' });
export const paidOnly = targetOf({ paid: 'boolean' });
export const joining = (more: Partial<Join>): TransformSpec => specOf([join(more)], idOnly, both);

/** A spec whose only step is this one, over orders; the target takes `paid`, or what is said. */
export const stepping = (step: Step, target = paidOnly, sources = [orders]): TransformSpec => specOf([step], target, sources);

export const selected = (expr: string): TransformSpec =>
  stepping({ name: 's', do: 'select', columns: [{ name: 'v', expr }], others: 'keep' });
export const filtered = (where: string): TransformSpec => stepping({ name: 'f', do: 'filter', where });
export const grouped = (expr: string): TransformSpec =>
  stepping({ name: 'a', do: 'aggregate', by: ['paid'], compute: [{ name: 'v', expr }] });
export const keyed = (expr: string): TransformSpec =>
  stepping({ name: 'a', do: 'aggregate', by: ['paid', { name: 'k', expr }], compute: [] });

type Computed = Extract<Step, { do: 'window' }>['compute'][number];
export const windowed = (expr: string, more: Partial<Computed> = {}): TransformSpec =>
  stepping({
    name: 'w',
    do: 'window',
    compute: [{ name: 'v', expr, partition: [], order: [{ expr: 'order_id', direction: 'asc' }], ...more }],
  });
export const ordered = (expr: string): TransformSpec =>
  stepping({ name: 't', do: 'top', n: 3, order: [{ expr, direction: 'asc' }], ties: 'keep' });
export const letting = (expr: string): TransformSpec =>
  stepping({ name: 's', do: 'select', let: [{ name: 'h', expr }], columns: [{ name: 'v', expr: '1' }], others: 'keep' });
export const checked = (expr: string): TransformSpec => specOf([], { ...paidOnly, checks: [{ name: 'c', expr }] });
export const filledBy = (value: string): TransformSpec =>
  stepping({ name: 'f', do: 'fill', columns: [{ name: 'quantity', with: 'value', value }] });
export const spanning = (from: string, to = '9', unit: Extract<Step, { do: 'sequence' }>['unit'] = 'number', every = 1): TransformSpec =>
  specOf([{ name: 's', do: 'sequence', column: 'n', from, to, every, unit }], targetOf({ n: unit === 'number' ? 'int' : 'date' }), []);

/** Every place, by its path. */
export const places: Readonly<Record<string, (expr: string) => TransformSpec>> = {
  '/steps/0/columns/0/expr': selected,
  '/steps/0/let/0/expr': letting,
  '/steps/0/where': filtered,
  '/steps/0/by/1/expr': keyed,
  '/steps/0/compute/0/expr of an aggregate': grouped,
  '/steps/0/compute/0/expr of a window': windowed,
  '/steps/0/order/0/expr': ordered,
  '/steps/0/on/0/left': (left) => joining({ on: [{ left, right: 'customer_id' }] }),
  '/steps/0/on/0/right': (right) => joining({ on: [{ left: 'customer_id', right }] }),
  '/steps/0/condition': (condition) => joining({ condition }),
  '/steps/0/columns/0/value': filledBy,
  '/target/checks/0/expr': checked,
};
