with
"customers" as (
  select "customer_id" as "customer_id", "customer_name" collate "C" as "customer_name"
  from "shop"."customers"
),
"orders" as (
  select "customer_id" as "customer_id", "order_amount" as "order_amount"
  from "shop"."orders"
),
"customer_orders" as (
  select l."customer_id" as "customer_id", l."customer_name" as "customer_name", r."order_amount" as "order_amount"
  from "customers" as l
  left join "orders" as r on l."customer_id" = r."customer_id"
),
"totals" as (
  select t."customer_id" as "customer_id", t."customer_name" as "customer_name", sum(t."order_amount")::numeric(22,2) as "total_amount"
  from "customer_orders" as t
  group by t."customer_id", t."customer_name"
),
"big_spenders" as (
  select t."customer_id", t."customer_name", t."total_amount"
  from "totals" as t
  where (t."total_amount" > 1000::numeric)
)
select
  t."customer_id"::integer as "customer_id",
  t."customer_name" collate "default" as "customer_name",
  t."total_amount"::numeric(22,2) as "total_amount"
from "big_spenders" as t
