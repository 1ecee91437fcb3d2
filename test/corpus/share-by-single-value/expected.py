"""Rows of datamorph_out.share_per_country.

- total: one row over all of sales, with amount as the sum of amount and greatest_id as
  the greatest sale_id.
- latest: the first 1 rows of sales by sale_id from the top.
- not_the_last: the rows of sales where (sale_id < greatest_id of total) and (amount >
  0.10).
- shares: one row of not_the_last per country, with amount as the sum of amount, share
  as round(the sum of amount / nullif(amount of total, 0), 4) and like_latest as the
  number of rows where country = country of latest.
- datamorph_out.share_per_country: country, amount, share as decimal(20,4) and
  like_latest of shares; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    sales = sources["sales"]

    total = sales.agg(
        F.sum("amount").alias("amount"), F.max("sale_id").alias("greatest_id")
    )

    latest = sales.orderBy(F.col("sale_id").desc_nulls_last()).limit(1)

    not_the_last_input = sales.crossJoin(
        F.broadcast(
            total.select(F.col("greatest_id").alias("value(total, greatest_id)"))
        )
    )
    not_the_last = not_the_last_input.filter(
        (F.col("sale_id") < F.col("`value(total, greatest_id)`"))
        & (F.col("amount") > F.lit("0.10").cast("decimal(10,2)"))
    ).drop("value(total, greatest_id)")

    shares_parts_input = not_the_last.join(
        F.broadcast(latest.select(F.col("country").alias("value(latest, country)"))),
        F.lit(True),
        "left",
    )
    shares_parts = shares_parts_input.groupBy("country").agg(
        F.sum("amount").alias("amount"),
        F.count_if(F.col("country") == F.col("`value(latest, country)`")).alias(
            "like_latest"
        ),
    )
    shares_input = shares_parts.crossJoin(
        F.broadcast(total.select(F.col("amount").alias("value(total, amount)")))
    )
    shares = shares_input.select(
        "country",
        "amount",
        F.round(
            F.col("amount")
            / F.when(F.col("`value(total, amount)`") == 0, None).otherwise(
                F.col("`value(total, amount)`")
            ),
            4,
        ).alias("share"),
        "like_latest",
    )

    return shares.select(
        "country",
        "amount",
        F.col("share").cast("decimal(20,4)").alias("share"),
        "like_latest",
    )
