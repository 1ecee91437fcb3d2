"""Rows of datamorph_out.daily_prices.

- filled: the rows of prices, with source as 'estimated', and price from the last row
  before that has one, by day per product_id where it is NULL.
- datamorph_out.daily_prices: product_id, day, price and source of filled, one row per
  product_id and day; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    prices = sources["prices"]

    filled_so_far = (
        Window.partitionBy("product_id")
        .orderBy(F.col("day").asc_nulls_last())
        .rowsBetween(Window.unboundedPreceding, Window.currentRow)
    )
    filled = prices.withColumns(
        {
            "price": F.last("price", ignorenulls=True).over(filled_so_far),
            "source": F.coalesce("source", F.lit("estimated")),
        }
    )

    return filled
