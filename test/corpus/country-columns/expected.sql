with
"orders" as (
  select "customer_id" as "customer_id", rpad("country"::text, 2) collate "C" as "country", "amount" as "amount"
  from "shop"."orders"
),
"by_country" as (
  select t."customer_id" as "customer_id", case when (count(*) filter (where (t."country" = 'AT'::text)) > 0::bigint) then sum(t."amount") filter (where (t."country" = 'AT'::text))::numeric(22,2) else 0::numeric end as "austria", case when (count(*) filter (where (t."country" = 'DE'::text)) > 0::bigint) then sum(t."amount") filter (where (t."country" = 'DE'::text))::numeric(22,2) else 0::numeric end as "germany", case when (count(*) filter (where (t."country" is null)) > 0::bigint) then sum(t."amount") filter (where (t."country" is null))::numeric(22,2) else 0::numeric end as "unknown"
  from "orders" as t
  group by t."customer_id"
)
select
  t."customer_id"::integer as "customer_id",
  t."austria"::numeric(22,2) as "austria",
  t."germany"::numeric(22,2) as "germany",
  t."unknown"::numeric(22,2) as "unknown"
from "by_country" as t
