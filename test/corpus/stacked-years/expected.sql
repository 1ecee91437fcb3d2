with
"sales_2023" as (
  select "sale_id" as "sale_id", "city" collate "C" as "city", "amount" as "amount"
  from "yearly"."sales_2023"
),
"sales_2024" as (
  select "sale_id" as "sale_id", "amount" as "amount", "city" collate "C" as "city", "channel" collate "C" as "channel"
  from "yearly"."sales_2024"
),
"sales_2025" as (
  select "sale_id" as "sale_id", "amount" as "amount", "channel" collate "C" as "channel", "voided" as "voided"
  from "yearly"."sales_2025"
),
"sales" as (
  select t."sale_id"::bigint as "sale_id", t."city" as "city", t."amount" as "amount", null::text as "channel", null::boolean as "voided"
  from "sales_2023" as t
  union all
  select t."sale_id" as "sale_id", t."city" as "city", t."amount" as "amount", t."channel" as "channel", null::boolean as "voided"
  from "sales_2024" as t
  union all
  select t."sale_id"::bigint as "sale_id", null::text as "city", t."amount"::numeric as "amount", t."channel" as "channel", t."voided" as "voided"
  from "sales_2025" as t
),
"kept" as (
  select t."sale_id", t."city", t."amount", t."channel", t."voided"
  from "sales" as t
  where (not (t."voided" is true))
)
select
  t."sale_id"::bigint as "sale_id",
  t."city" collate "default" as "city",
  t."amount"::numeric(14,4) as "amount",
  t."channel" collate "default" as "channel"
from "kept" as t
