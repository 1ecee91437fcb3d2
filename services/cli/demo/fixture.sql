-- A small shop and its staff, the same rows on every machine. It holds what real tables hold: orders of nobody, customers without orders, two people of
-- one name, totals exactly at a round limit, amounts that are NULL, order lines whose order is gone.
create schema if not exists shop;
create schema if not exists hr;

drop table if exists shop.order_items, shop.orders, shop.customers, shop.products;
drop table if exists hr.salaries, hr.employees, hr.departments;

create table shop.customers (
  customer_id int primary key,
  customer_name text not null,
  country text,
  email text,
  signed_up_on date not null
);
create table shop.products (
  product_id int primary key,
  product_name text not null,
  category text not null,
  list_price numeric(10,2) not null
);
create table shop.orders (
  order_id int primary key,
  customer_id int,
  order_date timestamp not null,
  status text not null,
  order_amount numeric(12,2)
);
create table shop.order_items (
  order_id int not null,
  line_no int not null,
  product_id int,
  quantity int not null,
  amount numeric(12,2),
  primary key (order_id, line_no)
);

insert into shop.customers
select n,
       (array['Ann Archer','Bob Brown','Cy Cole','Di Dale','Eve Ek','Fay Fox','Gus Gray','Hal Hunt'])[1 + n % 8] || case when n > 8 then ' ' || n / 8 else '' end,
       case when n % 11 = 0 then null else (array['Austria','Germany','France','Spain'])[1 + n % 4] end,
       case when n % 9 = 0 then null else 'customer' || n || '@example.com' end,
       date '2023-01-15' + n * 7
from generate_series(1, 120) n;
update shop.customers set customer_name = 'Ann Archer' where customer_id = 72;

insert into shop.products
select n, 'Product ' || n, (array['Books','Garden','Kitchen'])[1 + n % 3], 4.50 + n * 1.25
from generate_series(1, 24) n;

-- Every twelfth customer never orders; every fortieth order belongs to nobody, some to a customer who is not there.
insert into shop.orders
select n,
       case when n % 40 = 0 then null when n % 97 = 0 then 9000 + n else (select c from (select 1 + (n * 7) % 120 as c) x where c % 12 <> 0) end,
       timestamp '2025-03-01 00:30' + n * interval '95 minutes',
       (array['paid','paid','shipped','returned'])[1 + n % 4],
       case when n % 53 = 0 then null else (40 + (n * 37) % 400)::numeric(12,2) + 0.25 * (n % 4) end
from generate_series(1, 900) n;
-- One customer whose orders come to exactly 1000.
insert into shop.customers values (121, 'Ivy Innes', 'Austria', 'ivy@example.com', '2024-02-29');
insert into shop.orders values (901, 121, '2025-03-31 23:59:59', 'paid', 600.00), (902, 121, '2025-04-01 00:00:00', 'paid', 400.00);

insert into shop.order_items
select o.order_id, l, 1 + (o.order_id * 5 + l) % 24, 1 + (o.order_id + l) % 5, case when (o.order_id + l) % 61 = 0 then null else round(((o.order_id * 13 + l * 7) % 200) + 0.99, 2) end
from shop.orders o cross join generate_series(1, 3) l
where l <= 1 + o.order_id % 3;
insert into shop.order_items values (99001, 1, 3, 2, 19.90), (99002, 1, null, 1, 5.00);

create table hr.departments (department_id int primary key, department_name text not null);
create table hr.employees (employee_id int primary key, employee_name text not null, department_id int, hired_on date not null);
create table hr.salaries (employee_id int not null, salary numeric(10,2), valid_from date not null, primary key (employee_id, valid_from));

insert into hr.departments values (10, 'Engineering'), (20, 'Operations'), (30, 'People'), (40, 'Legal');
insert into hr.employees
select n, 'Employee ' || n, case when n % 17 = 0 then null when n % 3 = 0 then 20 when n % 7 = 0 then 30 else 10 end, date '2018-01-01' + n * 41
from generate_series(1, 60) n;
-- Operations earn 50 000 each, which is not more than 50 000; some people had two salaries.
insert into hr.salaries
select employee_id, case department_id when 20 then 50000 when 10 then 58000 + (employee_id % 9) * 1500 else 50000 + (employee_id % 3) * 0.50 end, date '2024-01-01'
from hr.employees;
insert into hr.salaries select employee_id, 61000, date '2025-01-01' from hr.employees where employee_id % 10 = 1 and department_id = 10;

analyze shop.customers;
analyze shop.products;
analyze shop.orders;
analyze shop.order_items;
analyze hr.departments;
analyze hr.employees;
analyze hr.salaries;
