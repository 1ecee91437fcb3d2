with
"stock" as (
  select "sku" collate "C" as "sku", "qty" as "qty"
  from "depot"."stock"
),
"counted" as (
  select "qty" as "qty", "sku" collate "C" as "sku"
  from "depot"."counted"
),
"found" as (
  select t."qty", t."sku"
  from "counted" as t
),
"same" as (
  select t."sku" as "sku", t."qty" as "qty"
  from "stock" as t
  intersect all
  select t."sku" as "sku", t."qty" as "qty"
  from "found" as t
)
select
  t."sku" collate "default" as "sku",
  t."qty"::integer as "qty"
from "same" as t
