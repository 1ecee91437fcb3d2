with
"views" as (
  select "view_id" as "view_id", "visitor" collate "C" as "visitor", "viewed_at" as "viewed_at", "page" collate "C" as "page"
  from "web"."page_views"
),
"gaps" as (
  select t."view_id", t."visitor", t."viewed_at", t."page", coalesce((((extract(epoch from date_trunc('minute', t."viewed_at"::timestamp)) - extract(epoch from date_trunc('minute', lag(t."viewed_at") over "w1"::timestamp))) / 60)::bigint > 30::bigint), true) as "is_new"
  from "views" as t
  window "w1" as (partition by t."visitor" order by t."viewed_at" asc nulls last, t."view_id" asc nulls last)
),
"numbered" as (
  select t."view_id", t."visitor", t."viewed_at", t."page", t."is_new", count(*) filter (where t."is_new") over "w1" as "session"
  from "gaps" as t
  window "w1" as (partition by t."visitor" order by t."viewed_at" asc nulls last, t."view_id" asc nulls last rows between unbounded preceding and current row)
),
"sessions" as (
  select t."visitor" as "visitor", t."session" as "session", min(t."viewed_at") as "started_at", count(*) as "views", (array_agg(t."page" order by t."viewed_at" asc nulls last, t."page" collate "C" asc nulls last) filter (where t."page" is not null))[1] as "landing_page", (array_agg(t."page" order by t."viewed_at" desc nulls last, t."page" collate "C" desc nulls last) filter (where t."viewed_at" is not null))[1] as "last_page"
  from "numbered" as t
  group by t."visitor", t."session"
)
select
  t."visitor" collate "default" as "visitor",
  t."session"::bigint as "session",
  t."started_at"::timestamp without time zone as "started_at",
  t."views"::bigint as "views",
  t."landing_page" collate "default" as "landing_page",
  t."last_page" collate "default" as "last_page"
from "sessions" as t
