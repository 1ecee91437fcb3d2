with
"units" as (
  select "unit" collate "C" as "unit", "part_of" collate "C" as "part_of", "head" collate "C" as "head"
  from "holding"."units"
),
"above" as (
  with recursive "walk" as (
  select t."unit" as "unit", t."part_of" as "part_of", t."unit" as "start_unit", 0 as "steps", array[t."unit"] as "trail"
  from "units" as t
  where (t."head" is not null)
  union all
  select t."unit", t."part_of", w."start_unit", w."steps" + 1, w."trail" || t."unit"
  from "walk" as w
  join "units" as t on t."unit" = w."part_of"
  where w."steps" < 4 and not coalesce(t."unit" = any(w."trail"), false)
  )
  select w."unit", w."part_of", w."start_unit", w."steps"
  from "walk" as w
)
select
  t."start_unit" collate "default" as "start_unit",
  t."unit" collate "default" as "unit",
  t."steps"::integer as "steps"
from "above" as t
