with
"items" as (
  select "order_id" as "order_id", "product" collate "C" as "product", "quantity" as "quantity", "price" as "price"
  from "shop"."order_items"
),
"sales" as (
  select t."product" as "product", sum((t."quantity"::numeric * t."price"))::numeric(31,2) as "revenue", count(distinct t."order_id") as "orders"
  from "items" as t
  group by t."product"
),
"ranked" as (
  select t."product", t."revenue", t."orders", rank() over "w1" as "place", dense_rank() over "w1" as "dense_place", ntile(4) over "w2" as "quarter", (lag(t."revenue") over "w2" - t."revenue") as "behind_next"
  from "sales" as t
  window "w1" as (order by t."revenue" desc nulls last), "w2" as (order by t."revenue" desc nulls last, t."product" collate "C" asc nulls last)
),
"best" as (
  select t."product", t."revenue", t."orders", t."place", t."dense_place", t."quarter", t."behind_next"
  from "ranked" as t
  where (t."place" <= 10::bigint)
)
select
  t."product" collate "default" as "product",
  t."revenue"::numeric(31,2) as "revenue",
  t."orders"::bigint as "orders",
  t."place"::bigint as "place",
  t."dense_place"::bigint as "dense_place",
  t."quarter"::integer as "quarter",
  t."behind_next"::numeric(32,2) as "behind_next"
from "best" as t
