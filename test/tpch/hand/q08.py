from pyspark.sql import functions as F


def query(spark):
    parts = spark.table("part").filter(F.col("p_type") == "ECONOMY ANODIZED STEEL")
    orders = spark.table("orders").filter(
        F.col("o_orderdate").between(F.to_date(F.lit("1995-01-01")), F.to_date(F.lit("1996-12-31")))
    )
    regions = spark.table("region").filter(F.col("r_name") == "AMERICA")
    cust_nations = spark.table("nation").select(F.col("n_nationkey").alias("cust_key"), "n_regionkey")
    supp_nations = spark.table("nation").select(F.col("n_nationkey").alias("supp_key"), F.col("n_name").alias("supp_nation"))
    volume = F.col("l_extendedprice") * (1 - F.col("l_discount"))
    return (
        spark.table("lineitem")
        .join(parts, F.col("l_partkey") == F.col("p_partkey"))
        .join(orders, F.col("l_orderkey") == F.col("o_orderkey"))
        .join(spark.table("customer"), F.col("o_custkey") == F.col("c_custkey"))
        .join(cust_nations, F.col("c_nationkey") == F.col("cust_key"))
        .join(regions, F.col("n_regionkey") == F.col("r_regionkey"))
        .join(spark.table("supplier"), F.col("l_suppkey") == F.col("s_suppkey"))
        .join(supp_nations, F.col("s_nationkey") == F.col("supp_key"))
        .groupBy(F.year("o_orderdate").alias("o_year"))
        .agg((F.sum(F.when(F.col("supp_nation") == "BRAZIL", volume).otherwise(0)) / F.sum(volume)).alias("mkt_share"))
    )
