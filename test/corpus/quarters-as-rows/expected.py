"""Rows of datamorph_out.budgets_by_quarter.

- by_quarter: per row of budgets one row for each of Q1 (q1), Q2 (q2) and Q3, 'planned'
  (Q3 (plan)): its name as quarter, its value as budget, unless it is NULL.
- datamorph_out.budgets_by_quarter: department, quarter, budget and currency of
  by_quarter, one row per department and quarter; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    budgets = sources["budgets"]

    by_quarter = budgets.select(
        "department",
        "currency",
        F.stack(
            F.lit(3),
            F.lit("Q1"),
            F.col("q1").cast("decimal(21,2)"),
            F.lit("Q2"),
            F.col("q2").cast("decimal(21,2)"),
            F.lit('Q3, "planned"'),
            F.col("`Q3 (plan)`").cast("decimal(21,2)"),
        ).alias("quarter", "budget"),
    ).filter(F.col("budget").isNotNull())

    return by_quarter.select("department", "quarter", "budget", "currency")
