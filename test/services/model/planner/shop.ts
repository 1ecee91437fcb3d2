// A shop and its staff, with traps: dangling and missing keys, equal names, values exactly at a limit, orders without items.
import type { Catalog } from '../../../../contracts/generated/types.ts';
import { catalogOf } from '../catalogs.ts';
import type { Row } from '../interpreter.ts';

const described = catalogOf({
  customers: {
    columns: ['id int primary key', 'name text', 'email text', 'country text', 'created_at timestamptz', 'is_active boolean not null'],
  },
  orders: {
    columns: [
      'id int primary key',
      'customer_id int references customers(id)',
      'ordered_at timestamp not null',
      'status text',
      'amount numeric(12,2)',
    ],
  },
  order_items: {
    columns: [
      'id int primary key',
      'order_id int references orders(id)',
      'product_id int references products(id)',
      'quantity int',
      'unit_price numeric(10,2)',
    ],
  },
  products: { columns: ['id int primary key', 'name text', 'category text', 'price numeric(10,2)'] },
  employees: {
    columns: ['employee_id int primary key', 'first_name text', 'last_name text', 'department_id int', 'hire_date date', 'salary int'],
  },
  departments: { columns: ['department_id int primary key', 'department_name text'] },
});

const frequent: Readonly<Record<string, readonly string[]>> = { status: ['paid', 'cancelled'], country: ['DE', 'FR'] };

/** Statistics as ANALYZE leaves them, for the columns with few values. */
export const shopCatalog: Catalog = {
  ...described,
  tables: described.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => {
      const common = frequent[column.name];
      return common === undefined ? column : { ...column, statistics: { nullFraction: 0, distinct: common.length, common: [...common] } };
    }),
  })),
};

const rows = (names: string, ...values: readonly (readonly Row[string][])[]): readonly Row[] =>
  values.map((row) => Object.fromEntries(names.split(' ').map((name, n) => [name, row[n] ?? null])));

export const shopRows: Readonly<Record<string, readonly Row[]>> = {
  customers: rows(
    'id name email country created_at is_active',
    [1, 'Ann', 'ann@x.com', 'DE', '2022-05-01 10:00', true],
    [2, 'Bob', null, 'FR', '2023-02-01 10:00', true],
    [3, 'Ann', 'ann@x.com', 'DE', '2024-01-01 00:00', false],
    [4, 'Cy', null, null, '2022-01-01 00:00', true],
  ),
  orders: rows(
    'id customer_id ordered_at status amount',
    [1, 1, '2023-12-31 23:59', 'paid', 100],
    [2, 1, '2024-01-01 00:00', 'cancelled', 50],
    [3, 2, '2024-01-15 12:00', 'paid', 100],
    [4, 3, '2024-02-29 08:00', null, 1000],
    [5, null, '2024-02-01 08:00', 'paid', 7],
    [6, 2, '2025-01-01 00:00', 'paid', null],
  ),
  order_items: rows(
    'id order_id product_id quantity unit_price',
    [1, 1, 1, 2, 5],
    [2, 1, 2, 1, 90],
    [3, 3, 1, 20, 5],
    [4, 4, null, 1, 1000],
    [5, 9, 2, 1, 3],
  ),
  products: rows('id name category price', [1, 'Pen', 'Office', 5], [2, 'Ink', 'Office', 90], [3, 'Mug', 'Home', 20]),
  employees: rows(
    'employee_id first_name last_name department_id hire_date salary',
    [1, 'Eve', 'Low', 10, '2020-01-01', 50000],
    [2, 'Fay', 'Smith', 10, '2020-01-02', 60000],
    [3, 'Gus', 'High', 20, '2018-06-01', 50001],
    [4, 'Hal', 'None', null, '2021-01-01', null],
  ),
  departments: rows('department_id department_name', [10, 'Eng'], [20, 'Ops'], [30, 'HR']),
};
