"""Rows of datamorph_out.best_products.

- revenue: one row of items per region and product, with revenue as the sum of amount.
- best: the first 3 rows of revenue per region by revenue from the top, and those equal
  to the last one, with their place as rank.
- winners: the first 5 rows of best by revenue from the top, region and product, with
  their place as place.
- datamorph_out.best_products: region, product, revenue, rank and place of winners, one
  row per place; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    items = sources["items"]

    revenue = items.groupBy("region", "product").agg(F.sum("amount").alias("revenue"))

    best_order = Window.partitionBy("region").orderBy(
        F.col("revenue").desc_nulls_last()
    )
    best = (
        revenue.withColumn("rank", F.rank().over(best_order))
        .filter(F.col("rank") <= 3)
        .withColumn("rank", F.col("rank").cast("bigint"))
    )

    winners_order = Window.orderBy(
        F.col("revenue").desc_nulls_last(),
        F.col("region").asc_nulls_last(),
        F.col("product").asc_nulls_last(),
    )
    winners = (
        best.withColumn("place", F.row_number().over(winners_order))
        .filter(F.col("place") <= 5)
        .withColumn("place", F.col("place").cast("bigint"))
    )

    return winners
