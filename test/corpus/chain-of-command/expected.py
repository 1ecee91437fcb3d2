"""Rows of datamorph_out.units_above.

- above: from the rows of units where head is not NULL up to all rows above (part_of is
  the unit of the row above), at most 4 levels, with the start's unit as start_unit and
  the distance as steps.
- datamorph_out.units_above: start_unit, unit and steps of above, one row per start_unit
  and unit; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    units = sources["units"]

    above = units.filter(F.col("head").isNotNull()).select(
        F.struct("*").alias("row"),
        F.struct(F.col("unit").alias("start_unit")).alias("start"),
        F.lit(0).alias("level"),
        F.array("unit").alias("trail"),
    )
    for level in range(1, 5):
        above = above.withColumn(
            "moves",
            F.explode(
                F.when(
                    F.col("level") == level - 1, F.array(F.lit(False), F.lit(True))
                ).otherwise(F.array(F.lit(False)))
            ),
        )
        above = (
            above.alias("here")
            .join(
                units.alias("next"),
                F.col("here.moves")
                & (F.col("next.unit") == F.col("here.row.part_of"))
                & ~F.array_contains("here.trail", F.col("next.unit")),
                "left",
            )
            .filter(~F.col("here.moves") | F.col("next.unit").isNotNull())
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
                    F.array_append("here.trail", F.col("next.unit")),
                )
                .otherwise(F.col("here.trail"))
                .alias("trail"),
            )
        )
    above = above.select(
        "row.unit", "row.part_of", "start.start_unit", F.col("level").alias("steps")
    )

    return above.select("start_unit", "unit", "steps")
