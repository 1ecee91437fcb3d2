// Requests with fixtures that hold traps and answers written by hand. Each also in two paraphrases, and once with every table and column renamed.
// E: the requests of everyday joins and totals. W: those that look at other rows. Reading the answers: a total or count per entity keeps every entity; NULL is ∅; "more than" excludes the limit.

export type Example = {
  readonly name: string;
  readonly prompt: string;
  readonly paraphrases: readonly [string, string];
  /** Tables by name: column definitions and rows as SQL literals. */
  readonly tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly rows: readonly string[] }>>;
  /** Old name → new name, for tables, columns and the words of the prompt. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Columns that the prompt asks for, by a pattern on the name (the renamed name is matched through `renamed`). */
  readonly columns: readonly string[];
  /** Expected rows, values as text with trailing zeros of decimals cut; order does not count. */
  readonly rows: readonly (readonly (string | null)[])[];
};

const customers = {
  columns: ['customer_id int primary key', 'customer_name text'],
  rows: ["1,'Ann'", "2,'Bob'", "3,'Cy'", "4,'Di'", "5,'Ann'"],
};
const orders = {
  columns: ['order_id int primary key', 'customer_id int', 'order_amount numeric(12,2)', 'order_quantity int'],
  rows: ['1,1,600,2', '2,1,500,1', '3,2,1000,4', '4,3,1500,1', '5,5,20,7', '6,5,30,1', '7,null,99,1'],
};
const shopNames = {
  customers: 'clients',
  customer_id: 'client_id',
  customer_name: 'client_name',
  customer: 'client',
  orders: 'purchases',
  order_id: 'purchase_id',
  order_amount: 'purchase_amount',
  order_quantity: 'purchase_quantity',
  order: 'purchase',
};

const tens = (n: number, from: number, of: number): string[] => Array.from({ length: n }, (_, i) => `${from + i},${of},10`);

const sold = (category: string, n: number, amount: number): string[] => Array.from({ length: n }, () => `'${category}',${amount}`);

