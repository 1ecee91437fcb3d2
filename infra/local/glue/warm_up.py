"""A small job through everything that a real one uses, so that the first real one finds it loaded and compiled. Needs no PostgreSQL: Spark ships a database."""
from __future__ import annotations

import zipfile
from typing import Callable

from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

DATABASE = {"url": "jdbc:derby:memory:warm;create=true", "driver": "org.apache.derby.jdbc.EmbeddedDriver"}


def warm_up(spark: SparkSession, rounds: int, is_enough: Callable[[], bool] = lambda: False) -> None:
    """Two tables over JDBC, a join, an aggregate, a window, and back over JDBC; `is_enough` is asked before each part."""
    if is_enough():
        return
    spark.sparkContext.setLogLevel("FATAL")
    numbers = spark.range(200).select(
        F.col("id"),
        (F.col("id") % 7).cast("int").alias("k"),
        (F.col("id") / 3).cast("decimal(12,2)").alias("amount"),
        F.concat(F.lit("n"), F.col("id").cast("string")).alias("name"),
        F.timestamp_seconds(F.col("id") * 86400).alias("at"),
    )
    numbers.write.format("jdbc").options(**DATABASE, dbtable="numbers").mode("append").save()
    for n in range(rounds):
        if is_enough():
            return
        _job(spark.newSession(), n)


def _job(spark: SparkSession, n: int) -> None:
    read = spark.read.format("jdbc").options(**DATABASE, fetchsize=10_000, pushDownPredicate="false", customSchema="k int, amount decimal(12,2)")
    left = read.options(dbtable='(SELECT "id", "k", "amount", "name" FROM numbers) AS source', partitionColumn="id", lowerBound=0, upperBound=200, numPartitions=2).load()
    right = spark.read.format("jdbc").options(**DATABASE, fetchsize=10_000, dbtable='(SELECT "id", "at" FROM numbers) AS source').load()
    joined = left.join(right, left["id"] == right["id"], "left").select(left["id"], "k", "amount", "name", F.to_date("at").alias("day"))
    totals = joined.where(F.col("amount") > 1).groupBy("k", "day").agg(F.sum("amount").alias("total"), F.count(F.lit(1)).alias("n"), F.max("name").alias("last"))
    ranked = totals.withColumn("place", F.row_number().over(Window.partitionBy("k").orderBy(F.col("total").desc_nulls_last())))
    for m, result in enumerate((ranked, joined)):
        result.write.format("jdbc").options(**DATABASE, dbtable=f"result_{m}_{n}", batchsize=10_000).mode("append").save()


def load_driver_classes(spark: SparkSession, jdbc_jar: str) -> None:
    """Loads the JDBC driver's classes, for the class archive: no connection is made while that is written."""
    loader = spark._jvm.java.lang.Thread.currentThread().getContextClassLoader()
    for entry in zipfile.ZipFile(jdbc_jar).namelist():
        if entry.startswith("org/postgresql/") and entry.endswith(".class") and not any(part in entry for part in ("osgi", "sspi", "scram", "/xa/", "Waffle")):
            try:
                loader.loadClass(entry[:-6].replace("/", "."))
            except Exception:  # noqa: BLE001  a class that needs an absent library is not needed here either
                continue
