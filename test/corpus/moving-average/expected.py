"""Rows of datamorph_out.revenue_trend.

- daily: one row of orders per placed, with revenue as coalesce(the sum of amount, 0).
- smoothed: the rows of daily with seven_days as round(the average of revenue, over the
  rows by placed from 6 days before to its own, 2), days_counted as the number of rows,
  over the rows by placed from 6 days before to its own and last_seven_rows as the sum
  of revenue by placed, over the row and the 6 before it.
- datamorph_out.revenue_trend: placed, revenue, seven_days as decimal(26,2),
  days_counted and last_seven_rows of smoothed, one row per placed; it replaces what is
  there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    daily = orders.groupBy("placed").agg(
        F.coalesce(F.sum("amount"), F.lit("0").cast("decimal(22,2)")).alias("revenue")
    )

    by_placed_within_6 = Window.orderBy(
        F.unix_date("placed").asc_nulls_last()
    ).rangeBetween(-6, Window.currentRow)
    by_placed_last_7 = Window.orderBy(F.col("placed").asc_nulls_last()).rowsBetween(
        -6, Window.currentRow
    )
    smoothed = daily.withColumns(
        {
            "seven_days": F.round(F.avg("revenue").over(by_placed_within_6), 2),
            "days_counted": F.count("*").over(by_placed_within_6),
            "last_seven_rows": F.sum("revenue").over(by_placed_last_7),
        }
    )

    return smoothed.select(
        "placed",
        "revenue",
        F.col("seven_days").cast("decimal(26,2)").alias("seven_days"),
        "days_counted",
        "last_seven_rows",
    )
