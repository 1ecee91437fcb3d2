with
"orders" as (
  select "order_id" as "order_id", "customer_id" as "customer_id", "status" collate "C" as "status", "amount" as "amount", "placed" as "placed"
  from "shop"."orders"
),
"paid" as (
  select t."order_id", t."customer_id", t."status", t."amount", t."placed"
  from "orders" as t
  where ((t."status" <> 'cancelled'::text) and (t."amount" is not null))
),
"running" as (
  select t."order_id", t."customer_id", t."status", t."amount", t."placed", row_number() over "w1" as "order_number", sum(t."amount") over "w2"::numeric(22,2) as "amount_so_far", min(t."placed") over "w3" as "first_order", (t."amount" = max(t."amount") over "w2") as "is_largest_so_far"
  from "paid" as t
  window "w1" as (partition by t."customer_id" order by t."placed" asc nulls last, t."order_id" asc nulls last), "w2" as (partition by t."customer_id" order by t."placed" asc nulls last, t."order_id" asc nulls last rows between unbounded preceding and current row), "w3" as (partition by t."customer_id")
)
select
  t."order_id"::integer as "order_id",
  t."customer_id"::integer as "customer_id",
  t."order_number"::bigint as "order_number",
  t."amount_so_far"::numeric(22,2) as "amount_so_far",
  t."first_order"::date as "first_order",
  t."is_largest_so_far"::boolean as "is_largest_so_far"
from "running" as t
