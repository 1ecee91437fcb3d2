"""Rows of datamorph_out.monthly_revenue.

- period: one row over all of orders, with first as date_trunc('month', the least
  placed) and last as the greatest placed.
- months: from first of period to last of period, one row per month.
- revenue: one row of orders per month, which is date_trunc('month', placed), with
  revenue as the sum of amount.
- monthly: every row of months, with each row of revenue where month of months equals
  month of revenue, or with nothing; each row of months meets at most one.
- with_zeros: the rows of monthly, with revenue as 0 where it is NULL.
- datamorph_out.monthly_revenue: month and revenue of with_zeros, one row per month; it
  replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    orders = sources["orders"]

    period = orders.agg(
        F.trunc(F.min("placed"), "month").alias("first"), F.max("placed").alias("last")
    )

    months = period.select(
        F.explode(
            F.when(
                F.col("first") <= F.col("last"),
                F.sequence("first", "last", F.make_ym_interval(months=F.lit(1))),
            )
        ).alias("month")
    )

    revenue = orders.groupBy(F.trunc("placed", "month").alias("month")).agg(
        F.sum("amount").alias("revenue")
    )

    monthly = (
        months.alias("left")
        .join(
            revenue.alias("right"), F.col("left.month") == F.col("right.month"), "left"
        )
        .select("left.month", "right.revenue")
    )

    with_zeros = monthly.withColumn(
        "revenue", F.coalesce("revenue", F.lit("0").cast("decimal(22,2)"))
    )

    return with_zeros
