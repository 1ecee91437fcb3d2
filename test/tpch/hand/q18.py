from pyspark.sql import functions as F


def query(spark):
    large = (
        spark.table("lineitem")
        .groupBy("l_orderkey")
        .agg(F.sum("l_quantity").alias("quantity"))
        .filter(F.col("quantity") > 300)
    )
    return (
        spark.table("orders")
        .join(large, F.col("o_orderkey") == F.col("l_orderkey"))
        .join(spark.table("customer"), F.col("o_custkey") == F.col("c_custkey"))
        .orderBy(F.desc("o_totalprice"), "o_orderdate")
        .limit(100)
        .select("c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice", "quantity")
    )
