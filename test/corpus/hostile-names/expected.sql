with
"class" as (
  select "select" as "select", "a.b`c" collate "C" as "a.b`c"
  from "we""ird"."drop table; --"
),
"F""""""" as (
  select "x'y""z\" as "x'y""z\", "Ünïcode $$" collate "C" as "Ünïcode $$", "left" as "left"
  from "we""ird"."drop table; --"
),
"for" as (
  select l."select" as "select", l."a.b`c" as "a.b`c", r."x'y""z\" as "line
break", r."Ünïcode $$" as "Ünïcode $$"
  from "class" as l
  inner join "F""""""" as r on l."select" = r."left"
),
"""); drop table x; --" as (
  select t."select", t."a.b`c", t."Ünïcode $$", (t."a.b`c" || E'\\''"; --'::text) as "{}%s\", (t."line
break" * 2::numeric) as "sum"
  from "for" as t
),
"*" as (
  select distinct on (t."a.b`c") t."select", t."a.b`c", t."Ünïcode $$", t."{}%s\", t."sum"
  from """); drop table x; --" as t
  order by t."a.b`c", t."select" asc nulls last, t."Ünïcode $$" collate "C" asc nulls last, t."{}%s\" collate "C" asc nulls last, t."sum" asc nulls last
)
select
  t."select"::integer as "select",
  t."{}%s\" collate "default" as "{}%s\",
  t."sum"::numeric(14,2) as "sum",
  t."Ünïcode $$" collate "default" as "Ünïcode $$"
from "*" as t
