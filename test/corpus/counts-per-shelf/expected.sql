with
"shelves" as (
  select "shelf_id" as "shelf_id", rpad("warehouse"::text, 2) collate "C" as "warehouse", "zone"::integer as "zone"
  from "shop"."shelves"
),
"counts" as (
  select "count_id" as "count_id", rpad("warehouse"::text, 2) collate "C" as "warehouse", "zone" as "zone", "pieces" as "pieces"
  from "shop"."counts"
),
"counted" as (
  select l."shelf_id" as "shelf_id", l."warehouse" as "warehouse", l."zone" as "zone", r."count_id" as "count_id", r."pieces" as "pieces"
  from "shelves" as l
  left join "counts" as r on (l."warehouse" is null) = (r."warehouse" is null) and coalesce(l."warehouse", ''::text) = coalesce(r."warehouse", ''::text) and (l."zone" is null) = (r."zone" is null) and coalesce(l."zone", 0) = coalesce(r."zone", 0)
)
select
  t."shelf_id"::integer as "shelf_id",
  t."warehouse" collate "default" as "warehouse",
  t."zone"::integer as "zone",
  t."count_id"::integer as "count_id",
  t."pieces"::integer as "pieces"
from "counted" as t
