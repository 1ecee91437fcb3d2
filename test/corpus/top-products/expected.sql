with
"items" as (
  select "product" collate "C" as "product", "amount" as "amount"
  from "shop"."order_items"
),
"revenue" as (
  select t."product" as "product", sum(t."amount")::numeric(22,2) as "revenue"
  from "items" as t
  group by t."product"
),
"best" as (
  select t."product", t."revenue"
  from "revenue" as t
  order by t."revenue" desc nulls last
  fetch first 10 rows with ties
)
select
  t."product" collate "default" as "product",
  t."revenue"::numeric(22,2) as "revenue"
from "best" as t
