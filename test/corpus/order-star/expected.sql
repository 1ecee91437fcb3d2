with
"lines" as (
  select "line_id" as "line_id", "customer_id"::integer as "customer_id", "product_id" as "product_id", "amount" as "amount"
  from "shop"."lines"
),
"customers" as (
  select "customer_id" as "customer_id", "name" collate "C" as "name", "region_id"::integer as "region_id"
  from "shop"."customers"
),
"products" as (
  select "product_id" as "product_id", "name" collate "C" as "name", "blocked" as "blocked"
  from "shop"."products"
),
"regions" as (
  select "region_id" as "region_id", "name" collate "C" as "name"
  from "shop"."regions"
),
"sellable" as (
  select t."product_id", t."name", t."blocked"
  from "products" as t
  where (not (t."blocked" is true))
),
"lines_in_full with customers" as (
  select l."line_id" as "line_id", l."product_id" as "product_id", l."amount" as "amount", r."name" as "customer", r."region_id" as "region_id"
  from "lines" as l
  left join "customers" as r on l."customer_id" = r."customer_id"
),
"lines_in_full with sellable" as (
  select l."line_id" as "line_id", l."product_id" as "product_id", l."amount" as "amount", l."customer" as "customer", l."region_id" as "region_id"
  from "lines_in_full with customers" as l
  where exists (select 1 from "sellable" as r where (l."product_id" % 20) = r."product_id")
),
"lines_in_full with products" as (
  select l."line_id" as "line_id", l."amount" as "amount", l."customer" as "customer", l."region_id" as "region_id", r."name" as "product"
  from "lines_in_full with sellable" as l
  left join "products" as r on (l."product_id" % 20) = r."product_id"
),
"lines_in_full" as (
  select l."line_id" as "line_id", l."amount" as "amount", l."customer" as "customer", l."product" as "product", r."name" as "region", (r."row is there" is not null) as "has_region"
  from "lines_in_full with products" as l
  left join (select r.*, true as "row is there" from "regions" as r) as r on l."region_id" = r."region_id"
)
select
  t."line_id"::integer as "line_id",
  t."customer" collate "default" as "customer",
  t."product" collate "default" as "product",
  t."region" collate "default" as "region",
  t."has_region"::boolean as "has_region",
  t."amount"::numeric(10,2) as "amount"
from "lines_in_full" as t
