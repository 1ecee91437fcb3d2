from pyspark.sql import functions as F


def query(spark):
    lines = spark.table("lineitem")
    late = lines.filter(F.col("l_receiptdate") > F.col("l_commitdate"))
    nations = spark.table("nation").filter(F.col("n_name") == "SAUDI ARABIA")
    suppliers = spark.table("supplier").join(nations, F.col("s_nationkey") == F.col("n_nationkey"), "left_semi")
    orders = spark.table("orders").filter(F.col("o_orderstatus") == "F")
    others = [F.col("l1.l_orderkey") == F.col("l2.l_orderkey"), F.col("l1.l_suppkey") != F.col("l2.l_suppkey")]
    return (
        late.join(suppliers, F.col("l_suppkey") == F.col("s_suppkey"))
        .join(orders, F.col("l_orderkey") == F.col("o_orderkey"))
        .alias("l1")
        .join(lines.alias("l2"), others, "left_semi")
        .join(late.alias("l2"), others, "left_anti")
        .groupBy("s_name")
        .agg(F.count("*").alias("numwait"))
        .orderBy(F.desc("numwait"), "s_name")
        .limit(100)
    )
