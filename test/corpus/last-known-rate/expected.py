"""Rows of datamorph_out.orders_in_euro.

- converted: every row of orders, with the last row of rates where currency of orders
  equals currency of rates and quoted_on of rates is not after placed of orders, or with
  nothing; each row of orders meets at most one; has_rate says whether there is a
  partner.
- in_euro: converted with euro as (amount / nullif(rate, 0)) as decimal(18,2).
- datamorph_out.orders_in_euro: order_id, currency, placed, rate, rate_day, has_rate and
  euro of in_euro, one row per order_id; it replaces what is there.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]
    rates = sources["rates"]

    rates_in_time = rates.filter(
        F.col("currency").isNotNull() & F.col("quoted_on").isNotNull()
    ).select(
        "currency",
        F.col("quoted_on").alias("placed"),
        F.struct("quoted_on", "rate", "source").alias("found"),
    )
    converted_order = (
        Window.partitionBy("currency")
        .orderBy(
            F.col("placed").asc_nulls_first(),
            F.col("is_left").asc_nulls_first(),
            F.col("found.rate").desc_nulls_first(),
            F.col("found.source").desc_nulls_first(),
        )
        .rowsBetween(Window.unboundedPreceding, Window.currentRow)
    )
    converted = (
        orders.withColumn("is_left", F.lit(True))
        .unionByName(rates_in_time, allowMissingColumns=True)
        .withColumn("found", F.last("found", ignorenulls=True).over(converted_order))
        .filter(F.col("is_left"))
        .select(
            "order_id",
            "currency",
            "placed",
            "amount",
            F.col("found.rate").alias("rate"),
            F.col("found.quoted_on").alias("rate_day"),
            F.col("found").isNotNull().alias("has_rate"),
        )
    )

    in_euro = converted.withColumn(
        "euro",
        F.when(
            F.abs(
                F.round(
                    F.col("amount")
                    / F.when(F.col("rate") == 0, None).otherwise(F.col("rate")),
                    2,
                )
            )
            < 10000000000000000,
            (
                F.col("amount")
                / F.when(F.col("rate") == 0, None).otherwise(F.col("rate"))
            ).cast("decimal(18,2)"),
        ),
    ).drop("amount")

    return in_euro
