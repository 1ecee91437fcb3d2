from pyspark.sql import functions as F


def query(spark):
    orders = spark.table("orders").filter(
        (F.col("o_orderdate") >= F.to_date(F.lit("1993-10-01"))) & (F.col("o_orderdate") < F.to_date(F.lit("1994-01-01")))
    )
    lines = spark.table("lineitem").filter(F.col("l_returnflag") == "R")
    return (
        orders.join(spark.table("customer"), F.col("o_custkey") == F.col("c_custkey"))
        .join(lines, F.col("o_orderkey") == F.col("l_orderkey"))
        .join(spark.table("nation"), F.col("c_nationkey") == F.col("n_nationkey"))
        .groupBy("c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment")
        .agg(F.sum(F.col("l_extendedprice") * (1 - F.col("l_discount"))).alias("revenue"))
        .orderBy(F.desc("revenue"))
        .limit(20)
        .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
    )
