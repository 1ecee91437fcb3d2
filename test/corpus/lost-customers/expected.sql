with
"orders" as (
  select "customer_id" as "customer_id", "placed" as "placed"
  from "churn"."orders"
),
"customers" as (
  select "customer_id" as "customer_id", "blocked" as "blocked"
  from "churn"."customers"
),
"before" as (
  select t."customer_id" as "customer_id"
  from "orders" as t
),
"recent_orders" as (
  select t."customer_id", t."placed"
  from "orders" as t
  where (t."placed" >= date '2025-01-01')
),
"recent" as (
  select t."customer_id" as "customer_id"
  from "recent_orders" as t
),
"blocked_customers" as (
  select t."customer_id", t."blocked"
  from "customers" as t
  where t."blocked"
),
"blocked" as (
  select t."customer_id" as "customer_id"
  from "blocked_customers" as t
),
"lost" as (
  select t."customer_id" as "customer_id"
  from "before" as t
  except
  select t."customer_id" as "customer_id"
  from "recent" as t
  except
  select t."customer_id" as "customer_id"
  from "blocked" as t
)
select
  t."customer_id"::integer as "customer_id"
from "lost" as t
