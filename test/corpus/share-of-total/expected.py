"""Rows of datamorph_out.customer_shares.

- revenue: one row of orders per country and customer_id, with revenue as coalesce(the
  sum of amount, 0).
- shares: the rows of revenue with of_country as round((100 * revenue) / the sum of
  revenue per country, 2) and of_all as round((100 * revenue) / the sum of revenue of
  all rows, 2).
- datamorph_out.customer_shares: country, customer_id, revenue, of_country as
  decimal(38,2) and of_all as decimal(38,2) of shares; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    revenue = orders.groupBy("country", "customer_id").agg(
        F.coalesce(F.sum("amount"), F.lit("0").cast("decimal(22,2)")).alias("revenue")
    )

    per_country = Window.partitionBy("country")
    all_rows = Window.partitionBy()
    shares = revenue.withColumns(
        {
            "of_country": F.round(
                F.lit("100").cast("decimal(3,0)")
                * F.col("revenue")
                / F.when(
                    F.sum("revenue").over(per_country) != 0,
                    F.sum("revenue").over(per_country),
                ),
                2,
            ),
            "of_all": F.round(
                F.lit("100").cast("decimal(3,0)")
                * F.col("revenue")
                / F.when(
                    F.sum("revenue").over(all_rows) != 0,
                    F.sum("revenue").over(all_rows),
                ),
                2,
            ),
        }
    )

    return shares.select(
        "country",
        "customer_id",
        "revenue",
        F.col("of_country").cast("decimal(38,2)").alias("of_country"),
        F.col("of_all").cast("decimal(38,2)").alias("of_all"),
    )
