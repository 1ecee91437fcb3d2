"""Rows of datamorph_out.sales_and_returns.

- sold: one row of sales per country, which is coalesce(country, '??'), with sold as the
  sum of amount.
- few_returns: the rows of returns where (amount > 1) and (country <> 'DE').
- returned: one row of few_returns per country, which is coalesce(country, '??'), with
  returned as the sum of amount.
- both_ways: every row of sold and of returned, together where country of sold equals
  country of returned; each row of sold meets at most one; country from the left, and
  where that is NULL from the right; has_both says whether there is a partner.
- datamorph_out.sales_and_returns: country, sold, returned and has_both of both_ways,
  one row per country; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    sales = sources["sales"]
    returns = sources["returns"]

    sold = sales.groupBy(F.coalesce("country", F.lit("??")).alias("country")).agg(
        F.sum("amount").alias("sold")
    )

    few_returns = returns.filter((F.col("amount") > 1) & (F.col("country") != "DE"))

    returned = few_returns.groupBy(
        F.coalesce("country", F.lit("??")).alias("country")
    ).agg(F.sum("amount").alias("returned"))

    both_ways = (
        sold.withColumn("is_there", F.lit(True))
        .alias("left")
        .join(
            returned.withColumn("is_there", F.lit(True)).alias("right"),
            F.col("left.country") == F.col("right.country"),
            "full",
        )
        .select(
            F.coalesce("left.country", "right.country").alias("country"),
            "left.sold",
            "right.returned",
            (
                F.col("left.is_there").isNotNull() & F.col("right.is_there").isNotNull()
            ).alias("has_both"),
        )
    )

    return both_ways
