with
"customers" as (
  select "customer_id" as "customer_id", "customer_name" collate "C" as "customer_name", "email"::text collate "C" as "email", "phone" collate "C" as "phone", rpad("country"::text, 5) collate "C" as "country", ("signed_up" at time zone 'UTC') as "signed_up"
  from "shop"."customers"
),
"filled" as (
  select t."customer_id", t."customer_name", (lower(btrim(coalesce(t."email", 'unknown@example.com'::text)) collate "und-x-icu") collate "C") as "email", coalesce(t."phone", 'N/A'::text) as "phone", t."signed_up", substr(t."email", case when (strpos(t."email", '@'::text) + 1) = 0 then 1 when (strpos(t."email", '@'::text) + 1) > 0 then (strpos(t."email", '@'::text) + 1) else length(t."email") + (strpos(t."email", '@'::text) + 1) + 1 end) as "domain", date_trunc('month'::text, t."signed_up"::date::timestamp)::date as "signup_month", case when (t."country" = 'AT   '::text) then 'home'::text when (t."country" = 'DE   '::text) then 'near'::text else 'far'::text end as "region"
  from "customers" as t
),
"valid" as (
  select t."customer_id", t."customer_name", t."email", t."phone", t."signed_up", t."domain", t."signup_month", t."region"
  from "filled" as t
  where (((t."email" like '%_@_%._%'::text escape E'\\') and (not (strpos(t."email", ' '::text) > 0))) and ((t."domain" <> 'test.com'::text) or (t."domain" is null)))
)
select
  t."customer_id"::integer as "customer_id",
  t."customer_name" collate "default" as "customer_name",
  t."email" collate "default" as "email",
  t."phone" collate "default" as "phone",
  t."domain" collate "default" as "domain",
  t."signup_month"::date as "signup_month",
  t."region" collate "default" as "region"
from "valid" as t
