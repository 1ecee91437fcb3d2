"""Rows of datamorph_out.lost_customers.

- before: of orders the columns customer_id.
- recent_orders: the rows of orders where placed >= 2025-01-01.
- recent: of recent_orders the columns customer_id.
- blocked_customers: the rows of customers where blocked.
- blocked: of blocked_customers the columns customer_id.
- lost: the rows of before that are not among those of recent and blocked, equal ones
  once.
- datamorph_out.lost_customers: customer_id of lost; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]
    customers = sources["customers"]

    before = orders.select("customer_id")

    recent_orders = orders.filter(F.col("placed") >= F.lit("2025-01-01").cast("date"))

    recent = recent_orders.select("customer_id")

    blocked_customers = customers.filter(F.col("blocked"))

    blocked = blocked_customers.select("customer_id")

    lost = before.subtract(recent).subtract(blocked)

    return lost
