with
"items" as (
  select "order_id" as "order_id", "product" collate "C" as "product", "amount" as "amount"
  from "shop"."order_items"
),
"dearest" as (
  select p."order_id", p."product", p."amount"
  from (select t."order_id", t."product", t."amount", row_number() over (partition by t."order_id" order by t."amount" desc nulls last, (upper(t."product" collate "und-x-icu") collate "C") collate "C" asc nulls first, t."product" collate "C" asc nulls last) as "place" from "items" as t) as p
  where p."place" <= 2
),
"sample" as (
  select t."order_id", t."product", t."amount"
  from "dearest" as t
  order by t."amount" asc nulls last, t."order_id" asc nulls last, t."product" collate "C" asc nulls last
  fetch first 100 rows only
)
select
  t."order_id"::integer as "order_id",
  t."product" collate "default" as "product",
  t."amount"::numeric(12,2) as "amount"
from "sample" as t
