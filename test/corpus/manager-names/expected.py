"""Rows of datamorph_out.staff_with_manager.

- with_manager: every row of the left staff, with each row of the right staff where
  manager_id of the left staff equals staff_id of the right staff, or with nothing; each
  row of the left staff meets at most one.
- datamorph_out.staff_with_manager: staff_id, name, salary, manager and manager_salary
  of with_manager, one row per staff_id; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    staff = sources["staff"]

    with_manager = (
        staff.alias("left")
        .join(
            staff.alias("right"),
            F.col("left.manager_id") == F.col("right.staff_id"),
            "left",
        )
        .select(
            "left.staff_id",
            "left.name",
            "left.salary",
            F.col("right.name").alias("manager"),
            F.col("right.salary").alias("manager_salary"),
        )
    )

    return with_manager
