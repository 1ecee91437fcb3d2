with
"employees" as (
  select "employee_id" as "employee_id", "department_id" as "department_id"
  from "hr"."employees"
),
"departments" as (
  select "department_id" as "department_id", "department_name" collate "C" as "department_name"
  from "hr"."departments"
),
"salaries" as (
  select "employee_id" as "employee_id", "salary" as "salary"
  from "hr"."salaries"
),
"staff" as (
  select l."employee_id" as "employee_id", r."department_id" as "department_id", r."department_name" as "department_name"
  from "employees" as l
  inner join "departments" as r on l."department_id" = r."department_id"
),
"paid_staff" as (
  select l."employee_id" as "employee_id", l."department_id" as "department_id", l."department_name" as "department_name", r."salary" as "salary"
  from "staff" as l
  inner join "salaries" as r on l."employee_id" = r."employee_id"
),
"averages" as (
  select t."department_id" as "department_id", t."department_name" as "department_name", count(distinct t."employee_id") as "employee_count", (sum(t."salary"::numeric) * 1.00000000000000000000000000000000 / nullif(count(t."salary"::numeric), 0))::numeric(16,6) as "average_salary"
  from "paid_staff" as t
  group by t."department_id", t."department_name"
),
"well_paid" as (
  select t."department_id", t."department_name", t."employee_count", t."average_salary"
  from "averages" as t
  where (t."average_salary" > 50000::numeric)
)
select
  t."department_name" collate "default" as "department_name",
  t."employee_count"::bigint as "employee_count",
  t."average_salary"::numeric(16,6) as "average_salary"
from "well_paid" as t
