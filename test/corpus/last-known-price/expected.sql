with
"prices" as (
  select "product_id" as "product_id", "day" as "day", "price" as "price", "source" collate "C" as "source"
  from "pricing"."prices"
),
"filled" as (
  select r."product_id", r."day", first_value(r."price") over (partition by r."product_id", r."run1" order by r."day" asc nulls last) as "price", coalesce(r."source", 'estimated'::text) as "source"
  from (select t."product_id", t."day", t."price", t."source", count(t."price") over (w rows unbounded preceding) as "run1" from "prices" as t window w as (partition by t."product_id" order by t."day" asc nulls last)) as r
)
select
  t."product_id"::integer as "product_id",
  t."day"::date as "day",
  t."price"::numeric(12,2) as "price",
  t."source" collate "default" as "source"
from "filled" as t
