with
"orders" as (
  select rpad("country"::text, 2) collate "C" as "country", "amount" as "amount", "placed" as "placed"
  from "shop"."orders"
),
"revenue" as (
  select t."country" as "country", k."month" as "month", count(*) as "orders", coalesce(sum(t."amount")::numeric(22,2), 0::numeric) as "revenue", case grouping(t."country", k."month") when 0 then 'month'::text collate "C" when 1 then 'country'::text collate "C" when 3 then 'total'::text collate "C" end as "level"
  from "orders" as t
  cross join lateral (select date_trunc('month'::text, t."placed"::timestamp)::date as "month") as k
  group by grouping sets ((t."country", k."month"), (t."country"), ())
)
select
  t."country" collate "default" as "country",
  t."month"::date as "month",
  t."level" collate "default" as "level",
  t."orders"::bigint as "orders",
  t."revenue"::numeric(22,2) as "revenue"
from "revenue" as t
