"""Rows of datamorph_out.order_figures.

- figures: one row over all of orders, with orders as the number of rows, paid_share as
  round((100.0 * the number of rows where paid) / the number of rows, 2), average_price
  as the sum of order_amount / the sum of order_quantity, different_amounts as the
  average of different order_amount, all_paid as whether always paid and span as
  datediff('day', the least order_date, the greatest order_date).
- datamorph_out.order_figures: orders, paid_share as decimal(5,2), average_price as
  decimal(18,4), different_amounts, all_paid and span of figures; it replaces what is
  there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    figures = orders.agg(
        F.count("*").alias("orders"),
        F.round(
            F.lit("100.0").cast("decimal(4,1)")
            * F.count_if(F.col("paid")).cast("decimal(19,0)")
            / F.when(
                F.count("*").cast("decimal(19,0)") != 0,
                F.count("*").cast("decimal(19,0)"),
            ),
            2,
        ).alias("paid_share"),
        (
            F.sum("order_amount")
            / F.when(
                F.sum("order_quantity").cast("decimal(19,0)") != 0,
                F.sum("order_quantity").cast("decimal(19,0)"),
            )
        ).alias("average_price"),
        (
            F.sum_distinct("order_amount")
            / F.when(
                F.count_distinct("order_amount") != 0, F.count_distinct("order_amount")
            )
        )
        .cast("decimal(16,6)")
        .alias("different_amounts"),
        F.bool_and("paid").alias("all_paid"),
        F.datediff(F.max("order_date"), F.min("order_date")).alias("span"),
    )

    return figures.select(
        "orders",
        F.col("paid_share").cast("decimal(5,2)").alias("paid_share"),
        F.col("average_price").cast("decimal(18,4)").alias("average_price"),
        "different_amounts",
        "all_paid",
        "span",
    )
