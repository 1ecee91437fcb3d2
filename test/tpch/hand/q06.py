from decimal import Decimal

from pyspark.sql import functions as F


def query(spark):
    return (
        spark.table("lineitem")
        .filter(
            (F.col("l_shipdate") >= F.to_date(F.lit("1994-01-01")))
            & (F.col("l_shipdate") < F.to_date(F.lit("1995-01-01")))
            & F.col("l_discount").between(Decimal("0.05"), Decimal("0.07"))
            & (F.col("l_quantity") < 24)
        )
        .agg(F.sum(F.col("l_extendedprice") * F.col("l_discount")).alias("revenue"))
    )
