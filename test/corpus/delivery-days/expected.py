"""Rows of datamorph_out.delivery_days.

- delivered_orders: of orders the columns country, days as datediff('day', placed,
  delivered) and amount.
- per_country: one row of delivered_orders per country, with delivered as the number of
  present days, median_days as the median of days, p95_days as the value that a share of
  0.95 of days lies below, typical_amount as round(the median of amount, 2) and spread
  as round(the standard deviation (of a sample) of days, 2).
- datamorph_out.delivery_days: country, delivered, median_days, p95_days, typical_amount
  and spread of per_country; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    delivered_orders = orders.select(
        "country", F.datediff("delivered", "placed").alias("days"), "amount"
    )

    sorted_days = F.sort_array(F.collect_list("days"))
    last_of_days = F.count("days") - 1
    place_in_days = last_of_days * F.lit("0.95").cast("decimal(3,2)")
    days_below = F.get(sorted_days, F.floor(place_in_days).cast("int")).cast(
        "decimal(12,2)"
    )
    days_above = F.get(sorted_days, F.ceil(place_in_days).cast("int")).cast(
        "decimal(12,2)"
    )
    per_country = delivered_orders.groupBy("country").agg(
        F.count("days").alias("delivered"),
        F.median("days").cast("decimal(11,1)").alias("median_days"),
        (
            days_below
            + (days_above - days_below) * (place_in_days % 1).cast("decimal(3,2)")
        )
        .cast("decimal(12,2)")
        .alias("p95_days"),
        F.round(F.median("amount").cast("decimal(13,3)"), 2).alias("typical_amount"),
        F.round(F.stddev_samp("days"), 2).alias("spread"),
    )

    return per_country
