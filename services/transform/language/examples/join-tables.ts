// Customers, orders and a join of both, for the examples of joins.
import type { Step } from '../../../../contracts/generated/types.ts';
import type { ExampleTable } from '../example.ts';

export const customers: ExampleTable = {
  columns: { id: 'integer!', name: 'text', country: 'text' },
  key: ['id'],
  rows: [
    [1, 'Ada', 'AT'],
    [2, 'Bo', 'DE'],
    [3, 'Cy', null],
  ],
};
export const orders: ExampleTable = {
  columns: { order_id: 'integer!', customer_id: 'integer', amount: 'integer' },
  key: ['order_id'],
  rows: [
    [11, 1, 10],
    [12, 1, 20],
    [13, 2, 30],
    [14, 9, 40],
    [15, null, 50],
  ],
};
export const tables = { customers, orders };

type Join = Extract<Step, { do: 'join' }>;
export const join = (kind: Join['kind'], more: Partial<Join> = {}): Join => ({
  name: 'joined',
  do: 'join',
  left: 'customers',
  right: 'orders',
  kind,
  on: kind === 'cross' ? [] : [{ left: 'id', right: 'customer_id' }],
  keep: [
    { side: 'left', columns: ['name'] },
    { side: 'right', columns: ['order_id'] },
  ],
  expect: 'many',
  ...more,
});
export const pair = { name: 'text', order_id: 'int' };
export const leftOnly: Join['keep'] = [{ side: 'left', columns: ['name'] }];
