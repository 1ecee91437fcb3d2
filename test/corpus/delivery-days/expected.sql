with
"orders" as (
  select rpad("country"::text, 2) collate "C" as "country", "amount" as "amount", "placed" as "placed", "delivered" as "delivered"
  from "shop"."orders"
),
"delivered_orders" as (
  select t."country" as "country", (t."delivered"::date - t."placed"::date) as "days", t."amount" as "amount"
  from "orders" as t
),
"per_country" as (
  select t."country" as "country", count(t."days") as "delivered", ((array_agg(t."days" order by t."days") filter (where t."days" is not null))[1 + floor(((count(t."days") - 1) * 0.5::numeric))::integer]::numeric + ((array_agg(t."days" order by t."days") filter (where t."days" is not null))[1 + ceil(((count(t."days") - 1) * 0.5::numeric))::integer]::numeric - (array_agg(t."days" order by t."days") filter (where t."days" is not null))[1 + floor(((count(t."days") - 1) * 0.5::numeric))::integer]::numeric) * mod(((count(t."days") - 1) * 0.5::numeric), 1))::numeric(11,1) as "median_days", ((array_agg(t."days" order by t."days") filter (where t."days" is not null))[1 + floor(((count(t."days") - 1) * 0.95::numeric))::integer]::numeric + ((array_agg(t."days" order by t."days") filter (where t."days" is not null))[1 + ceil(((count(t."days") - 1) * 0.95::numeric))::integer]::numeric - (array_agg(t."days" order by t."days") filter (where t."days" is not null))[1 + floor(((count(t."days") - 1) * 0.95::numeric))::integer]::numeric) * mod(((count(t."days") - 1) * 0.95::numeric), 1))::numeric(12,2) as "p95_days", round(((array_agg(t."amount" order by t."amount") filter (where t."amount" is not null))[1 + floor(((count(t."amount") - 1) * 0.5::numeric))::integer]::numeric + ((array_agg(t."amount" order by t."amount") filter (where t."amount" is not null))[1 + ceil(((count(t."amount") - 1) * 0.5::numeric))::integer]::numeric - (array_agg(t."amount" order by t."amount") filter (where t."amount" is not null))[1 + floor(((count(t."amount") - 1) * 0.5::numeric))::integer]::numeric) * mod(((count(t."amount") - 1) * 0.5::numeric), 1))::numeric(13,3), 2) as "typical_amount", round(stddev_samp(t."days"::numeric)::double precision::text::numeric, 2)::double precision as "spread"
  from "delivered_orders" as t
  group by t."country"
)
select
  t."country" collate "default" as "country",
  t."delivered"::bigint as "delivered",
  t."median_days"::numeric(11,1) as "median_days",
  t."p95_days"::numeric(12,2) as "p95_days",
  t."typical_amount"::numeric(13,2) as "typical_amount",
  t."spread"::double precision as "spread"
from "per_country" as t
