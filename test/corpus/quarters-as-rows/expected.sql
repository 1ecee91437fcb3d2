with
"budgets" as (
  select "department" collate "C" as "department", rpad("currency"::text, 3) collate "C" as "currency", "q1" as "q1", "q2" as "q2", "Q3 (plan)" as "Q3 (plan)"
  from "planning"."budgets"
),
"by_quarter" as (
  select t."department", t."currency", v."quarter", v."budget"
  from "budgets" as t
  cross join lateral (values ('Q1'::text, t."q1"::numeric), ('Q2'::text, t."q2"::numeric), ('Q3, "planned"'::text, t."Q3 (plan)")) as v("quarter", "budget")
  where v."budget" is not null
)
select
  t."department" collate "default" as "department",
  t."quarter" collate "default" as "quarter",
  t."budget"::numeric(21,2) as "budget",
  t."currency" collate "default" as "currency"
from "by_quarter" as t
