"""Rows of datamorph_out.everyone_below.

- reports: from the rows of employees where manager_id is NULL or (employee_id <= 3)
  down to all rows below (manager_id is the employee_id of the row above), at most 6
  levels, with the start's employee_id as boss_id, the start's employee_name as boss,
  the distance as level and the way as path.
- below: the rows of reports where level > 0.
- datamorph_out.everyone_below: boss_id, boss, employee_id, employee_name, level and
  path of below, one row per boss_id and employee_id; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    employees = sources["employees"]

    reports = employees.filter(
        F.col("manager_id").isNull() | (F.col("employee_id") <= 3)
    ).select(
        F.struct("*").alias("row"),
        F.struct(
            F.col("employee_id").alias("boss_id"), F.col("employee_name").alias("boss")
        ).alias("start"),
        F.lit(0).alias("level"),
        F.col("employee_id").cast("string").alias("path"),
        F.array("employee_id").alias("trail"),
    )
    for level in range(1, 7):
        reports = reports.withColumn(
            "moves",
            F.explode(
                F.when(
                    F.col("level") == level - 1, F.array(F.lit(False), F.lit(True))
                ).otherwise(F.array(F.lit(False)))
            ),
        )
        reports = (
            reports.alias("here")
            .join(
                employees.alias("next"),
                F.col("here.moves")
                & (F.col("next.manager_id") == F.col("here.row.employee_id"))
                & ~F.array_contains("here.trail", F.col("next.employee_id")),
                "left",
            )
            .filter(~F.col("here.moves") | F.col("next.manager_id").isNotNull())
            .select(
                F.when(F.col("here.moves"), F.struct("next.*"))
                .otherwise(F.col("here.row"))
                .alias("row"),
                "here.start",
                F.when(F.col("here.moves"), F.lit(level))
                .otherwise(F.col("here.level"))
                .alias("level"),
                F.when(
                    F.col("here.moves"),
                    F.concat(
                        "here.path",
                        F.lit("/"),
                        F.col("next.employee_id").cast("string"),
                    ),
                )
                .otherwise(F.col("here.path"))
                .alias("path"),
                F.when(
                    F.col("here.moves"),
                    F.array_append("here.trail", F.col("next.employee_id")),
                )
                .otherwise(F.col("here.trail"))
                .alias("trail"),
            )
        )
    reports = reports.select(
        "row.employee_id",
        "row.employee_name",
        "row.manager_id",
        "start.boss_id",
        "start.boss",
        "level",
        "path",
    )

    below = reports.filter(F.col("level") > 0)

    return below.select(
        "boss_id", "boss", "employee_id", "employee_name", "level", "path"
    )
