"""Rows of datamorph_out.best_products.

- revenue: one row of items per product, with revenue as the sum of amount.
- best: the first 10 rows of revenue by revenue from the top, and those equal to the
  last one.
- datamorph_out.best_products: product and revenue of best; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    items = sources["items"]

    revenue = items.groupBy("product").agg(F.sum("amount").alias("revenue"))

    best_order = Window.orderBy(F.col("revenue").desc_nulls_last())
    best = (
        revenue.withColumn("place", F.rank().over(best_order))
        .filter(F.col("place") <= 10)
        .drop("place")
    )

    return best
