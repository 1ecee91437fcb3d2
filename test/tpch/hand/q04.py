from pyspark.sql import functions as F


def query(spark):
    orders = spark.table("orders").filter(
        (F.col("o_orderdate") >= F.to_date(F.lit("1993-07-01"))) & (F.col("o_orderdate") < F.to_date(F.lit("1993-10-01")))
    )
    late_lines = spark.table("lineitem").filter(F.col("l_commitdate") < F.col("l_receiptdate"))
    return (
        orders.join(late_lines, F.col("o_orderkey") == F.col("l_orderkey"), "left_semi")
        .groupBy("o_orderpriority")
        .agg(F.count("*").alias("order_count"))
    )
