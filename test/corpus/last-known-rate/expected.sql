with
"orders" as (
  select "order_id" as "order_id", rpad("currency"::text, 2) collate "C" as "currency", "placed" as "placed", "amount" as "amount"
  from "shop"."orders"
),
"rates" as (
  select rpad("currency"::text, 2) collate "C" as "currency", "quoted_on" as "quoted_on", "rate" as "rate", "source" collate "C" as "source"
  from "shop"."rates"
),
"converted" as (
  select l."order_id" as "order_id", l."currency" as "currency", l."placed" as "placed", l."amount" as "amount", r."rate" as "rate", r."quoted_on" as "rate_day", (r."row is there" is not null) as "has_rate"
  from (select a.*, count(*) filter (where not "row is left") over (partition by "row key 1" order by "row time" asc nulls first, "row is left" rows unbounded preceding) as "row place" from ( select l."order_id", l."currency", l."placed", l."amount", l."currency" as "row key 1", l."placed" as "row time", true as "row is left" from "orders" as l union all select null, null, null, null, r."currency" as "row key 1", r."quoted_on", false from "rates" as r where r."currency" is not null and r."quoted_on" is not null) as a) as l
  left join (select r.*, r."currency" as "row key 1", row_number() over (partition by r."currency" order by r."quoted_on" asc, r."rate" desc nulls first, r."source" collate "C" desc nulls first) as "row place", true as "row is there" from "rates" as r where r."currency" is not null and r."quoted_on" is not null) as r on l."row key 1" = r."row key 1" and r."row place" = l."row place"
  where l."row is left"
),
"in_euro" as (
  select t."order_id", t."currency", t."placed", t."rate", t."rate_day", t."has_rate", case when abs(round(((t."amount" * 1.00000000000000000000000000000000 / nullif(nullif(t."rate", 0::numeric), 0))::numeric(31,15))::numeric, 2)) < 1e16 then round(((t."amount" * 1.00000000000000000000000000000000 / nullif(nullif(t."rate", 0::numeric), 0))::numeric(31,15))::numeric, 2) end as "euro"
  from "converted" as t
)
select
  t."order_id"::integer as "order_id",
  t."currency" collate "default" as "currency",
  t."placed"::date as "placed",
  t."rate"::numeric(12,6) as "rate",
  t."rate_day"::date as "rate_day",
  t."has_rate"::boolean as "has_rate",
  t."euro"::numeric(18,2) as "euro"
from "in_euro" as t
