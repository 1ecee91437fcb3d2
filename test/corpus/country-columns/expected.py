"""Rows of datamorph_out.customer_countries.

- by_country: one row per customer_id, with the values of country in orders as columns:
  austria (AT), germany (DE) and unknown (NULL), as austria is the sum of amount where
  country = 'AT' when the number of rows where country = 'AT' > 0, else 0.
- datamorph_out.customer_countries: customer_id, austria, germany and unknown of
  by_country, one row per customer_id; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    by_country = orders.groupBy("customer_id").agg(
        F.when(
            F.count_if(F.col("country") == "AT") > 0,
            F.sum(F.when(F.col("country") == "AT", F.col("amount"))),
        )
        .otherwise(F.lit("0").cast("decimal(22,2)"))
        .alias("austria"),
        F.when(
            F.count_if(F.col("country") == "DE") > 0,
            F.sum(F.when(F.col("country") == "DE", F.col("amount"))),
        )
        .otherwise(F.lit("0").cast("decimal(22,2)"))
        .alias("germany"),
        F.when(
            F.count_if(F.col("country").isNull()) > 0,
            F.sum(F.when(F.col("country").isNull(), F.col("amount"))),
        )
        .otherwise(F.lit("0").cast("decimal(22,2)"))
        .alias("unknown"),
    )

    return by_country
