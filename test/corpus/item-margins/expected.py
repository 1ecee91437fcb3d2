"""Rows of datamorph_out.item_margins.

- margins: of order_items the columns margin as (revenue - cost) as decimal(14,2) and
  margin_share as round((revenue - cost) / nullif(revenue, 0), 4), where price is
  unit_price * (1 - coalesce(discount, 0)), units is coalesce(quantity, 1), revenue is
  price * units and cost is unit_cost * units.
- rated: margins with rating as 'thin' when is_thin, else 'fine', where is_thin is
  margin_share < 0.1.
- datamorph_out.item_margins: margin, margin_share as decimal(20,4) and rating of rated;
  it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    order_items = sources["order_items"]

    margins = (
        order_items.withColumns(
            {
                "price": (
                    F.col("unit_price")
                    * (
                        F.lit("1").cast("decimal(1,0)")
                        - F.coalesce("discount", F.lit("0").cast("decimal(10,3)"))
                    )
                ),
                "units": F.coalesce("quantity", F.lit(1)),
            }
        )
        .withColumns(
            {
                "revenue": F.col("price") * F.col("units"),
                "cost": F.col("unit_cost") * F.col("units"),
            }
        )
        .select(
            F.when(
                F.abs(F.round(F.col("revenue") - F.col("cost"), 2)) < 1000000000000,
                (F.col("revenue") - F.col("cost")).cast("decimal(14,2)"),
            ).alias("margin"),
            F.round(
                (F.col("revenue") - F.col("cost"))
                / F.when(F.col("revenue") == 0, None).otherwise(F.col("revenue")),
                4,
            ).alias("margin_share"),
        )
    )

    rated = (
        margins.withColumn(
            "is_thin", F.col("margin_share") < F.lit("0.1").cast("decimal(37,4)")
        )
        .withColumn("rating", F.when(F.col("is_thin"), "thin").otherwise("fine"))
        .drop("is_thin")
    )

    return rated.select(
        "margin",
        F.col("margin_share").cast("decimal(20,4)").alias("margin_share"),
        "rating",
    )
