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
  select t."sensor" as "sensor", date_trunc('hour'::text, t."taken") as "hour", ((select case when 2::double precision = 0 then null when abs(2::double precision) < 1 and abs(v.v1) > 1.7976931348623157e+308::double precision * abs(2::double precision) then 'Infinity'::double precision * sign(v.v1) * sign(2::double precision) when abs(2::double precision) > 1 and abs(v.v1) < 1 and v.v1 <> 0 and 2::double precision <> 'NaN'::double precision and abs(v.v1) * 1.0715086071862673e+301::double precision <= abs(2::double precision) * 2.6469779601696886e-23::double precision then 0 else v.v1 / 2::double precision end from (select (case when abs(t."value") > 1 and abs(t."weight"::double precision) > 1 and abs(t."value" * 3.7291703656001034e-155::double precision) * abs(t."weight"::double precision * 3.7291703656001034e-155::double precision) >= 0.25 then 'Infinity'::double precision * sign(t."value") * sign(t."weight"::double precision) when greatest(abs(t."value"), abs(t."weight"::double precision)) < 1 and least(abs(t."value"), abs(t."weight"::double precision)) < 3.054936363499605e-151::double precision and t."value" <> 0 and t."weight"::double precision <> 0 and abs(t."value") * 4.4989137945431964e+161::double precision * (abs(t."weight"::double precision) * 8.997827589086393e+161::double precision) <= 1 then 0 else t."value" * t."weight"::double precision end) as v1 offset 0) as v)) as "scaled", case when t."value"::double precision not in ('NaN', 'Infinity', '-Infinity') then case when abs(round((t."value"::text::numeric)::numeric, 2)) < 1e8 then round((t."value"::text::numeric)::numeric, 2) end end as "level"
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
