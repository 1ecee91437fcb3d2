from pyspark.sql import Window
from pyspark.sql import functions as F


def query(spark):
    regions = spark.table("region").filter(F.col("r_name") == "EUROPE")
    parts = spark.table("part").filter((F.col("p_size") == 15) & F.col("p_type").endswith("BRASS"))
    offers = (
        spark.table("partsupp")
        .join(parts, F.col("ps_partkey") == F.col("p_partkey"))
        .join(spark.table("supplier"), F.col("ps_suppkey") == F.col("s_suppkey"))
        .join(spark.table("nation"), F.col("s_nationkey") == F.col("n_nationkey"))
        .join(regions, F.col("n_regionkey") == F.col("r_regionkey"))
    )
    by_cost = Window.partitionBy("p_partkey").orderBy("ps_supplycost")
    return (
        offers.withColumn("place", F.rank().over(by_cost))
        .filter(F.col("place") == 1)
        .orderBy(F.desc("s_acctbal"), "n_name", "s_name", "p_partkey")
        .limit(100)
        .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
    )
