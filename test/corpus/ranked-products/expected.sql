with
"items" as (
  select "product" collate "C" as "product", "region" collate "C" as "region", "amount" as "amount"
  from "market"."order_items"
),
"revenue" as (
  select t."region" as "region", t."product" as "product", sum(t."amount")::numeric(22,2) as "revenue"
  from "items" as t
  group by t."region", t."product"
),
"best" as (
  select p."region", p."product", p."revenue", p."rank"
  from (select t."region", t."product", t."revenue", rank() over (partition by t."region" order by t."revenue" desc nulls last) as "rank" from "revenue" as t) as p
  where p."rank" <= 3
),
"winners" as (
  select p."region", p."product", p."revenue", p."rank", p."place"
  from (select t."region", t."product", t."revenue", t."rank", row_number() over (order by t."revenue" desc nulls last, t."region" collate "C" asc nulls last, t."product" collate "C" asc nulls last) as "place" from "best" as t) as p
  where p."place" <= 5
)
select
  t."region" collate "default" as "region",
  t."product" collate "default" as "product",
  t."revenue"::numeric(22,2) as "revenue",
  t."rank"::bigint as "rank",
  t."place"::bigint as "place"
from "winners" as t
