with
"orders" as (
  select "order_date" as "order_date", "order_amount" as "order_amount", "order_quantity" as "order_quantity", "paid" as "paid"
  from "shop"."orders"
),
"figures" as (
  select count(*) as "orders", round(((100.0 * count(*) filter (where t."paid")::numeric) * 1.00000000000000000000000000000000 / nullif(count(*)::numeric, 0))::numeric(38,15), 2) as "paid_share", (sum(t."order_amount")::numeric(22,2) * 1.00000000000000000000000000000000 / nullif(sum(t."order_quantity")::bigint::numeric, 0))::numeric(38,18) as "average_price", (sum(distinct t."order_amount") * 1.00000000000000000000000000000000 / nullif(count(distinct t."order_amount"), 0))::numeric(16,6) as "different_amounts", bool_and(t."paid") as "all_paid", (max(t."order_date")::date - min(t."order_date")::date) as "span"
  from "orders" as t
  group by ()
)
select
  t."orders"::bigint as "orders",
  t."paid_share"::numeric(5,2) as "paid_share",
  t."average_price"::numeric(18,4) as "average_price",
  t."different_amounts"::numeric(16,6) as "different_amounts",
  t."all_paid"::boolean as "all_paid",
  t."span"::integer as "span"
from "figures" as t
