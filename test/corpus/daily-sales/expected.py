"""Rows of datamorph_out.daily_sales.

- sold: each row of orders with each row of order_items where order_id of orders equals
  order_id of order_items; rows without a partner are left out.
- daily: one row of sold per order_day, which is order_date as date, with order_count as
  the number of different order_id, total_amount as coalesce(the sum of amount, 0) and
  weekday as isodow(order_day).
- datamorph_out.daily_sales: order_day, weekday, order_count and total_amount as
  decimal(18,2) of daily; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]
    order_items = sources["order_items"]

    sold = (
        orders.alias("left")
        .join(
            order_items.alias("right"),
            F.col("left.order_id") == F.col("right.order_id"),
            "inner",
        )
        .select("left.*", "right.amount")
    )

    daily = sold.groupBy(F.col("order_date").cast("date").alias("order_day")).agg(
        F.count_distinct("order_id").alias("order_count"),
        F.coalesce(F.sum("amount"), F.lit("0").cast("decimal(22,2)")).alias(
            "total_amount"
        ),
        (F.weekday(F.col("order_date").cast("date")) + 1).alias("weekday"),
    )

    return daily.select(
        "order_day",
        "weekday",
        "order_count",
        F.col("total_amount").cast("decimal(18,2)").alias("total_amount"),
    )
