with
"sales" as (
  select "sale_id" as "sale_id", rpad("country"::text, 2) collate "C" as "country", "amount" as "amount"
  from "shop"."sales"
),
"total" as (
  select sum(t."amount")::numeric(20,2) as "amount", max(t."sale_id") as "greatest_id"
  from "sales" as t
  group by ()
),
"latest" as (
  select t."sale_id", t."country", t."amount"
  from "sales" as t
  order by t."sale_id" desc nulls last
  fetch first 1 rows only
),
"not_the_last" as (
  select t."sale_id", t."country", t."amount"
  from "sales" as t
  where ((t."sale_id" < (select s."greatest_id" from "total" as s)) and (t."amount" > 0.10))
),
"shares" as (
  select t."country" as "country", sum(t."amount")::numeric(20,2) as "amount", round((sum(t."amount")::numeric(20,2) * 1.00000000000000000000000000000000 / nullif(nullif((select s."amount" from "total" as s), 0::numeric), 0))::numeric(38,18), 4) as "share", count(*) filter (where (t."country" = (select s."country" from "latest" as s))) as "like_latest"
  from "not_the_last" as t
  group by t."country"
)
select
  t."country" collate "default" as "country",
  t."amount"::numeric(20,2) as "amount",
  t."share"::numeric(20,4) as "share",
  t."like_latest"::bigint as "like_latest"
from "shares" as t
