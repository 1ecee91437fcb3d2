"""Writes the archive of the classes that a job loads: with it Spark's JVM starts in half the time. `train.py java jdbc.jar temporary archive`"""
from __future__ import annotations

import sys

import jvm
from warm_up import load_driver_classes, warm_up


def main(java: str, jdbc_jar: str, temporary: str, archive: str) -> None:
    process = jvm.start(java, jdbc_jar, temporary, archive_at_exit=archive)
    from pyspark.sql import SparkSession  # attaches to the JVM that was just started

    spark = SparkSession.builder.getOrCreate()
    load_driver_classes(spark, jdbc_jar)
    warm_up(spark, 1)
    spark.stop()
    # the archive is written when the JVM ends by itself
    process.stdin.close()
    process.wait(120)


if __name__ == "__main__":
    main(*sys.argv[1:])
