"""Rows of datamorph_out.counts_per_shelf.

- counted: every row of shelves, with each row of counts where warehouse of shelves
  equals warehouse of counts, also where both are NULL and zone of shelves equals zone
  of counts, also where both are NULL, or with nothing.
- datamorph_out.counts_per_shelf: shelf_id, warehouse, zone, count_id and pieces of
  counted; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    shelves = sources["shelves"]
    counts = sources["counts"]

    counted = (
        shelves.alias("left")
        .join(
            counts.alias("right"),
            F.col("left.warehouse").eqNullSafe(F.col("right.warehouse"))
            & F.col("left.zone").eqNullSafe(F.col("right.zone")),
            "left",
        )
        .select("left.*", "right.count_id", "right.pieces")
    )

    return counted
