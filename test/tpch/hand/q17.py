from decimal import Decimal

from pyspark.sql import Window
from pyspark.sql import functions as F


def query(spark):
    parts = spark.table("part").filter((F.col("p_brand") == "Brand#23") & (F.col("p_container") == "MED BOX"))
    lines = spark.table("lineitem").join(parts, F.col("l_partkey") == F.col("p_partkey"), "left_semi")
    average = F.avg("l_quantity").over(Window.partitionBy("l_partkey"))
    return (
        lines.withColumn("average_quantity", average)
        .filter(F.col("l_quantity") < F.lit(Decimal("0.2")) * F.col("average_quantity"))
        .agg((F.sum("l_extendedprice") / F.lit(Decimal("7.0"))).alias("avg_yearly"))
    )
