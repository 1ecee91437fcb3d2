from pyspark.sql import functions as F


def query(spark):
    nations = spark.table("nation").filter(F.col("n_name").isin("FRANCE", "GERMANY"))
    supp_nations = nations.select(F.col("n_nationkey").alias("supp_key"), F.col("n_name").alias("supp_nation"))
    cust_nations = nations.select(F.col("n_nationkey").alias("cust_key"), F.col("n_name").alias("cust_nation"))
    lines = spark.table("lineitem").filter(
        F.col("l_shipdate").between(F.to_date(F.lit("1995-01-01")), F.to_date(F.lit("1996-12-31")))
    )
    return (
        lines.join(spark.table("supplier"), F.col("l_suppkey") == F.col("s_suppkey"))
        .join(supp_nations, F.col("s_nationkey") == F.col("supp_key"))
        .join(spark.table("orders"), F.col("l_orderkey") == F.col("o_orderkey"))
        .join(spark.table("customer"), F.col("o_custkey") == F.col("c_custkey"))
        .join(cust_nations, F.col("c_nationkey") == F.col("cust_key"))
        .filter(F.col("supp_nation") != F.col("cust_nation"))
        .groupBy("supp_nation", "cust_nation", F.year("l_shipdate").alias("l_year"))
        .agg(F.sum(F.col("l_extendedprice") * (1 - F.col("l_discount"))).alias("revenue"))
    )
