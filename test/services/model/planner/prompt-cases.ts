// Prompts and the tables that they ask for, of the shop's rows: written by hand, order of rows aside.
import type { Value } from '../interpreter.ts';

type Case = readonly [prompt: string, rows: readonly (readonly Value[])[]];

export const read: readonly Case[] = [
  [
    'What is the average order value per country?',
    [
      ['DE', 383.333333],
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
      [1, 'Ann', 2, '2024-01-01 00:00:00', 'cancelled', 50],
      [2, 'Bob', 6, '2025-01-01 00:00:00', 'paid', null],
      [3, 'Ann', 4, '2024-02-29 08:00:00', null, 1000],
    ],
  ],
  [
    'first order per status', // NULL is a status like others
    [
      ['cancelled', 2, 1, '2024-01-01 00:00:00', 50],
      ['paid', 1, 1, '2023-12-31 23:59:00', 100],
      [null, 4, 3, '2024-02-29 08:00:00', 1000],
    ],
  ],
  ['last paid order of each customer in 2024', [[2, 'Bob', 3, '2024-01-15 12:00:00', 'paid', 100]]],
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
  ['average salary of employees with a department', [[53333.666667]]],
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
  // values in the place of NULL
  [
    'Show name and country of customers, use "n/a" where country is null',
    [
      ['Ann', 'DE'],
      ['Bob', 'FR'],
      ['Ann', 'DE'],
      ['Cy', 'n/a'],
    ],
  ],
  [
    'Show employee_id and salary of employees, replace missing salary with 0',
    [
      [1, 50000],
      [2, 60000],
      [3, 50001],
      [4, 0],
    ],
  ],
  // a country that was filled meets the condition that follows, one that is asked for before does not
  [
    "Show id of customers. Set country to 'FR' where it is null. Only customers with country FR.",
    [
      [2, 'FR'],
      [4, 'FR'],
    ],
  ],
  ["Show id of customers with country FR, then fill missing country with 'FR'", [[2, 'FR']]],
  // columns made of others
  [
    'Show employee_id of employees and add full_name by concatenating last_name and first_name, separated by a comma',
    [
      [1, 'Low, Eve'],
      [2, 'Smith, Fay'],
      [3, 'High, Gus'],
      [4, 'None, Hal'],
    ],
  ],
  [
    "employees: show employee_id, create code as last_name || '-' || first_name",
    [
      [1, 'Low-Eve'],
      [2, 'Smith-Fay'],
      [3, 'High-Gus'],
      [4, 'None-Hal'],
    ],
  ],
  [
    'order items with line_total as quantity * unit_price, show id and line_total',
    [
      [1, 10],
      [2, 90],
      [3, 100],
      [4, 1000],
      [5, 3],
    ],
  ],
  // over the groups of a total
  [
    'running total of amount per month',
    [
      ['2023-12-01', 100],
      ['2024-01-01', 250],
      ['2024-02-01', 1257],
      ['2025-01-01', 1257],
    ],
  ],
  [
    'daily number of orders with a running total',
    [
      ['2023-12-31', 1, 1],
      ['2024-01-01', 1, 2],
      ['2024-01-15', 1, 3],
      ['2024-02-01', 1, 4],
      ['2024-02-29', 1, 5],
      ['2025-01-01', 1, 6],
    ],
  ],
  [
    'Cumulative number of orders per month for each customer',
    [
      ['2023-12-01', 1, 'Ann', 1],
      ['2024-01-01', 1, 'Ann', 2],
      ['2024-01-01', 2, 'Bob', 1],
      ['2024-02-01', 3, 'Ann', 1],
      ['2025-01-01', 2, 'Bob', 2],
    ],
  ],
  [
    'Show the total amount per customer and the percentage of the total', // 1250 in all: the order of nobody is no customer's
    [
      [1, 'Ann', 150, 12],
      [2, 'Bob', 100, 8],
      [3, 'Ann', 1000, 80],
      [4, 'Cy', null, null],
    ],
  ],
  [
    'share of total amount per customer', // a ratio shows what occurs
    [
      [1, 'Ann', 0.12],
      [2, 'Bob', 0.08],
      [3, 'Ann', 0.8],
    ],
  ],
  [
    'percentage of customers per country',
    [
      ['DE', 50],
      ['FR', 25],
      [null, 25],
    ],
  ],
  [
    'total amount per month and the change from the previous month', // December 2024 has no orders
    [
      ['2023-12-01', 100, null],
      ['2024-01-01', 150, 50],
      ['2024-02-01', 1007, 857],
      ['2025-01-01', null, null],
    ],
  ],
  [
    'number of orders per month compared to the previous month',
    [
      ['2023-12-01', 1, null],
      ['2024-01-01', 2, 1],
      ['2024-02-01', 2, 2],
      ['2025-01-01', 1, null],
    ],
  ],
  [
    'year over year growth of number of orders',
    [
      ['2023-01-01', 1, null],
      ['2024-01-01', 4, 300],
      ['2025-01-01', 1, -75],
    ],
  ],
  [
    'number of orders and total amount per year, including years without orders', // the one of 2025 has no amount
    [
      ['2023-01-01', 1, 100],
      ['2024-01-01', 4, 1157],
      ['2025-01-01', 1, null],
    ],
  ],
  [
    'number of orders per month, months without orders as zero',
    [
      ['2023-12-01', 1],
      ['2024-01-01', 2],
      ['2024-02-01', 2],
      ...['03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => [`2024-${month}-01`, 0]),
      ['2025-01-01', 1],
    ],
  ],
  [
    'rank customers by total order amount',
    [
      [1, 'Ann', 150, 2],
      [2, 'Bob', 100, 3],
      [3, 'Ann', 1000, 1],
    ],
  ],
  [
    'Rank employees by salary within each department, show employee_id',
    [
      [1, 2],
      [2, 1],
      [3, 1],
    ],
  ],
  [
    'Rank products within each category by revenue',
    [
      [1, 'Pen', 'Office', 110, 1],
      [2, 'Ink', 'Office', 93, 2],
    ],
  ],
  [
    'rank products by revenue within each category',
    [
      [1, 'Pen', 'Office', 110, 1],
      [2, 'Ink', 'Office', 93, 2],
    ],
  ],
  ['top 1 employees by salary per department, show employee_id', [[2], [3]]],
  ['top 1 orders by amount, show amount', [[1000]]],
  [
    'number of orders per month with one column per status', // an order without a status is in none
    [
      ['2023-12-01', 0, 1],
      ['2024-01-01', 1, 1],
      ['2024-02-01', 0, 1],
      ['2025-01-01', 0, 1],
    ],
  ],
  [
    'pivot orders by status per customer, total amount',
    [
      [1, 'Ann', 50, 100],
      [2, 'Bob', null, 100],
      [3, 'Ann', null, null],
    ],
  ],
  ['number of countries', [[2]]], // each once
  [
    'number of orders per status, most orders first',
    [
      ['paid', 4],
      ['cancelled', 1],
      [null, 1],
    ],
  ],
];
