with
"orders" as (
  select "customer_id" as "customer_id", rpad("country"::text, 2) collate "C" as "country", "amount" as "amount"
  from "shop"."orders"
),
"revenue" as (
  select t."country" as "country", t."customer_id" as "customer_id", coalesce(sum(t."amount")::numeric(22,2), 0::numeric) as "revenue"
  from "orders" as t
  group by t."country", t."customer_id"
),
"shares" as (
  select t."country", t."customer_id", t."revenue", round(((100::numeric * t."revenue") * 1.00000000000000000000000000000000 / nullif(sum(t."revenue") over "w1"::numeric(32,2), 0))::numeric(38,12), 2) as "of_country", round(((100::numeric * t."revenue") * 1.00000000000000000000000000000000 / nullif(sum(t."revenue") over "w2"::numeric(32,2), 0))::numeric(38,12), 2) as "of_all"
  from "revenue" as t
  window "w1" as (partition by t."country"), "w2" as ()
)
select
  t."country" collate "default" as "country",
  t."customer_id"::integer as "customer_id",
  t."revenue"::numeric(22,2) as "revenue",
  t."of_country"::numeric(38,2) as "of_country",
  t."of_all"::numeric(38,2) as "of_all"
from "shares" as t
