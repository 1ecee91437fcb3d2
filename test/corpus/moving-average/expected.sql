with
"orders" as (
  select "amount" as "amount", "placed" as "placed"
  from "shop"."orders"
),
"daily" as (
  select t."placed" as "placed", coalesce(sum(t."amount")::numeric(22,2), 0::numeric) as "revenue"
  from "orders" as t
  group by t."placed"
),
"smoothed" as (
  select t."placed", t."revenue", round((sum(t."revenue") over "w1" * 1.00000000000000000000000000000000 / nullif(count(t."revenue") over "w1", 0))::numeric(26,6), 2) as "seven_days", count(*) over "w1" as "days_counted", sum(t."revenue") over "w2"::numeric(32,2) as "last_seven_rows"
  from "daily" as t
  window "w1" as (order by t."placed" asc nulls last range between interval '6 days' preceding and current row), "w2" as (order by t."placed" asc nulls last rows between 6 preceding and current row)
)
select
  t."placed"::date as "placed",
  t."revenue"::numeric(22,2) as "revenue",
  t."seven_days"::numeric(26,2) as "seven_days",
  t."days_counted"::bigint as "days_counted",
  t."last_seven_rows"::numeric(32,2) as "last_seven_rows"
from "smoothed" as t
