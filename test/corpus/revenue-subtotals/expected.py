"""Rows of datamorph_out.revenue_subtotals.

- revenue: one row of orders per country and month, which is date_trunc('month',
  placed), with orders as the number of rows and revenue as coalesce(the sum of amount,
  0); not per all keys, but for each of the levels month (per country and month),
  country (per country) and total (all rows).
- datamorph_out.revenue_subtotals: country, month, level, orders and revenue of revenue;
  it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    revenue = (
        orders.withColumn("level", F.explode(F.array(F.lit("month"), F.lit("country"))))
        .groupBy(
            "country",
            F.when(F.col("level") == "month", F.trunc("placed", "month")).alias(
                "month"
            ),
            "level",
        )
        .agg(
            F.count("*").alias("orders"),
            F.coalesce(F.sum("amount"), F.lit("0").cast("decimal(22,2)")).alias(
                "revenue"
            ),
        )
        .unionByName(
            orders.agg(
                F.count("*").alias("orders"),
                F.coalesce(F.sum("amount"), F.lit("0").cast("decimal(22,2)")).alias(
                    "revenue"
                ),
            ).withColumn("level", F.lit("total")),
            allowMissingColumns=True,
        )
        .select("country", "month", "orders", "revenue", "level")
    )

    return revenue.select("country", "month", "level", "orders", "revenue")
