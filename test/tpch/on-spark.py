"""Runs compiled transforms on Spark over the sources as the job reads them: work in, result types, rows as text and seconds out."""
from __future__ import annotations

import datetime
import decimal
import json
import sys
import time

from datamorph_job import compiled, sources
from datamorph_job.database import PLAIN_SESSION, Database
from datamorph_job.session import pin
from pyspark.sql import SparkSession


def text(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return str(value)


def run(spark, database, work):
    began = time.monotonic()
    try:
        transform = compiled.load_transform(work["transform"])
        tables = {each["name"]: sources.frame(spark, database, each, PLAIN_SESSION) for each in work["sources"]}
        frame = transform(spark, tables)
        rows = [[text(value) for value in row] for row in frame.collect()]
        return {"name": work["name"], "columns": frame.dtypes, "rows": rows, "seconds": time.monotonic() - began}
    except Exception as error:  # reported per transform, so that one does not hide the others
        return {"name": work["name"], "error": str(error).split("JVM stacktrace")[0][:2000]}


def main(jobs, results, jar):
    with open(jobs, encoding="utf-8") as file:
        job = json.load(file)
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraClassPath": jar,
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    pin(spark, {})
    database = Database(spark._jvm, job["secret"])
    done = [run(spark, database, work) for work in job["work"]]
    with open(results, "w", encoding="utf-8") as file:
        json.dump(done, file)
    spark.stop()


main(*sys.argv[1:])
