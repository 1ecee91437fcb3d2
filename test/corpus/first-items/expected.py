"""Rows of datamorph_out.dearest_items.

- dearest: the first 2 rows of items per order_id by amount from the top,
  upper(product), NULL first and product.
- sample: the first 100 rows of dearest by amount, order_id and product.
- datamorph_out.dearest_items: order_id, product and amount of sample; it replaces what
  is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    items = sources["items"]

    dearest_order = Window.partitionBy("order_id").orderBy(
        F.col("amount").desc_nulls_last(),
        F.upper("product").asc_nulls_first(),
        F.col("product").asc_nulls_last(),
    )
    dearest = (
        items.withColumn("place", F.row_number().over(dearest_order))
        .filter(F.col("place") <= 2)
        .drop("place")
    )

    sample = dearest.orderBy(
        F.col("amount").asc_nulls_last(),
        F.col("order_id").asc_nulls_last(),
        F.col("product").asc_nulls_last(),
    ).limit(100)

    return sample