export const examples: readonly Example[] = [
  {
    name: 'E1: total per customer, customers without orders included, two people of one name apart',
    prompt: 'Join customers and orders tables on customer_id, calculate total order amount per customer',
    paraphrases: [
      'What is the total order amount for each customer? Join customers with orders on customer_id.',
      'Per customer, sum up the order amount of their orders, joining customers and orders by customer_id',
    ],
    tables: { customers, orders },
    renamed: shopNames,
    columns: ['^customer_id$', '^customer_name$', 'total|sum'],
    rows: [
      ['1', 'Ann', '1100'],
      ['2', 'Bob', '1000'],
      ['3', 'Cy', '1500'],
      ['4', 'Di', null],
      ['5', 'Ann', '50'],
    ],
  },
  {
    name: 'E2: a total exactly at the limit is not more than it',
    prompt:
      'Join customers and orders tables on customer_id, calculate total order amount per customer, filter customers with total > 1000',
    paraphrases: [
      'Customers whose total order amount is more than 1000: join customers and orders on customer_id and calculate the total order amount per customer',
      'Calculate the total order amount per customer by joining customers and orders on customer_id. Keep only customers with a total greater than 1,000.',
    ],
    tables: { customers, orders },
    renamed: shopNames,
    columns: ['^customer_id$', '^customer_name$', 'total|sum'],
    rows: [
      ['1', 'Ann', '1100'],
      ['3', 'Cy', '1500'],
    ],
  },
  {
    name: 'E3: average over salary rows, employees counted once, exactly 50000 is not greater',
    prompt:
      'Join employees, departments, and salaries tables. Calculate average salary by department. Filter departments with average salary greater than $50,000. Include department name, employee count, and average salary in the output.',
    paraphrases: [
      'For each department show the department name, the number of employees and the average salary, using the employees, departments and salaries tables. Only departments whose average salary is above $50,000.',
      'Combine employees, departments and salaries. Compute the average salary per department and keep departments with an average salary over 50000. Output department name, employee count and average salary.',
    ],
    tables: {
      departments: {
        columns: ['department_id int primary key', 'department_name text'],
        rows: ["10,'Eng'", "20,'Ops'", "30,'HR'", "40,'Legal'"],
      },
      employees: {
        columns: ['employee_id int primary key', 'department_id int'],
        rows: ['1,10', '2,10', '3,20', '4,20', '5,30', '6,30', '7,null'],
      },
      salaries: {
        columns: ['employee_id int', 'salary numeric(10,2)'],
        rows: ['1,60000', '1,70000', '2,50000', '3,50000', '4,50000', '5,50001', '6,50000', '7,90000'],
      },
    },
    renamed: {
      departments: 'divisions',
      department_id: 'division_id',
      department_name: 'division_name',
      department: 'division',
      employees: 'workers',
      employee_id: 'worker_id',
      employee: 'worker',
      salaries: 'wages',
      salary: 'wage',
    },
    columns: ['department_name', 'employee.*count|count.*employee|number|^employees', 'av.*salary'],
    rows: [
      ['Eng', '2', '60000'],
      ['HR', '2', '50000.5'],
    ],
  },
  {
    name: 'E4: orders are counted, not amounts: one without an amount is an order',
    prompt:
      'Join customers and orders on customer_id. Calculate total order amount and order count per customer. Filter customers with more than 5 orders.',
    paraphrases: [
      'Calculate the order count and total order amount for every customer, joining customers and orders on customer_id, and keep those customers with more than five orders.',
      'Per customer: total order amount and number of orders (join customers and orders on customer_id). Only customers having over 5 orders.',
    ],
    tables: {
      customers: { columns: customers.columns, rows: ["1,'Ann'", "2,'Bob'", "3,'Cy'"] },
      orders: {
        columns: ['order_id int primary key', 'customer_id int', 'order_amount numeric(12,2)'],
        rows: [...tens(5, 1, 1), '6,1,null', ...tens(5, 7, 2)],
      },
    },
    renamed: shopNames,
    columns: ['^customer_id$', '^customer_name$', 'total|sum', 'count|number'],
    rows: [['1', 'Ann', '50', '6']],
  },
  {
    name: 'E5: a product without sales, an item of an order that does not exist, an item of no product',
    prompt:
      'Join products, order_items, and orders tables. Calculate total revenue and units sold per product. Include product name, category, and total revenue. Order by revenue descending.',
    paraphrases: [
      'Combine products, order_items and orders. For each product show the product name, the category, the total revenue and the units sold, highest revenue first.',
      'Total revenue and units sold for every product, from the products, order_items and orders tables, with product name and category, sorted by total revenue in descending order',
    ],
    tables: {
      products: {
        columns: ['product_id int primary key', 'product_name text', 'category text'],
        rows: ["1,'Pen','Office'", "2,'Ink','Office'", "3,'Mug','Home'"],
      },
      orders: { columns: ['order_id int primary key'], rows: ['1', '2'] },
      order_items: {
        columns: ['order_id int', 'product_id int', 'quantity int', 'unit_price numeric(10,2)'],
        rows: ['1,1,2,1.50', '1,2,1,10.00', '2,1,4,1.25', '9,2,5,10.00', '2,null,1,99.00'],
      },
    },
    renamed: {
      products: 'articles',
      product_id: 'article_id',
      product_name: 'article_name',
      product: 'article',
      orders: 'purchases',
      order_id: 'purchase_id',
      order_items: 'purchase_lines',
      category: 'shelf',
      quantity: 'qty',
      unit_price: 'sale_price',
    },
    columns: ['^product_name$', '^category$', 'revenue', 'units'],
    rows: [
      ['Ink', 'Office', '10', '1'],
      ['Pen', 'Office', '8', '6'],
      ['Mug', 'Home', null, null],
    ],
  },
  {
    name: 'E6: more than ten employees, one of them without a salary',
    prompt:
      'Join employees and departments on department_id. Count employees per department. Calculate average salary per department. Filter departments with more than 10 employees.',
    paraphrases: [
      'Number of employees and average salary per department (join employees with departments on department_id), only departments with more than 10 employees.',
      'Join employees and departments on department_id, then for each department count the employees and calculate the average salary. Keep departments having over ten employees.',
    ],
    tables: {
      departments: { columns: ['department_id int primary key', 'department_name text'], rows: ["10,'Eng'", "20,'Ops'"] },
      employees: {
        columns: ['employee_id int primary key', 'department_id int', 'salary numeric(10,2)'],
        rows: [
          ...Array.from({ length: 10 }, (_, n) => `${n + 1},10,100`),
          '11,10,null',
          ...Array.from({ length: 10 }, (_, n) => `${n + 12},20,100`),
          '22,null,500',
        ],
      },
    },
    renamed: {
      departments: 'teams',
      department_id: 'team_id',
      department_name: 'team_name',
      department: 'team',
      employees: 'members',
      employee_id: 'member_id',
      employee: 'member',
      salary: 'pay',
    },
    columns: ['department_name', 'employee|count|number', 'av.*salary'],
    rows: [['Eng', '11', '100']],
  },
  {
    name: 'E7: orders of a day are counted once though they have several lines; days are days in UTC',
    prompt:
      'Join orders and order_items tables. Calculate daily total sales. Group by order date. Include date, order count, and total amount.',
    paraphrases: [
      'Daily total sales from orders joined with order_items, grouped by order date: show the date, the number of orders and the total amount.',
      'Join orders and order_items. For each order date give the date, order count and total amount.',
    ],
    tables: {
      orders: {
        columns: ['order_id int primary key', 'order_date timestamp'],
        rows: ["1,'2025-03-01 23:30'", "2,'2025-03-02 00:30'", "3,'2025-03-02 12:00'"],
      },
      order_items: { columns: ['order_id int', 'amount numeric(12,2)'], rows: ['1,10', '1,5', '2,7', '3,1', '3,null'] },
    },
    renamed: {
      order_items: 'sale_lines',
      orders: 'sales_orders',
      order_id: 'sale_id',
      order_date: 'sale_date',
      amount: 'value',
      'order count': 'sales order count',
      'number of orders': 'number of sales orders',
      'order date': 'sale date',
    },
    columns: ['date|day', 'count|number', 'total|sum'],
    rows: [
      ['2025-03-01', '1', '15'],
      ['2025-03-02', '2', '8'],
    ],
  },
  {
    name: 'E8: values are put in place of NULL before the condition; an empty email is not valid',
    prompt:
      "Select all columns from customers table. Replace NULL values in email with 'unknown@example.com'. Replace NULL values in phone with 'N/A'. Filter out customers with invalid email format.",
    paraphrases: [
      "Take all columns of customers, fill missing email with 'unknown@example.com' and missing phone with 'N/A', and drop customers whose email is not valid.",
      "Show all customers. Where email is null use 'unknown@example.com', where phone is null use 'N/A'. Keep only customers with a valid email address.",
    ],
    tables: {
      customers: {
        columns: ['customer_id int primary key', 'email text', 'phone text'],
        rows: ["1,'a@x.com','555'", "2,null,'556'", "3,'bad',null", "4,'','557'", "5,'b@x.org',null"],
      },
    },
    renamed: { customers: 'clients', customer_id: 'client_id', email: 'contact_email', phone: 'mobile' },
    columns: ['^customer_id$', '^email$', '^phone$'],
    rows: [
      ['1', 'a@x.com', '555'],
      ['2', 'unknown@example.com', '556'],
      ['5', 'b@x.org', 'N/A'],
    ],
  },
  {
    name: 'E9: the number that decides is shown; exactly 100 are not less than 100',
    prompt: 'Aggregate sales data by product category, filter out categories with less than 100 sales',
    paraphrases: [
      'Group sales by product category and remove categories that have fewer than 100 sales',
      'For each product category in sales, keep only those categories that have at least 100 sales',
    ],
    tables: {
      sales: {
        columns: ['product_category text', 'amount numeric(12,2)'],
        rows: [...sold('A', 101, 1), ...sold('B', 100, 2), ...sold('C', 99, 5)],
      },
    },
    renamed: { sales: 'deals', product_category: 'product_line', categories: 'lines', amount: 'value' },
    columns: ['^product_category$', 'count|number'],
    rows: [
      ['A', '101'],
      ['B', '100'],
    ],
  },
  {
    name: 'E10: a name with a missing part is missing, an employee of no department has no row',
    prompt: 'Merge employee and department tables, add full_name column by concatenating first_name and last_name',
    paraphrases: [
      'Join employee with department and add a column full_name made of first_name and last_name',
      'Combine the employee and department tables and create full_name as first_name plus last_name',
    ],
    tables: {
      employee: {
        columns: ['employee_id int primary key', 'first_name text', 'last_name text', 'department_id int'],
        rows: ["1,'Ada','Byron',10", "2,'Bo',null,10", "3,'Cy','Dee',null"],
      },
      department: { columns: ['department_id int primary key', 'department_name text'], rows: ["10,'Eng'", "20,'Ops'"] },
    },
    renamed: {
      employee: 'worker',
      employee_id: 'worker_id',
      first_name: 'given_name',
      last_name: 'family_name',
      department: 'team',
      department_id: 'team_id',
      department_name: 'team_name',
    },
    columns: ['^employee_id$', '^full_name$', '^department_name$'],
    rows: [
      ['1', 'Ada Byron', 'Eng'],
      ['2', null, 'Eng'],
    ],
  },
  {
    name: 'E11: products are counted once each, sales without a category are a group',
    prompt: 'Aggregate sales by product category, include product count and total revenue',
    paraphrases: [
      'Group sales by product category and show product count and total revenue',
      'For each product category in sales, give the number of products and the total revenue',
    ],
    tables: {
      sales: {
        columns: ['id int primary key', 'product_category text', 'product text', 'amount numeric(12,2)'],
        rows: ["1,'A','p1',10", "2,'A','p1',5", "3,'A','p2',1", "4,'B','p3',null", "5,null,'p4',2"],
      },
    },
    renamed: {
      sales: 'deals',
      product_category: 'article_group',
      product: 'article',
      products: 'articles',
      amount: 'value',
    },
    columns: ['^product_category$', 'count|number', 'revenue|total'],
    rows: [
      ['A', '2', '16'],
      ['B', '1', null],
      [null, '1', '2'],
    ],
  },
  {
    name: 'E12: a salary exactly at the limit and a missing one are not above it; a missing department stays',
    prompt: 'Filter employees with salary > 50000, include name and department',
    paraphrases: [
      'Show name and department of employees whose salary is greater than 50000',
      'Employees earning a salary above 50,000: name and department only',
    ],
    tables: {
      employees: {
        columns: ['name text', 'department text', 'salary numeric(10,2)'],
        rows: ["'Ann','Eng',50000", "'Bob','Eng',50001", "'Cy',null,60000", "'Di','Ops',null"],
      },
    },
    renamed: { employees: 'staff_members', department: 'division', salary: 'pay', name: 'full_name' },
    columns: ['^name$', '^department$'],
    rows: [
      ['Bob', 'Eng'],
      ['Cy', null],
    ],
  },
  {
    name: 'E13: only customers with transactions, exact decimals',
    prompt:
      'Extract transactions from transactions table and customers from customers. Join on cust_id. Aggregate by cust_id to calculate total_spent',
    paraphrases: [
      'Join transactions and customers on cust_id and aggregate by cust_id to calculate total_spent',
      'Take the transactions table and the customers table, join them on cust_id, then group by cust_id to compute total_spent',
    ],
    tables: {
      transactions: { columns: ['cust_id int', 'amount numeric(12,2)'], rows: ['1,10.10', '1,20.20', '2,5.00', 'null,7.00', '9,3.00'] },
      customers: { columns: ['cust_id int primary key'], rows: ['1', '2', '3'] },
    },
    renamed: { transactions: 'payments', customers: 'buyers', cust_id: 'buyer_id', amount: 'value' },
    columns: ['^cust_id$', 'total_spent'],
    rows: [
      ['1', '30.3'],
      ['2', '5'],
    ],
  },
  {
    name: 'W1: months without orders have a row too',
    prompt: 'Number of orders per month, months without orders as zero',
    paraphrases: [
      'Count orders per month, including months without orders as zero',
      'Monthly number of orders, also show months with no orders as 0',
    ],
    tables: {
      orders: { columns: ['order_id int primary key', 'ordered_on date'], rows: ["1,'2025-01-15'", "2,'2025-01-31'", "3,'2025-04-01'"] },
    },
    renamed: { orders: 'bookings', order_id: 'booking_id', ordered_on: 'booked_on' },
    columns: ['month', 'count|number'],
    rows: [
      ['2025-01-01', '2'],
      ['2025-02-01', '0'],
      ['2025-03-01', '0'],
      ['2025-04-01', '1'],
    ],
  },
  {
    name: 'W2: a running total starts with the first day and skips days without payments',
    prompt: 'Running total of amount per day from payments',
    paraphrases: ['Cumulative amount of payments per day', 'For each day show the running total of amount of payments'],
    tables: {
      payments: {
        columns: ['payment_id int primary key', 'paid_on date', 'amount numeric(12,2)'],
        rows: ["1,'2025-01-01',10", "2,'2025-01-01',5", "3,'2025-01-03',-2", "4,'2025-01-04',null"],
      },
    },
    renamed: { payments: 'receipts', payment_id: 'receipt_id', paid_on: 'received_on', amount: 'value' },
    columns: ['date|day|_on', 'running'],
    rows: [
      ['2025-01-01', '15'],
      ['2025-01-03', '13'],
      ['2025-01-04', '13'],
    ],
  },
  {
    name: 'W3: a share is one of all rows, nothing has none',
    prompt: 'Total amount per product and its share of the total, from order_lines',
    paraphrases: [
      'From order_lines: total amount by product with the share of total amount',
      'For each product in order_lines show the total amount and the share of the total',
    ],
    tables: {
      order_lines: {
        columns: ['line_id int primary key', 'product text', 'amount numeric(12,2)'],
        rows: ["1,'p1',60", "2,'p1',15", "3,'p2',25", "4,'p3',null"],
      },
    },
    renamed: { order_lines: 'invoice_lines', product: 'article', amount: 'value' },
    columns: ['^product$', '^total', 'share'],
    rows: [
      ['p1', '75', '0.75'],
      ['p2', '25', '0.25'],
      ['p3', null, null],
    ],
  },
  {
    name: 'W4: equal ones share a rank, and the rank starts anew in each department',
    prompt: 'Rank employees by salary within each department, show employee_id',
    paraphrases: [
      'Rank the employees by salary in each department and show employee_id',
      'Show employee_id, and rank employees by salary per department, highest first',
    ],
    tables: {
      employees: {
        columns: ['employee_id int primary key', 'department text', 'salary numeric(10,2)'],
        rows: ["1,'Eng',100", "2,'Eng',100", "3,'Eng',50", "4,'Ops',70", "5,'Ops',null"],
      },
    },
    renamed: { employees: 'workers', employee_id: 'worker_id', department: 'team', salary: 'wage' },
    columns: ['^employee_id$', '^rank$'],
    rows: [
      ['1', '1'],
      ['2', '1'],
      ['3', '3'],
      ['4', '1'],
      ['5', '2'],
    ],
  },
  {
    name: 'W5: stacked tables keep equal rows',
    prompt: 'Stack north_sales and south_sales',
    paraphrases: ['Union of the north_sales and south_sales tables', 'Append south_sales to north_sales'],
    tables: {
      north_sales: { columns: ['product text', 'amount numeric(12,2)'], rows: ["'p1',1", "'p1',1"] },
      south_sales: { columns: ['product text', 'amount numeric(12,2)'], rows: ["'p1',1", "'p2',null"] },
    },
    renamed: { north_sales: 'upper_deals', south_sales: 'lower_deals', product: 'article', amount: 'value' },
    columns: ['^product$', '^amount$'],
    rows: [
      ['p1', '1'],
      ['p1', '1'],
      ['p1', '1'],
      ['p2', null],
    ],
  },
];

/** Prompts that say too little: each is asked back, and no job starts. */
export const unclear = ['Do something with customers', 'Join tables', 'Calculate stuff', 'Do something with data'] as const;

/** Text with every old name replaced by its new one, whole words only, longest first. Plain words change with the names: "order amount" → "purchase amount". */
export const rename = (text: string, names: Readonly<Record<string, string>>): string => {
  const spoken = Object.entries(names).filter(([from]) => from.includes('_'));
  const spaced = [
    ...spoken.map(([from, to]): [string, string] => [from.replaceAll('_', ' '), to.replaceAll('_', ' ')]),
    ...Object.entries(names),
  ];
  const byLength = [...new Map(spaced)].sort(([a], [b]) => b.length - a.length);
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(${byLength.map(([from]) => from).join('|')})(?![A-Za-z0-9_])`, 'gi');
  const table = new Map(byLength);
  return text.replace(pattern, (word) => table.get(word.toLowerCase()) ?? word);
};
