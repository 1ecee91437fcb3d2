with
"items" as (
  select "order_id" as "order_id", "line" as "line", "product" collate "C" as "product", "quantity" as "quantity", "price" as "price"
  from "shop"."order_items"
),
"baskets" as (
  select t."order_id" as "order_id", string_agg(t."product", ', '::text order by t."price" desc nulls last, t."line" asc nulls last) as "products", string_agg(distinct (upper(t."product" collate "und-x-icu") collate "C") collate "C", '|'::text order by (upper(t."product" collate "und-x-icu") collate "C") collate "C" asc nulls last) as "kinds", (array_agg(t."product" order by t."price" desc nulls last, t."product" collate "C" desc nulls last) filter (where t."price" is not null))[1] as "dearest", coalesce(sum((t."quantity"::numeric * t."price"))::numeric(31,2), 0::numeric) as "value"
  from "items" as t
  group by t."order_id"
)
select
  t."order_id"::integer as "order_id",
  t."products" collate "default" as "products",
  t."kinds" collate "default" as "kinds",
  t."dearest" collate "default" as "dearest",
  t."value"::numeric(31,2) as "value"
from "baskets" as t
