with
"staff" as (
  select "staff_id" as "staff_id", "name" collate "C" as "name", "manager_id"::integer as "manager_id", "salary" as "salary"
  from "shop"."staff"
),
"with_manager" as (
  select l."staff_id" as "staff_id", l."name" as "name", l."salary" as "salary", r."name" as "manager", r."salary" as "manager_salary"
  from "staff" as l
  left join "staff" as r on l."manager_id" = r."staff_id"
)
select
  t."staff_id"::integer as "staff_id",
  t."name" collate "default" as "name",
  t."salary"::numeric(10,2) as "salary",
  t."manager" collate "default" as "manager",
  t."manager_salary"::numeric(10,2) as "manager_salary"
from "with_manager" as t
