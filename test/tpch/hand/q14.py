from decimal import Decimal

from pyspark.sql import functions as F


def query(spark):
    lines = spark.table("lineitem").filter(
        (F.col("l_shipdate") >= F.to_date(F.lit("1995-09-01"))) & (F.col("l_shipdate") < F.to_date(F.lit("1995-10-01")))
    )
    revenue = F.col("l_extendedprice") * (1 - F.col("l_discount"))
    promo = F.when(F.col("p_type").startswith("PROMO"), revenue).otherwise(0)
    return lines.join(spark.table("part"), F.col("l_partkey") == F.col("p_partkey")).agg(
        (F.lit(Decimal("100.00")) * F.sum(promo) / F.sum(revenue)).alias("promo_revenue")
    )
