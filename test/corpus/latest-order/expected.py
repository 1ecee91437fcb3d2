"""Rows of datamorph_out.latest_orders.

- paid_orders: the rows of orders where paid and order_amount is not NULL.
- latest: per customer_id the first row of paid_orders by order_date from the top and
  order_id.
- datamorph_out.latest_orders: customer_id, order_id, order_date and order_amount of
  latest; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    paid_orders = orders.filter(F.col("paid") & F.col("order_amount").isNotNull())

    latest_order = Window.partitionBy("customer_id").orderBy(
        F.col("order_date").desc_nulls_last(), F.col("order_id").asc_nulls_last()
    )
    latest = (
        paid_orders.withColumn("place", F.row_number().over(latest_order))
        .filter(F.col("place") == 1)
        .drop("place")
    )

    return latest.select("customer_id", "order_id", "order_date", "order_amount")
