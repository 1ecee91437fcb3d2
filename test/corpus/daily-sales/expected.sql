with
"orders" as (
  select "order_id" as "order_id", "order_date" as "order_date"
  from "shop"."orders"
),
"order_items" as (
  select "order_id" as "order_id", "amount" as "amount"
  from "shop"."order_items"
),
"sold" as (
  select l."order_id" as "order_id", l."order_date" as "order_date", r."amount" as "amount"
  from "orders" as l
  inner join "order_items" as r on l."order_id" = r."order_id"
),
"daily" as (
  select k."order_day" as "order_day", count(distinct t."order_id") as "order_count", coalesce(sum(t."amount")::numeric(22,2), 0::numeric) as "total_amount", extract(isodow from k."order_day")::integer as "weekday"
  from "sold" as t
  cross join lateral (select t."order_date"::date as "order_day") as k
  group by k."order_day"
)
select
  t."order_day"::date as "order_day",
  t."weekday"::integer as "weekday",
  t."order_count"::bigint as "order_count",
  t."total_amount"::numeric(18,2) as "total_amount"
from "daily" as t
