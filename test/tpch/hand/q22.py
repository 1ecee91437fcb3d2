from pyspark.sql import functions as F


def query(spark):
    customers = (
        spark.table("customer")
        .withColumn("cntrycode", F.substring("c_phone", 1, 2))
        .filter(F.col("cntrycode").isin("13", "31", "23", "29", "30", "18", "17"))
    )
    typical = customers.filter(F.col("c_acctbal") > 0).agg(F.avg("c_acctbal").alias("typical_balance"))
    return (
        customers.crossJoin(typical)
        .filter(F.col("c_acctbal") > F.col("typical_balance"))
        .join(spark.table("orders"), F.col("c_custkey") == F.col("o_custkey"), "left_anti")
        .groupBy("cntrycode")
        .agg(F.count("*").alias("numcust"), F.sum("c_acctbal").alias("totacctbal"))
    )
