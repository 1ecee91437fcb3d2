// Prompts and the tables that they ask for, of the shop's rows: written by hand, order of rows aside.
import type { Value } from '../interpreter.ts';

type Case = readonly [prompt: string, rows: readonly (readonly Value[])[]];

export const read: readonly Case[] = [
  [
    'What is the average order value per country?',
    [
      ['DE', (100 + 50 + 1000) / 3],
      ['FR', 100],
    ],
  ],
  [
    'top 2 products by revenue',
    [
      [1, 'Pen', 110],
      [2, 'Ink', 93],
    ],
  ],
  ['total revenue by product category', [['Office', 203]]],
  [
    'number of orders per month in 2024',
    [
      ['2024-01-01', 2],
      ['2024-02-01', 2],
    ],
  ],
  [
    'How many orders did each customer place?',
    [
      [1, 'Ann', 2],
      [2, 'Bob', 2],
      [3, 'Ann', 1],
      [4, 'Cy', 0],
    ],
  ],
  [
    'customers with more than 1 orders',
    [
      [1, 'Ann'],
      [2, 'Bob'],
    ],
  ],
  ['customers with fewer than 1 orders', [[4, 'Cy']]],
  [
    'average salary per department',
    [
      [10, 'Eng', 55000],
      [20, 'Ops', 50001],
    ],
  ],
  [
    'List departments with their employee count',
    [
      [10, 'Eng', 2],
      [20, 'Ops', 1],
      [30, 'HR', 0],
    ],
  ],
  [
    'number of customers per country',
    [
      ['DE', 2],
      ['FR', 1],
      [null, 1],
    ],
  ],
  [
    'number of active customers per country',
    [
      ['DE', 1],
      ['FR', 1],
      [null, 1],
    ],
  ],
  [
    'maximum and minimum salary by department',
    [
      [10, 'Eng', 60000, 50000],
      [20, 'Ops', 50001, 50001],
    ],
  ],
  [
    'total order amount per customer, including customers without orders',
    [
      [1, 'Ann', 150],
      [2, 'Bob', 100],
      [3, 'Ann', 1000],
      [4, 'Cy', null],
    ],
  ],
  [
    'total order amount per customer, only customers with orders',
    [
      [1, 'Ann', 150],
      [2, 'Bob', 100],
      [3, 'Ann', 1000],
    ],
  ],
  [
    'Exclude orders with status "cancelled", then total amount per customer',
    [
      [1, 'Ann', 100],
      [2, 'Bob', 100],
      [3, 'Ann', 1000],
      [4, 'Cy', null],
    ],
  ],
  [
    'total amount of paid orders per customer',
    [
      [1, 'Ann', 100],
      [2, 'Bob', 100],
      [3, 'Ann', null],
      [4, 'Cy', null],
    ],
  ],
  [
    'customers who spent more than 100',
    [
      [1, 'Ann'],
      [3, 'Ann'],
    ],
  ],
  ['What was the revenue in January 2024?', [[150]]],
  [
    'top 1 customers per country by total order amount',
    [
      [3, 'Ann', 'DE', 1000],
      [2, 'Bob', 'FR', 100],
      [4, 'Cy', null, null],
    ].slice(0, 2),
  ],
  ['distinct countries of customers', [['DE'], ['FR'], [null]]],
  [
    'Show the first name, last name and department name of every employee',
    [
      ['Eve', 'Low', 'Eng'],
      ['Fay', 'Smith', 'Eng'],
      ['Gus', 'High', 'Ops'],
      ['Hal', 'None', null],
    ],
  ],
  [
    'Show name and email of customers in country "DE" or country "FR"',
    [
      ['Ann', 'ann@x.com'],
      ['Bob', null],
      ['Ann', 'ann@x.com'],
    ],
  ],
  [
    'count employees by department name where salary is at least 50001',
    [
      ['Eng', 1],
      ['Ops', 1],
    ],
  ],
  [
    'the latest order of each customer', // by date, not by number; the order of nobody is no customer's
    [
      [1, 'Ann', 2, '2024-01-01 00:00', 'cancelled', 50],
      [2, 'Bob', 6, '2025-01-01 00:00', 'paid', null],
      [3, 'Ann', 4, '2024-02-29 08:00', null, 1000],
    ],
  ],
  [
    'first order per status', // NULL is a status like others
    [
      ['cancelled', 2, 1, '2024-01-01 00:00', 50],
      ['paid', 1, 1, '2023-12-31 23:59', 100],
      [null, 4, 3, '2024-02-29 08:00', 1000],
    ],
  ],
  ['last paid order of each customer in 2024', [[2, 'Bob', 3, '2024-01-15 12:00', 'paid', 100]]],
  [
    "each customer's latest order amount", // of the latest order, not the greatest
    [
      [1, 'Ann', 50],
      [2, 'Bob', null],
      [3, 'Ann', 1000],
    ],
  ],
  [
    'total amount per customer in 2024', // the orders are of 2024, not the customers
    [
      [1, 'Ann', 50],
      [2, 'Bob', 100],
      [3, 'Ann', 1000],
      [4, 'Cy', null],
    ],
  ],
  ['units sold per category in 2024', [['Office', 20]]], // the only date on the path is one of the orders
  [
    'monthly revenue for 2024',
    [
      ['2024-01-01', 150],
      ['2024-02-01', 1007],
    ],
  ],
  [
    'number of customers per country, most first',
    [
      ['DE', 2],
      ['FR', 1],
      [null, 1],
    ],
  ],
  ['number of customers with an email per country', [['DE', 2]]],
  [
    'number of paid or cancelled orders per customer',
    [
      [1, 'Ann', 2],
      [2, 'Bob', 2],
      [3, 'Ann', 0],
      [4, 'Cy', 0],
    ],
  ],
  ['average salary of employees with a department', [[(50000 + 60000 + 50001) / 3]]],
  [
    'customers with their email',
    [
      [1, 'Ann', 'ann@x.com'],
      [2, 'Bob', null],
      [3, 'Ann', 'ann@x.com'],
      [4, 'Cy', null],
    ],
  ],
  [
    'Show every customer with name and country',
    [
      [1, 'Ann', 'DE'],
      [2, 'Bob', 'FR'],
      [3, 'Ann', 'DE'],
      [4, 'Cy', null],
    ],
  ],
  ['orders with their status from customers in DE, only cancelled', [[2, 'cancelled']]],
  [
    'For every product: units sold and revenue',
    [
      [1, 'Pen', 22, 110],
      [2, 'Ink', 2, 93],
      [3, 'Mug', null, null],
    ],
  ],
];
