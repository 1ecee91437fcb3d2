with
"orders" as (
  select "placed" as "placed", "amount" as "amount"
  from "ledger"."orders"
),
"period" as (
  select date_trunc('month'::text, min(t."placed")::timestamp)::date as "first", max(t."placed") as "last"
  from "orders" as t
  group by ()
),
"months" as (
  select v.value as "month"
  from (select (select s."first" from "period" as s) as first, (select s."last" from "period" as s) as last) as e
  cross join lateral (select floor(((extract(year from e.last) * 12 + extract(month from e.last)) - (extract(year from e.first) * 12 + extract(month from e.first))) / 1) as steps) as s
  cross join lateral generate_series(0, case when s.steps < 10000000 then s.steps::integer else ('sequence months has more than 10000000 rows: ' || s.steps)::integer end) as n
  cross join lateral (select (e.first + n * interval '1 months')::date as value) as v
  where v.value <= e.last
),
"revenue" as (
  select k."month" as "month", sum(t."amount")::numeric(22,2) as "revenue"
  from "orders" as t
  cross join lateral (select date_trunc('month'::text, t."placed"::timestamp)::date as "month") as k
  group by k."month"
),
"monthly" as (
  select l."month" as "month", r."revenue" as "revenue"
  from "months" as l
  left join "revenue" as r on l."month" = r."month"
),
"with_zeros" as (
  select t."month", coalesce(t."revenue", 0::numeric) as "revenue"
  from "monthly" as t
)
select
  t."month"::date as "month",
  t."revenue"::numeric(22,2) as "revenue"
from "with_zeros" as t
