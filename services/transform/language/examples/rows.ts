// Rows as they are: select and filter.
import type { StepExample } from '../example.ts';
import { orders } from './orders.ts';

export const rowExamples: readonly StepExample[] = [
  {
    name: 'select computes columns and drops the others',
    shows: 'select',
    tables: { orders },
    steps: [
      {
        name: 'taxed',
        do: 'select',
        columns: [
          { name: 'id', expr: 'order_id' },
          { name: 'gross', expr: 'round(amount * 1.19, 2)' },
        ],
        others: 'drop',
      },
    ],
    columns: { id: 'int', gross: 'decimal(10,2)' },
    expect: [
      [1, '11.90'],
      [2, '6.55'],
      [3, '6.55'],
      [4, null],
      [5, '1.19'],
    ],
  },
  {
    name: 'select keeps the others, replaces a column in place and drops one',
    shows: 'select',
    tables: { orders },
    steps: [
      {
        name: 'named',
        do: 'select',
        columns: [{ name: 'customer', expr: "coalesce(upper(customer), '?')" }],
        others: 'keep',
        drop: ['placed', 'amount'],
      },
    ],
    columns: { order_id: 'int', customer: 'text' },
    expect: [
      [1, 'ADA'],
      [2, 'ADA'],
      [3, 'BO'],
      [4, 'BO'],
      [5, '?'],
    ],
  },
  {
    name: 'let entries are used by later ones and by the columns',
    shows: 'select',
    tables: { orders },
    steps: [
      {
        name: 'priced',
        do: 'select',
        let: [
          { name: 'net', expr: 'coalesce(amount, 0)' },
          { name: 'tax', expr: 'round(net * 0.19, 2)' },
        ],
        columns: [
          { name: 'order_id', expr: 'order_id' },
          { name: 'gross', expr: 'net + tax' },
        ],
        others: 'drop',
      },
    ],
    columns: { order_id: 'int', gross: 'decimal(10,2)' },
    expect: [
      [1, '11.90'],
      [2, '6.55'],
      [3, '6.55'],
      [4, '0.00'],
      [5, '1.19'],
    ],
  },
  {
    name: 'filter keeps rows for which the condition is true, not those where it is NULL',
    shows: 'filter',
    tables: { orders },
    steps: [{ name: 'small', do: 'filter', where: 'amount < 10' }],
    columns: { order_id: 'int' },
    expect: [[2], [3], [5]],
  },
  {
    name: 'a parameter is a value that expressions read',
    shows: 'filter',
    tables: { orders },
    parameters: [{ name: 'run_date', type: 'date', value: '2025-02-28' }],
    steps: [{ name: 'recent', do: 'filter', where: 'placed > param(run_date) - days(28)' }],
    columns: { order_id: 'int' },
    expect: [[2], [3], [5]],
  },
  {
    name: 'not in with NULL among the values keeps nothing',
    shows: 'filter',
    tables: { orders },
    steps: [{ name: 'others', do: 'filter', where: "customer not in ('Ada', null)" }],
    columns: { order_id: 'int' },
    expect: [],
  },
  {
    name: 'value reads a column of a step that has one row',
    shows: 'select',
    tables: { orders },
    steps: [
      { name: 'whole', do: 'aggregate', by: [], compute: [{ name: 'total', expr: 'sum(amount)' }] },
      {
        name: 'shares',
        do: 'select',
        input: 'orders',
        columns: [
          { name: 'order_id', expr: 'order_id' },
          { name: 'percent', expr: 'round(100 * amount / value(whole, total), 1)' },
        ],
        others: 'drop',
      },
    ],
    columns: { order_id: 'int', percent: 'decimal(22,1)' },
    expect: [
      [1, '45.5'],
      [2, '25.0'],
      [3, '25.0'],
      [4, null],
      [5, '4.5'],
    ],
  },
];
