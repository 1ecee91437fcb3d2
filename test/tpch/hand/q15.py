from pyspark.sql import functions as F


def query(spark):
    revenue = (
        spark.table("lineitem")
        .filter(
            (F.col("l_shipdate") >= F.to_date(F.lit("1996-01-01"))) & (F.col("l_shipdate") < F.to_date(F.lit("1996-04-01")))
        )
        .groupBy("l_suppkey")
        .agg(F.sum(F.col("l_extendedprice") * (1 - F.col("l_discount"))).alias("total_revenue"))
    )
    best = revenue.agg(F.max("total_revenue").alias("best_revenue"))
    return (
        revenue.crossJoin(best)
        .filter(F.col("total_revenue") == F.col("best_revenue"))
        .join(spark.table("supplier"), F.col("l_suppkey") == F.col("s_suppkey"))
        .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
    )
