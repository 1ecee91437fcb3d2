"""Rows of datamorph_out.customer_totals.

- customer_orders: every row of customers, with each row of orders where customer_id of
  customers equals customer_id of orders, or with nothing.
- totals: one row of customer_orders per customer_id and customer_name, with
  total_amount as the sum of order_amount.
- big_spenders: the rows of totals where total_amount > 1000.
- datamorph_out.customer_totals: customer_id, customer_name and total_amount of
  big_spenders, one row per customer_id; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    customers = sources["customers"]
    orders = sources["orders"]

    customer_orders = (
        customers.alias("left")
        .join(
            orders.alias("right"),
            F.col("left.customer_id") == F.col("right.customer_id"),
            "left",
        )
        .select("left.*", "right.order_amount")
    )

    totals = customer_orders.groupBy("customer_id", "customer_name").agg(
        F.sum("order_amount").alias("total_amount")
    )

    big_spenders = totals.filter(F.col("total_amount") > 1000)

    return big_spenders
