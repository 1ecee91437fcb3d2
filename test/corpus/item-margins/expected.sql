with
"order_items" as (
  select "quantity" as "quantity", "unit_price" as "unit_price", "unit_cost" as "unit_cost", "discount" as "discount"
  from "shop"."order_items"
),
"margins" as (
  select case when abs(round(((v2."revenue" - v2."cost"))::numeric, 2)) < 1e12 then round(((v2."revenue" - v2."cost"))::numeric, 2) end as "margin", round(((v2."revenue" - v2."cost") * 1.00000000000000000000000000000000 / nullif(nullif(v2."revenue", 0::numeric), 0))::numeric(38,6), 4) as "margin_share"
  from "order_items" as t
  cross join lateral (select (t."unit_price" * (1::numeric - coalesce(t."discount", 0::numeric))) as "price", coalesce(t."quantity", 1) as "units") as v1
  cross join lateral (select (v1."price" * v1."units"::numeric) as "revenue", (t."unit_cost" * v1."units"::numeric) as "cost") as v2
),
"rated" as (
  select t."margin", t."margin_share", case when v1."is_thin" then 'thin'::text else 'fine'::text end as "rating"
  from "margins" as t
  cross join lateral (select (t."margin_share" < 0.1) as "is_thin") as v1
)
select
  t."margin"::numeric(14,2) as "margin",
  t."margin_share"::numeric(20,4) as "margin_share",
  t."rating" collate "default" as "rating"
from "rated" as t
