"""Rows of datamorph_out.baskets.

- baskets: one row of items per order_id, with products as the product joined by ', ' in
  the order of price from the top, then line, kinds as the different upper(product)
  joined by '|' in the order of upper(product), dearest as the product of the greatest
  price and value as coalesce(the sum of quantity * price, 0).
- datamorph_out.baskets: order_id, products, kinds, dearest and value of baskets, one
  row per order_id; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    items = sources["items"]

    baskets = items.groupBy("order_id").agg(
        F.when(
            F.count("product") > 0,
            F.array_join(
                F.sort_array(
                    F.collect_list(
                        F.when(
                            F.col("product").isNotNull(),
                            F.struct(
                                "price",
                                F.bitwise_not(F.col("line")),
                                F.col("product").alias("value"),
                            ),
                        )
                    ),
                    asc=False,
                ).getField("value"),
                ", ",
            ),
        ).alias("products"),
        F.when(
            F.count(F.upper("product")) > 0,
            F.array_join(F.sort_array(F.collect_set(F.upper("product"))), "|"),
        ).alias("kinds"),
        F.max_by(
            "product", F.when(F.col("price").isNotNull(), F.struct("price", "product"))
        ).alias("dearest"),
        F.coalesce(
            F.sum(F.col("quantity") * F.col("price")), F.lit("0").cast("decimal(31,2)")
        ).alias("value"),
    )

    return baskets
