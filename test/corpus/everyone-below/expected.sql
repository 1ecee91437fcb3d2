with
"employees" as (
  select "employee_id" as "employee_id", "employee_name" collate "C" as "employee_name", "manager_id" as "manager_id"
  from "people"."employees"
),
"reports" as (
  with recursive "walk" as (
  select t."employee_id" as "employee_id", t."employee_name" as "employee_name", t."manager_id" as "manager_id", t."employee_id" as "boss_id", t."employee_name" as "boss", 0 as "level", t."employee_id"::text as "path", array[t."employee_id"] as "trail"
  from "employees" as t
  where ((t."manager_id" is null) or (t."employee_id" <= 3))
  union all
  select t."employee_id", t."employee_name", t."manager_id", w."boss_id", w."boss", w."level" + 1, w."path" || '/' || t."employee_id"::text, w."trail" || t."employee_id"
  from "walk" as w
  join "employees" as t on t."manager_id" = w."employee_id"
  where w."level" < 6 and not coalesce(t."employee_id" = any(w."trail"), false)
  )
  select w."employee_id", w."employee_name", w."manager_id", w."boss_id", w."boss", w."level", w."path"
  from "walk" as w
),
"below" as (
  select t."employee_id", t."employee_name", t."manager_id", t."boss_id", t."boss", t."level", t."path"
  from "reports" as t
  where (t."level" > 0)
)
select
  t."boss_id"::integer as "boss_id",
  t."boss" collate "default" as "boss",
  t."employee_id"::integer as "employee_id",
  t."employee_name" collate "default" as "employee_name",
  t."level"::integer as "level",
  t."path" collate "default" as "path"
from "below" as t
