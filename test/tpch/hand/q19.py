from pyspark.sql import functions as F


def query(spark):
    lines = spark.table("lineitem").filter(
        F.col("l_shipmode").isin("AIR", "AIR REG") & (F.col("l_shipinstruct") == "DELIVER IN PERSON")
    )
    brand, container, quantity, size = (F.col(name) for name in ("p_brand", "p_container", "l_quantity", "p_size"))
    small = (
        (brand == "Brand#12")
        & container.isin("SM CASE", "SM BOX", "SM PACK", "SM PKG")
        & quantity.between(1, 11)
        & size.between(1, 5)
    )
    medium = (
        (brand == "Brand#23")
        & container.isin("MED BAG", "MED BOX", "MED PKG", "MED PACK")
        & quantity.between(10, 20)
        & size.between(1, 10)
    )
    large = (
        (brand == "Brand#34")
        & container.isin("LG CASE", "LG BOX", "LG PACK", "LG PKG")
        & quantity.between(20, 30)
        & size.between(1, 15)
    )
    return (
        lines.join(spark.table("part"), F.col("l_partkey") == F.col("p_partkey"))
        .filter(small | medium | large)
        .agg(F.sum(F.col("l_extendedprice") * (1 - F.col("l_discount"))).alias("revenue"))
    )
