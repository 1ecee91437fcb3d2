from decimal import Decimal

from pyspark.sql import functions as F


def query(spark):
    nations = spark.table("nation").filter(F.col("n_name") == "GERMANY")
    suppliers = spark.table("supplier").join(nations, F.col("s_nationkey") == F.col("n_nationkey"), "left_semi")
    stock = spark.table("partsupp").join(suppliers, F.col("ps_suppkey") == F.col("s_suppkey"), "left_semi")
    value = F.sum(F.col("ps_supplycost") * F.col("ps_availqty"))
    total = stock.agg((value * F.lit(Decimal("0.0001"))).alias("least_value"))
    return (
        stock.groupBy("ps_partkey")
        .agg(value.alias("part_value"))
        .crossJoin(total)
        .filter(F.col("part_value") > F.col("least_value"))
        .select("ps_partkey", "part_value")
    )
