with
"orders" as (
  select "order_id" as "order_id", "product" collate "C" as "product", "placed" as "placed"
  from "shop"."orders"
),
"prices" as (
  select "product" collate "C" as "product", "valid_from" as "valid_from", "valid_to" as "valid_to", "price" as "price"
  from "shop"."prices"
),
"priced" as (
  select l."order_id" as "order_id", l."product" as "product", l."placed" as "placed", r."price" as "price", r."valid_from" as "valid_from", (r."row is there" is not null) as "has_price"
  from "orders" as l
  left join (select r.*, true as "row is there" from "prices" as r) as r on l."product" = r."product" and ((l."placed" >= r."valid_from") and ((r."valid_to" is null) or (l."placed" < r."valid_to")))
)
select
  t."order_id"::integer as "order_id",
  t."product" collate "default" as "product",
  t."placed"::date as "placed",
  t."price"::numeric(10,2) as "price",
  t."valid_from"::date as "valid_from",
  t."has_price"::boolean as "has_price"
from "priced" as t
