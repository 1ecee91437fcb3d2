with
"orders" as (
  select "order_id" as "order_id", "customer_id" as "customer_id", "order_date" as "order_date", "order_amount" as "order_amount", "paid" as "paid"
  from "shop"."orders"
),
"paid_orders" as (
  select t."order_id", t."customer_id", t."order_date", t."order_amount", t."paid"
  from "orders" as t
  where (t."paid" and (t."order_amount" is not null))
),
"latest" as (
  select distinct on (t."customer_id") t."order_id", t."customer_id", t."order_date", t."order_amount", t."paid"
  from "paid_orders" as t
  order by t."customer_id", t."order_date" desc nulls last, t."order_id" asc nulls last
)
select
  t."customer_id"::integer as "customer_id",
  t."order_id"::integer as "order_id",
  t."order_date"::timestamp without time zone as "order_date",
  t."order_amount"::numeric(12,2) as "order_amount"
from "latest" as t
