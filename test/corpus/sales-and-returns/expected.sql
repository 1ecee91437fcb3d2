with
"sales" as (
  select rpad("country"::text, 2) collate "C" as "country", "amount" as "amount"
  from "shop"."sales"
),
"returns" as (
  select rpad("country"::text, 2) collate "C" as "country", "amount" as "amount"
  from "shop"."returns"
),
"sold" as (
  select k."country" as "country", sum(t."amount")::numeric(20,2) as "sold"
  from "sales" as t
  cross join lateral (select coalesce(t."country", '??'::text) as "country") as k
  group by k."country"
),
"few_returns" as (
  select t."country", t."amount"
  from "returns" as t
  where ((t."amount" > 1::numeric) and (t."country" <> 'DE'::text))
),
"returned" as (
  select k."country" as "country", sum(t."amount")::numeric(22,2) as "returned"
  from "few_returns" as t
  cross join lateral (select coalesce(t."country", '??'::text) as "country") as k
  group by k."country"
),
"both_ways" as (
  select coalesce(l."country", r."country") as "country", l."sold" as "sold", r."returned" as "returned", (l."row is there" is not null and r."row is there" is not null) as "has_both"
  from (select l.*, true as "row is there" from "sold" as l) as l
  full join (select r.*, true as "row is there" from "returned" as r) as r on l."country" = r."country"
)
select
  t."country" collate "default" as "country",
  t."sold"::numeric(20,2) as "sold",
  t."returned"::numeric(22,2) as "returned",
  t."has_both"::boolean as "has_both"
from "both_ways" as t
