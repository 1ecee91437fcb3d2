"""Rows of datamorph_out.customer_history.

- paid: the rows of orders where (status <> 'cancelled') and amount is not NULL.
- running: the rows of paid with order_number as the number of the row per customer_id
  by placed, amount_so_far as the sum of amount per customer_id by placed, up to the
  row, first_order as the least placed per customer_id and is_largest_so_far as amount =
  the greatest amount per customer_id by placed, up to the row.
- datamorph_out.customer_history: order_id, customer_id, order_number, amount_so_far,
  first_order and is_largest_so_far of running, one row per order_id; it replaces what
  is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    paid = orders.filter((F.col("status") != "cancelled") & F.col("amount").isNotNull())

    per_customer_id_by_placed = Window.partitionBy("customer_id").orderBy(
        F.col("placed").asc_nulls_last(), F.col("order_id").asc_nulls_last()
    )
    per_customer_id_by_placed_so_far = per_customer_id_by_placed.rowsBetween(
        Window.unboundedPreceding, Window.currentRow
    )
    per_customer_id = Window.partitionBy("customer_id")
    running = paid.withColumns(
        {
            "order_number": (
                F.row_number().over(per_customer_id_by_placed).cast("bigint")
            ),
            "amount_so_far": F.sum("amount").over(per_customer_id_by_placed_so_far),
            "first_order": F.min("placed").over(per_customer_id),
            "is_largest_so_far": (
                F.col("amount")
                == F.max("amount").over(per_customer_id_by_placed_so_far)
            ),
        }
    )

    return running.select(
        "order_id",
        "customer_id",
        "order_number",
        "amount_so_far",
        "first_order",
        "is_largest_so_far",
    )
