"""Rows of datamorph_out.priced_orders.

- priced: every row of orders, with each row of prices where product of orders equals
  product of prices and (placed of orders >= valid_from of prices) and (valid_to of
  prices is NULL or (placed of orders < valid_to of prices)), or with nothing; has_price
  says whether there is a partner.
- datamorph_out.priced_orders: order_id, product, placed, price, valid_from and
  has_price of priced; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]
    prices = sources["prices"]

    priced = (
        orders.alias("left")
        .join(
            prices.withColumn("is_there", F.lit(True)).alias("right"),
            (F.col("left.product") == F.col("right.product"))
            & (F.col("left.placed") >= F.col("right.valid_from"))
            & (
                F.col("right.valid_to").isNull()
                | (F.col("left.placed") < F.col("right.valid_to"))
            ),
            "left",
        )
        .select(
            "left.*",
            "right.price",
            "right.valid_from",
            F.col("right.is_there").isNotNull().alias("has_price"),
        )
    )

    return priced
