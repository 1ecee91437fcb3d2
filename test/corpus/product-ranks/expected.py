"""Rows of datamorph_out.best_products.

- sales: one row of items per product, with revenue as the sum of quantity * price and
  orders as the number of different order_id.
- ranked: the rows of sales with place as the rank by revenue from the top, dense_place
  as the rank without gaps by revenue from the top, quarter as the number of its part
  out of 4 by revenue from the top and behind_next as the revenue of the row before by
  revenue from the top - revenue.
- best: the rows of ranked where place <= 10.
- datamorph_out.best_products: product, revenue, orders, place, dense_place, quarter and
  behind_next of best; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    items = sources["items"]

    sales = items.groupBy("product").agg(
        F.sum(F.col("quantity") * F.col("price")).alias("revenue"),
        F.count_distinct("order_id").alias("orders"),
    )

    by_revenue = Window.orderBy(F.col("revenue").desc_nulls_last())
    by_revenue_ = Window.orderBy(
        F.col("revenue").desc_nulls_last(), F.col("product").asc_nulls_last()
    )
    ranked = sales.withColumns(
        {
            "place": F.rank().over(by_revenue).cast("bigint"),
            "dense_place": F.dense_rank().over(by_revenue).cast("bigint"),
            "quarter": F.ntile(4).over(by_revenue_),
            "behind_next": F.lag("revenue").over(by_revenue_) - F.col("revenue"),
        }
    )

    best = ranked.filter(F.col("place") <= 10)

    return best
