with
"customers" as (
  select "customer_id" as "customer_id", "email"::text collate "C" as "email", rpad("country"::text, 5) collate "C" as "country"
  from "shop"."customers"
),
"orders" as (
  select "customer_id" as "customer_id"
  from "shop"."orders"
),
"silent" as (
  select l."country" as "country", l."email" as "email"
  from "customers" as l
  where not exists (select 1 from "orders" as r where l."customer_id" = r."customer_id")
),
"contacts" as (
  select distinct t."country", t."email"
  from "silent" as t
)
select
  t."country" collate "default" as "country",
  t."email" collate "default" as "email"
from "contacts" as t
