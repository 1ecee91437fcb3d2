from pyspark.sql import functions as F


def query(spark):
    suppliers = (
        spark.table("supplier")
        .join(spark.table("nation"), F.col("s_nationkey") == F.col("n_nationkey"))
        .join(spark.table("region"), F.col("n_regionkey") == F.col("r_regionkey"))
        .filter(F.col("r_name") == "ASIA")
    )
    orders = spark.table("orders").filter(
        (F.col("o_orderdate") >= F.to_date(F.lit("1994-01-01"))) & (F.col("o_orderdate") < F.to_date(F.lit("1995-01-01")))
    )
    return (
        spark.table("lineitem")
        .join(orders, F.col("l_orderkey") == F.col("o_orderkey"))
        .join(spark.table("customer"), F.col("o_custkey") == F.col("c_custkey"))
        .join(suppliers, (F.col("l_suppkey") == F.col("s_suppkey")) & (F.col("c_nationkey") == F.col("s_nationkey")))
        .groupBy("n_name")
        .agg(F.sum(F.col("l_extendedprice") * (1 - F.col("l_discount"))).alias("revenue"))
    )
