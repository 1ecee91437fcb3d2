from decimal import Decimal

from pyspark.sql import functions as F


def query(spark):
    parts = spark.table("part").filter(F.col("p_name").startswith("forest"))
    sold = (
        spark.table("lineitem")
        .filter(
            (F.col("l_shipdate") >= F.to_date(F.lit("1994-01-01"))) & (F.col("l_shipdate") < F.to_date(F.lit("1995-01-01")))
        )
        .join(parts, F.col("l_partkey") == F.col("p_partkey"), "left_semi")
        .groupBy("l_partkey", "l_suppkey")
        .agg((F.lit(Decimal("0.5")) * F.sum("l_quantity")).alias("half"))
    )
    surplus = (
        spark.table("partsupp")
        .join(parts, F.col("ps_partkey") == F.col("p_partkey"), "left_semi")
        .join(
            sold,
            (F.col("ps_partkey") == F.col("l_partkey"))
            & (F.col("ps_suppkey") == F.col("l_suppkey"))
            & (F.col("ps_availqty") > F.col("half")),
            "left_semi",
        )
    )
    nations = spark.table("nation").filter(F.col("n_name") == "CANADA")
    return (
        spark.table("supplier")
        .join(nations, F.col("s_nationkey") == F.col("n_nationkey"), "left_semi")
        .join(surplus, F.col("s_suppkey") == F.col("ps_suppkey"), "left_semi")
        .select("s_name", "s_address")
    )
