with
"orders" as (
  select "order_id" as "order_id", "items"::text collate "C" as "items", case when "tags" is not null then array(select u.e::text from unnest("tags") with ordinality as u(e, o) order by u.o) end as "tags"
  from "carts"."orders"
),
"lines" as (
  select t."order_id", t."tags", nullif(e.element::text, 'null') collate "C" as "item", e.position::integer as "line"
  from "orders" as t
  cross join lateral json_array_elements(case when json_typeof(t."items"::json) = 'array' then t."items"::json end) with ordinality as e(element, position)
),
"tagged" as (
  select t."order_id", t."item", t."line", e.element collate "C" as "tag"
  from "lines" as t
  left join lateral unnest(t."tags") with ordinality as e(element, position) on true
)
select
  t."order_id"::integer as "order_id",
  t."line"::integer as "line",
  t."item"::jsonb as "item",
  t."tag" collate "default" as "tag"
from "tagged" as t
