with
"readings" as (
  select "sensor" collate "C" as "sensor", ("taken" at time zone 'UTC') as "taken", "value" as "value", "weight" as "weight", "quality"::integer as "quality"
  from "lab"."readings"
),
"good" as (
  select t."sensor", t."taken", t."value", t."weight", t."quality"
  from "readings" as t
  where ((t."quality" between 1 and 3) and (t."value" is not null))
),
"scaled" as (
  select t."sensor" as "sensor", date_trunc('hour'::text, t."taken") as "hour", ((t."value" * t."weight"::double precision) / 2::double precision) as "scaled", case when t."value"::double precision not in ('NaN', 'Infinity', '-Infinity') then case when abs(round((t."value"::double precision::text::numeric)::numeric, 2)) < 1e8 then round((t."value"::double precision::text::numeric)::numeric, 2) end end as "level"
  from "good" as t
),
"means" as (
  select t."sensor" as "sensor", t."hour" as "hour", avg(t."scaled") as "mean", max(t."level") as "peak", count(*) as "readings"
  from "scaled" as t
  group by t."sensor", t."hour"
)
select
  t."sensor" collate "default" as "sensor",
  t."hour" at time zone 'UTC' as "hour",
  t."mean"::double precision as "mean",
  t."peak"::numeric(10,2) as "peak",
  t."readings"::integer as "readings"
from "means" as t
